export { Realtime } from './realtime.js';
export type { RealtimeEvent, RealtimeTopic } from './realtime-event.js';
export { RealtimeModule } from './realtime.module.js';
