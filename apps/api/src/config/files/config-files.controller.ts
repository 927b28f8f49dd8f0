import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { ConfigFile, ConfigFilePage, ConfigQuery, CreateConfig, EditConfig } from './config-file.dto.js';
import { ConfigFilesService } from './config-files.service.js';

const FILE = { kind: 'config', param: 'id' };

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs')
export class ConfigFilesController {
  constructor(private readonly files: ConfigFilesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List configuration files',
    description: 'Of the projects that you belong to, newest first, with what each environment has.',
  })
  @ApiOkResponse({ type: ConfigFilePage })
  list(@CurrentActor() actor: Actor, @Query() query: ConfigQuery): Promise<Page<ConfigFile>> {
    return this.files.list(actor, query);
  }

  @Post()
  @Access('config.edit', 'everywhere')
  @ApiOperation({
    summary: 'Create a configuration file',
    description:
      'With the first text of its base. 400 names line and column of what is no text of its format. 409 CONFIG_NAME_TAKEN.',
  })
  @ApiCreatedResponse({ type: ConfigFile })
  create(@CurrentActor() actor: Actor, @Body() body: CreateConfig): Promise<ConfigFile> {
    return this.files.create(actor, body);
  }

  @Get(':id')
  @Access('project.read', FILE)
  @ApiOperation({
    summary: 'One configuration file',
    description: 'With what each environment has; its texts are its layers.',
  })
  @ApiOkResponse({ type: ConfigFile })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<ConfigFile> {
    return this.files.get(id);
  }

  @Patch(':id')
  @Access('config.edit', FILE)
  @ApiOperation({
    summary: 'Change description or schema of a file',
    description:
      'What is left out stays. 409 CONFIG_CHANGED; 400 names what of the texts does not fit a new schema.',
  })
  @ApiOkResponse({ type: ConfigFile })
  edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EditConfig,
  ): Promise<ConfigFile> {
    return this.files.edit(actor, id, body);
  }

  @Delete(':id')
  @Access('config.edit', FILE)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Archive a file that no environment has',
    description:
      'Its history stays, and it can be restored. 409 CONFIG_IN_USE while an environment has it or is about to: delete it there first, which is a release.',
  })
  @ApiNoContentResponse({ description: 'It is archived.' })
  archive(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.files.archive(actor, id);
  }

  @Post(':id/restore')
  @Access('config.edit', FILE)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a file out of the archive',
    description: 'One that is in use stays as it is.',
  })
  @ApiOkResponse({ type: ConfigFile })
  restore(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ConfigFile> {
    return this.files.restore(actor, id);
  }
}
