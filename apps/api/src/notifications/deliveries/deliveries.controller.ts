import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { DeliveryPage, DeliveryQuery, Redelivered, RedeliverRequest, TestResult } from './delivery.dto.js';
import { DeliveriesService } from './deliveries.service.js';

const CHANNEL = { kind: 'notification channel', param: 'id' };

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('notification-channels/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Post('test')
  @HttpCode(200)
  @Access('project.configure', CHANNEL)
  @ApiOperation({
    summary: 'Send a test message',
    description:
      'At once, whatever the hour, and never again by itself; the answer is what the other side said. A channel that was given up is tried again when it succeeds. 429 CHANNEL_BUSY while the robot may not be asked, or the other side asks to be left alone.',
  })
  @ApiOkResponse({ type: TestResult })
  test(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<TestResult> {
    return this.deliveries.test(actor, id);
  }

  @Get('deliveries')
  @Access('project.configure', CHANNEL)
  @ApiOperation({
    summary: 'What was sent to a channel, newest first',
    description: 'With each answer of the other side. Kept for 30 days.',
  })
  @ApiOkResponse({ type: DeliveryPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DeliveryQuery,
  ): Promise<DeliveryPage> {
    return this.deliveries.list(actor, id, query);
  }

  @Post('deliveries/redeliver')
  @HttpCode(200)
  @Access('project.configure', CHANNEL)
  @ApiOperation({
    summary: 'Send again',
    description: 'Those named, or all that were given up in a time. A webhook gets them with the same id.',
  })
  @ApiOkResponse({ type: Redelivered })
  redeliver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RedeliverRequest,
  ): Promise<Redelivered> {
    return this.deliveries.redeliver(actor, id, body);
  }
}
