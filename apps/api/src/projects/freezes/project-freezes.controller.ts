import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { IfMatch } from '../../platform/http/index.js';
import {
  ChangedProjectFreeze,
  Freeze,
  FreezePage,
  FreezeRangeQuery,
  ProjectFreezeRequest,
} from './freeze.dto.js';
import { FreezesService } from './freezes.service.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('freezes')
@ApiBearerAuth()
@Controller('projects/:id/freezes')
export class ProjectFreezesController {
  constructor(private readonly freezes: FreezesService) {}

  @Get()
  @Access('project.read', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Freezes that hold a project',
    description:
      'Its own, those of its environments and those everywhere, with their occurrences in a range.',
  })
  @ApiOkResponse({ type: FreezePage })
  list(@Param('id') id: string, @Query() query: FreezeRangeQuery): Promise<FreezePage> {
    return this.freezes.list(id, query);
  }

  @Post()
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Freeze a project or one environment',
    description:
      'No wave begins in it; waves that have begun finish, and ways back are not held. 400 names times that can not be.',
  })
  @ApiCreatedResponse({ type: Freeze })
  create(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ProjectFreezeRequest,
  ): Promise<Freeze> {
    return this.freezes.create(actor, id, body);
  }

  @Put(':freezeId')
  @IfMatch('freeze')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Replace a freeze of a project',
    description: 'Counts from the next tick of each release. 409 STALE_REVISION.',
  })
  @ApiOkResponse({ type: Freeze })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('freezeId', ParseUUIDPipe) freezeId: string,
    @Body() body: ChangedProjectFreeze,
  ): Promise<Freeze> {
    return this.freezes.replace(actor, id, freezeId, body);
  }

  @Delete(':freezeId')
  @Access('project.configure', PROJECT)
  @HttpCode(204)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Delete a freeze of a project',
    description: 'What it held goes on with the next tick.',
  })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('freezeId', ParseUUIDPipe) freezeId: string,
  ): Promise<void> {
    return this.freezes.remove(actor, id, freezeId);
  }
}
