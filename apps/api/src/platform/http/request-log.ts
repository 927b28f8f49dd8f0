import type { FastifyRequest } from 'fastify';

/**
 * What the log of requests says of one: the pattern of its route and not its address, which may hold a token, of a
 * link that was opened or in the place of an id by mistake.
 */
export const REQUEST_LOG = {
  req: ({ method, routeOptions, ip }: FastifyRequest) => ({
    method,
    route: routeOptions?.url ?? 'no such route',
    address: ip,
  }),
};
