import type { IncomingMessage } from 'node:http';
import { looksLikePerson } from '../credentials/authorization.js';

type Caller = 'node' | 'people';

interface CallerConstraint {
  readonly name: 'caller';
  // The router's own handler type is not exported; whatever it stored is what it gets back.
  storage(): { get(caller: unknown): never; set(caller: unknown, handler: unknown): void };
  deriveConstraint(request: IncomingMessage): Caller;
}

/**
 * Nodes and people ask at the same URL for different things: `GET /bins/:bin_name`, `GET /download/:file`. A route
 * with `constraints: { caller: 'node' }` answers everybody whose credentials are not a person's access token.
 */
export function callerConstraint(): CallerConstraint {
  return {
    name: 'caller',
    storage: () => {
      const handlers = new Map<unknown, unknown>();
      return {
        get: (caller) => (handlers.get(caller) ?? null) as never,
        set: (caller, handler) => void handlers.set(caller, handler),
      };
    },
    deriveConstraint: (request) => (looksLikePerson(request.headers.authorization) ? 'people' : 'node'),
  };
}
