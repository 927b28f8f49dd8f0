export { Outgoing, type OutgoingOptions } from './outgoing.js';
export { OutgoingModule } from './outgoing.module.js';
