import { Global, Module } from '@nestjs/common';
import { ConnectionKeeper } from './connection-keeper.js';
import { Connections } from './connections.js';
import { Realtime } from './realtime.js';
import { Upgrades } from './upgrades.js';

@Global()
@Module({ providers: [Realtime, Connections, ConnectionKeeper, Upgrades], exports: [Realtime] })
export class RealtimeModule {}
