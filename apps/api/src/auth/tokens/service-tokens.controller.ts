import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
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
import type { Page } from '../../platform/http/index.js';
import { ServiceTokensService } from './service-tokens.service.js';
import { ApiToken, ApiTokenPage, CreateServiceToken, IssuedApiToken } from './token.dto.js';

@ApiTags('tokens')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id or code of the project.' })
@Access('project.configure', { kind: 'project', param: 'id' })
@Controller('projects/:id/tokens')
export class ServiceTokensController {
  constructor(private readonly tokens: ServiceTokensService) {}

  @Get()
  @ApiOperation({
    summary: 'Service tokens of a project',
    description: 'Whoever made them; without their secrets.',
  })
  @ApiOkResponse({ type: ApiTokenPage })
  list(@Param('id') id: string): Promise<Page<ApiToken>> {
    return this.tokens.list(id);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Make a service token of a project',
    description:
      'For machines such as a build server. What it does counts as done by whoever made it, who must still be allowed to do it. ' +
      '422 NOT_OF_A_SERVICE for rights that its role or a service token does not have.',
  })
  @ApiCreatedResponse({ type: IssuedApiToken })
  create(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: CreateServiceToken,
  ): Promise<IssuedApiToken> {
    return this.tokens.create(actor, id, body);
  }

  @Delete(':tokenId')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a service token',
    description: 'It, and every token made through it, is refused within seconds, on every process.',
  })
  @ApiNoContentResponse()
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('tokenId', ParseUUIDPipe) tokenId: string,
  ): Promise<void> {
    return this.tokens.revoke(actor, id, tokenId);
  }
}
