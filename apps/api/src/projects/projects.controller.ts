import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../platform/auth-guard/index.js';
import { IfMatch, Tagged, type Page } from '../platform/http/index.js';
import {
  ChangeProject,
  CreateProject,
  Project,
  ProjectPage,
  ProjectQuery,
  RemovedProject,
} from './project.dto.js';
import { ProjectsService } from './projects.service.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('projects')
@ApiBearerAuth()
@Controller('projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List projects',
    description: 'Those that you belong to, newest first; all of them for admins.',
  })
  @ApiOkResponse({ type: ProjectPage })
  list(@CurrentActor() actor: Actor, @Query() query: ProjectQuery): Promise<Page<Project>> {
    return this.projects.list(actor, query);
  }

  @Post()
  @Access('project.create', 'everywhere')
  @ApiOperation({
    summary: 'Create a project',
    description:
      'With dev, test, staging and production unless other environments are given. 409 PROJECT_CODE_TAKEN.',
  })
  @ApiCreatedResponse({ type: Project })
  create(@CurrentActor() actor: Actor, @Body() body: CreateProject): Promise<Project> {
    return this.projects.create(actor, body);
  }

  @Get(':id')
  @Tagged()
  @Access('project.read', PROJECT)
  @ApiParam(ID)
  @ApiOperation({ summary: 'One project', description: 'With its environments in order.' })
  @ApiOkResponse({ type: Project })
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Project> {
    return this.projects.get(actor, id);
  }

  @Put(':id')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @IfMatch('project')
  @ApiOperation({
    summary: 'Change a project',
    description: 'Fields left out stay as they are. Environments and members have their own addresses.',
  })
  @ApiOkResponse({ type: Project })
  change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ChangeProject,
  ): Promise<Project> {
    return this.projects.change(actor, id, body);
  }

  @Delete(':id')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Delete or archive a project',
    description: 'Archived when releases, bins or nodes belong to it; the answer says which.',
  })
  @ApiOkResponse({ type: RemovedProject })
  remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<RemovedProject> {
    return this.projects.remove(actor, id);
  }

  @Post(':id/restore')
  @Access('project.configure', PROJECT)
  @HttpCode(200)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Restore an archived project',
    description: 'One that is not archived stays as it is.',
  })
  @ApiOkResponse({ type: Project })
  restore(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Project> {
    return this.projects.restore(actor, id);
  }
}
