import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { PersonalTokensService } from './personal-tokens.service.js';
import { ApiToken, ApiTokenPage, CreateToken, IssuedApiToken } from './token.dto.js';

@ApiTags('tokens')
@ApiBearerAuth()
@SignedIn()
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: PersonalTokensService) {}

  @Get()
  @ApiOperation({
    summary: 'Your API tokens',
    description: 'Without their secrets. Through a token: itself, and those that were made through it.',
  })
  @ApiOkResponse({ type: ApiTokenPage })
  list(@CurrentActor() actor: Actor): Promise<Page<ApiToken>> {
    return this.tokens.list(actor);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Make an API token',
    description:
      'It stands for you within its scope: it may what both its scope and you may at that moment. 403 TOKEN_TOO_WIDE or ' +
      'TOKEN_TOO_LONG when it would reach beyond whoever makes it; 409 TOO_MANY_TOKENS. A token made through a token ends with it.',
  })
  @ApiCreatedResponse({ type: IssuedApiToken })
  create(@CurrentActor() actor: Actor, @Body() body: CreateToken): Promise<IssuedApiToken> {
    return this.tokens.create(actor, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke one of your API tokens',
    description: 'It, and every token made through it, is refused within seconds, on every process.',
  })
  @ApiNoContentResponse()
  revoke(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.tokens.revoke(actor, id);
  }
}
