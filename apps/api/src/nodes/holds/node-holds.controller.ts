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
import { Hold, HoldListQuery, HoldPage, HoldRequest } from './hold.dto.js';
import { NodeHoldsService } from './node-holds.service.js';

const NODE = { kind: 'node', param: 'id' };

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('nodes/:id/holds')
export class NodeHoldsController {
  constructor(private readonly holds: NodeHoldsService) {}

  @Get()
  @Access('project.read', NODE)
  @ApiOperation({ summary: 'Holds of a node', description: 'Newest first, past ones included.' })
  @ApiOkResponse({ type: HoldPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: HoldListQuery,
  ): Promise<HoldPage> {
    return this.holds.list(actor, id, query);
  }

  @Post()
  @Access('node.operate', NODE)
  @ApiOperation({
    summary: 'Hold a node, or one bin of it',
    description:
      'It keeps what it runs: releases and rollbacks pass it by and name it. Holding what is held already changes reason and end. An update that the host has begun is finished.',
  })
  @ApiCreatedResponse({ type: Hold })
  hold(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: HoldRequest): Promise<Hold> {
    return this.holds.hold(actor, id, body);
  }

  @Delete(':holdId')
  @Access('node.operate', NODE)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Lift a hold',
    description: 'The node follows what was decided meanwhile. 409 HOLD_ENDED when it is over already.',
  })
  @ApiNoContentResponse()
  lift(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('holdId', ParseUUIDPipe) holdId: string,
  ): Promise<void> {
    return this.holds.lift(actor, id, holdId);
  }
}
