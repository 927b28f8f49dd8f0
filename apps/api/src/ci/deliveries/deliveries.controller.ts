import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { CiDelivery, CiDeliveryDetail, CiDeliveryPage, CiDeliveryQuery } from './delivery.dto.js';
import { DeliveriesService } from './deliveries.service.js';

const DELIVERY = { kind: 'ci-delivery', param: 'id' };

@ApiTags('ci')
@ApiBearerAuth()
@Controller('ci/deliveries')
export class CiDeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List calls of sources with what became of them',
    description:
      'Of the projects that you belong to, newest first. Calls that proved nothing are in the audit log.',
  })
  @ApiOkResponse({ type: CiDeliveryPage })
  list(@CurrentActor() actor: Actor, @Query() query: CiDeliveryQuery): Promise<Page<CiDelivery>> {
    return this.deliveries.list(actor, query);
  }

  @Get(':id')
  @Access('project.read', DELIVERY)
  @ApiOperation({ summary: 'One call with its body' })
  @ApiOkResponse({ type: CiDeliveryDetail })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<CiDeliveryDetail> {
    return this.deliveries.get(id);
  }

  @Post(':id/replay')
  @Access('artifact.upload', DELIVERY)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Look at a call again',
    description:
      'As if it came now, with the rules of now: what it has brought about stays, and nothing is done twice. 409 CI_BODY_GONE when its body is kept no more, CI_DELIVERY_CONFLICT for one that has no effect.',
  })
  @ApiOkResponse({ type: CiDelivery })
  replay(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CiDelivery> {
    return this.deliveries.replay(actor, id);
  }
}
