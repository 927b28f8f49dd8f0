import fastify from 'fastify';

/** What the framework alone costs: the same two routes with constant answers, no credentials, no checks, no database. */
const server = fastify({ logger: false, keepAliveTimeout: 75_000 });
const sha256 = 'a'.repeat(64);
const answer = { bin_name: 'gateway', sha256sum: sha256, sha256, version: '1.0.0' };

server.get('/api/v1/bins/:bin_name', () => answer);
server.post('/api/v1/agent/sync', () => ({
  nodeId: 'node-1',
  serverTime: new Date().toISOString(),
  stateVersion: 'AAAAAAAAAAAAAAAA',
  lifecycle: 'active',
  acknowledged: [],
  syncAfterSeconds: 30,
}));

await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
