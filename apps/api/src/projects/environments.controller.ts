import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../platform/auth-guard/index.js';
import { IfMatch } from '../platform/http/index.js';
import { AddEnvironment, ChangeEnvironment, Environment } from './environment.dto.js';
import { EnvironmentsService } from './environments.service.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('projects')
@ApiBearerAuth()
@Controller('projects/:id/environments')
export class EnvironmentsController {
  constructor(private readonly environments: EnvironmentsService) {}

  @Post()
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Add an environment',
    description:
      'At the end unless a position is given. 409 ENVIRONMENT_CODE_TAKEN; 400 names a promotion rule that can not be.',
  })
  @ApiCreatedResponse({ type: Environment })
  create(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: AddEnvironment,
  ): Promise<Environment> {
    return this.environments.create(actor, id, body);
  }

  @Put(':environmentId')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @IfMatch('project')
  @ApiOperation({
    summary: 'Change an environment',
    description:
      'Fields left out stay as they are. 400 names a promotion rule that leads to itself or to another project.',
  })
  @ApiOkResponse({ type: Environment })
  change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('environmentId', ParseUUIDPipe) environmentId: string,
    @Body() body: ChangeEnvironment,
  ): Promise<Environment> {
    return this.environments.change(actor, id, environmentId, body);
  }

  @Delete(':environmentId')
  @Access('project.configure', PROJECT)
  @HttpCode(204)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Delete an environment',
    description: '409 ENVIRONMENT_IN_USE while nodes or releases belong to it, or a promotion rule names it.',
  })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('environmentId', ParseUUIDPipe) environmentId: string,
  ): Promise<void> {
    return this.environments.remove(actor, id, environmentId);
  }
}
