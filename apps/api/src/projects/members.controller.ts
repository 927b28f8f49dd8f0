import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { Member, MemberPage, SetMember } from './member.dto.js';
import { MembersService } from './members.service.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('projects')
@ApiBearerAuth()
@Controller('projects/:id/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Access('project.read', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Who belongs to a project',
    description: 'With their roles, by name. Admins may act without being members.',
  })
  @ApiOkResponse({ type: MemberPage })
  list(@Param('id') id: string): Promise<Page<Member>> {
    return this.members.list(id);
  }

  @Put(':userId')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Add a member or change a role',
    description: 'Takes effect within seconds, also for those who are signed in.',
  })
  @ApiOkResponse({ type: Member })
  set(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() body: SetMember,
  ): Promise<Member> {
    return this.members.set(actor, id, userId, body.role);
  }

  @Delete(':userId')
  @Access('project.configure', PROJECT)
  @HttpCode(204)
  @ApiParam(ID)
  @ApiOperation({ summary: 'Remove a member', description: 'Takes effect within seconds.' })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<void> {
    return this.members.remove(actor, id, userId);
  }
}
