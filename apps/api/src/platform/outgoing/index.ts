export type { Opened } from './exchange.js';
export { Outgoing, type OutgoingOptions } from './outgoing.js';
export { OutgoingModule } from './outgoing.module.js';
