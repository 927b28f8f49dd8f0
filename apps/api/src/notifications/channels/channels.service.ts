import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type {
  Channel,
  ChannelPage,
  ChannelQuery,
  ChannelRequest,
  ChangedChannel,
  MadeChannel,
} from './channel.dto.js';

@Injectable()
export class ChannelsService {
  list(_actor: Actor, _query: ChannelQuery): Promise<ChannelPage> {
    throw new Error('to do');
  }
  create(_actor: Actor, _body: ChannelRequest): Promise<MadeChannel> {
    throw new Error('to do');
  }
  get(_actor: Actor, _id: string): Promise<Channel> {
    throw new Error('to do');
  }
  replace(_actor: Actor, _id: string, _body: ChangedChannel): Promise<Channel> {
    throw new Error('to do');
  }
  remove(_actor: Actor, _id: string): Promise<void> {
    throw new Error('to do');
  }
}
