import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import {
  ConfigSecret,
  ConfigSecretList,
  RevealedText,
  RevealSecret,
  SecretPlace,
  SecretQuery,
  SetSecret,
} from './config-secret.dto.js';
import { ConfigSecretsService } from './config-secrets.service.js';

const NAME = { name: 'name', description: 'Name of the secret.' };

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/secrets')
export class ConfigSecretsController {
  constructor(private readonly secrets: ConfigSecretsService) {}

  @Get()
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'Secrets of a project',
    description: 'Their names and where they have a value; never a value.',
  })
  @ApiOkResponse({ type: ConfigSecretList })
  list(@CurrentActor() actor: Actor, @Query() query: SecretQuery): Promise<ConfigSecretList> {
    return this.secrets.list(actor, query.projectId);
  }

  @Put(':name')
  @Access('config.edit', 'everywhere')
  @ApiParam(NAME)
  @ApiOperation({
    summary: 'Set the value of a secret',
    description:
      'For one environment, or for all without one of their own. Nodes get it with the next publication of a file that refers to it.',
  })
  @ApiOkResponse({ type: ConfigSecret })
  set(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() body: SetSecret,
  ): Promise<ConfigSecret> {
    return this.secrets.set(actor, name, body);
  }

  @Delete(':name')
  @Access('config.edit', 'everywhere')
  @HttpCode(204)
  @ApiParam(NAME)
  @ApiOperation({
    summary: 'Forget a value of a secret',
    description: '409 SECRET_IN_USE while a draft of a file refers to it and would have no value left.',
  })
  @ApiNoContentResponse({ description: 'It has no value there any more.' })
  forget(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Query() query: SecretPlace,
  ): Promise<void> {
    return this.secrets.forget(actor, name, query);
  }

  @Post(':name/reveal')
  @Access('secret.reveal', 'everywhere')
  @HttpCode(200)
  @ApiParam(NAME)
  @ApiOperation({
    summary: 'Show the value of a secret',
    description: 'Written into the audit log with its reason.',
  })
  @ApiOkResponse({ type: RevealedText })
  reveal(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() body: RevealSecret,
  ): Promise<RevealedText> {
    return this.secrets.reveal(actor, name, body);
  }
}
