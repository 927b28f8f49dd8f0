export { RealtimeProvider, useConnection } from './realtime-provider';
export type { ConnectionState } from './live-connection';
