import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
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
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { IfMatch, Tagged } from '../../platform/http/index.js';
import {
  Channel,
  ChannelPage,
  ChannelQuery,
  ChannelRequest,
  ChangedChannel,
  MadeChannel,
} from './channel.dto.js';
import { ChannelsService } from './channels.service.js';
import { SubscriptionList, SubscriptionsRequest } from './subscription.dto.js';
import { SubscriptionsService } from './subscriptions.service.js';

const CHANNEL = { kind: 'notification channel', param: 'id' };

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('notification-channels')
export class ChannelsController {
  constructor(
    private readonly channels: ChannelsService,
    private readonly subscriptions: SubscriptionsService,
  ) {}

  @Get()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Channels of the projects that you configure, newest first',
    description: 'Admins also see those of no project.',
  })
  @ApiOkResponse({ type: ChannelPage })
  list(@CurrentActor() actor: Actor, @Query() query: ChannelQuery): Promise<ChannelPage> {
    return this.channels.list(actor, query);
  }

  @Post()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Make a channel',
    description:
      'It hears of nothing until it is subscribed. 409 CHANNEL_NAME_TAKEN; 409 TOO_MANY_CHANNELS from 100 of a project on; 422 OUTGOING_URL or MAIL_NOT_SET.',
  })
  @ApiCreatedResponse({ type: MadeChannel })
  create(@CurrentActor() actor: Actor, @Body() body: ChannelRequest): Promise<MadeChannel> {
    return this.channels.create(actor, body);
  }

  @Get(':id')
  @Tagged()
  @Access('project.configure', CHANNEL)
  @ApiOperation({ summary: 'One channel' })
  @ApiOkResponse({ type: Channel })
  get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<Channel> {
    return this.channels.get(actor, id);
  }

  @Put(':id')
  @IfMatch('channel')
  @Access('project.configure', CHANNEL)
  @ApiOperation({
    summary: 'Replace a channel',
    description:
      'Project and kind stay; address and secret too when they are absent. One that was given up is tried again. 409 STALE_REVISION.',
  })
  @ApiOkResponse({ type: Channel })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangedChannel,
  ): Promise<Channel> {
    return this.channels.replace(actor, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('project.configure', CHANNEL)
  @ApiOperation({ summary: 'Delete a channel', description: 'With what waits in it, and its log.' })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.channels.remove(actor, id);
  }

  @Get(':id/subscriptions')
  @Access('project.configure', CHANNEL)
  @ApiOperation({ summary: 'What a channel hears of' })
  @ApiOkResponse({ type: SubscriptionList })
  subscribed(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<SubscriptionList> {
    return this.subscriptions.get(actor, id);
  }

  @Put(':id/subscriptions')
  @Access('project.configure', CHANNEL)
  @ApiOperation({
    summary: 'Say what a channel hears of',
    description: 'Of what happens from now on. A channel of a project hears of that project only.',
  })
  @ApiOkResponse({ type: SubscriptionList })
  subscribe(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SubscriptionsRequest,
  ): Promise<SubscriptionList> {
    return this.subscriptions.replace(actor, id, body);
  }
}
