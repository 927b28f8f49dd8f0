import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { DomainError } from '../../platform/http/index.js';
import { BulkTokensService } from './bulk-tokens.service.js';
import { NodeTokensService } from './node-tokens.service.js';
import { IssuedToken, NodeTokenPage } from './token.dto.js';

const NODE = { kind: 'node', param: 'id' };

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('nodes')
export class NodeTokensController {
  constructor(
    private readonly tokens: NodeTokensService,
    private readonly bulk: BulkTokensService,
  ) {}

  @Post('tokens/bulk')
  @Access('node.operate', 'everywhere')
  @Header('content-type', 'text/csv; charset=utf-8')
  @HttpCode(200)
  @ApiConsumes('text/csv')
  @ApiProduces('text/csv')
  @ApiBody({
    schema: {
      type: 'string',
      example: 'node_id,name,region,project,environment\nedge-1,Edge 1,north,cdn,production\n',
    },
  })
  @ApiOperation({
    summary: 'Register nodes and issue tokens from a table',
    description:
      'Columns node_id, name, project, environment (codes); every other column is a label. The same table comes back with a token column. All lines or none.',
  })
  @ApiOkResponse({ schema: { type: 'string' } })
  issueMany(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<string> {
    if (typeof body !== 'string')
      throw new DomainError('invalid', 'VALIDATION_FAILED', {
        en: 'Send the table as text/csv.',
        zh: '请以 text/csv 格式发送表格。',
      });
    return this.bulk.issue(actor, body);
  }

  @Get(':id/tokens')
  @Access('node.operate', NODE)
  @ApiOperation({ summary: 'List the tokens of a node', description: 'Without their secrets.' })
  @ApiOkResponse({ type: NodeTokenPage })
  async list(@Param('id') id: string): Promise<NodeTokenPage> {
    return { items: await this.tokens.list(id), nextCursor: null };
  }

  @Post(':id/tokens')
  @Access('node.operate', NODE)
  @ApiOperation({
    summary: 'Issue a token for a node',
    description: 'Earlier ones go on working until they are revoked.',
  })
  @ApiCreatedResponse({ type: IssuedToken })
  issue(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<IssuedToken> {
    return this.tokens.issue(actor, id);
  }

  @Delete(':id/tokens/:tokenId')
  @Access('node.operate', NODE)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a token',
    description: 'Everywhere within five seconds; waiting calls end.',
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
