import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { PageQuery } from '../../platform/http/index.js';
import { EnrolmentTokensService } from './enrolment-tokens.service.js';
import { CreateEnrolmentToken, EnrolmentTokenPage, IssuedEnrolmentToken } from './token.dto.js';

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('enrolment-tokens')
export class EnrolmentTokensController {
  constructor(private readonly tokens: EnrolmentTokensService) {}

  @Get()
  @Access('node.operate', 'everywhere')
  @ApiOperation({
    summary: 'List enrolment tokens',
    description: 'Newest first; those for environments of projects whose nodes you manage.',
  })
  @ApiOkResponse({ type: EnrolmentTokenPage })
  list(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<EnrolmentTokenPage> {
    return this.tokens.list(actor, page);
  }

  @Post()
  @Access('node.operate', 'everywhere')
  @ApiOperation({
    summary: 'Create an enrolment token',
    description: 'Hosts show it at their first call and become nodes of these environments.',
  })
  @ApiCreatedResponse({ type: IssuedEnrolmentToken })
  create(@CurrentActor() actor: Actor, @Body() body: CreateEnrolmentToken): Promise<IssuedEnrolmentToken> {
    return this.tokens.create(actor, body);
  }

  @Delete(':id')
  @Access('node.operate', { kind: 'enrolment_token', param: 'id' })
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an enrolment token',
    description: 'Also for first-generation agents that still show it; nodes with tokens of their own go on.',
  })
  @ApiNoContentResponse()
  revoke(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.tokens.revoke(actor, id);
  }
}
