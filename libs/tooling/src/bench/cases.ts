import type { CaseId } from './figures.js';
import type { LoadRequest } from './load.js';
import { BIN, type BenchNode } from './nodes.js';

const JSON_TYPE = { 'content-type': 'application/json' };

export const TITLES: Readonly<Record<CaseId, string>> = {
  get_bin: 'console: GET /bins/:name, authenticated',
  sync_idle: 'console: POST /agent/sync, nothing new, authenticated',
  sync_report: 'console: POST /agent/sync with a report, durable before the answer',
  fastify_get: 'bare Fastify: GET /bins/:name',
  fastify_post: 'bare Fastify: POST /agent/sync',
  seed_calls: 'bare node:http from memory: the four calls of a first-generation agent',
};

/** What is fired, one entry per node: everybody sends the same bytes whatever server it goes to. */
export function requestsOf(nodes: readonly BenchNode[]): Readonly<Record<CaseId, readonly LoadRequest[]>> {
  const getBin = nodes.map((node) => get(`/bins/${BIN}`, node));
  const syncIdle = nodes.map((node) => post('/agent/sync', node, idle(node)));
  return {
    get_bin: getBin,
    fastify_get: getBin,
    sync_idle: syncIdle,
    fastify_post: syncIdle,
    sync_report: nodes.map((node) => reporting(node)),
    seed_calls: nodes.flatMap((node) => fourCalls(node)),
  };
}

function idle(node: BenchNode): object {
  return {
    agent: { version: '1.0.0', instance: 'bench' },
    nodeId: node.id,
    held: null,
    stateVersion: node.stateVersion,
    wait: 0,
  };
}

/** Each sending is another event, so that each has to be written. */
function reporting(node: BenchNode): LoadRequest {
  let seq = 0;
  return {
    ...post('/agent/sync', node, idle(node)),
    setupRequest: (request) => {
      seq += 1;
      const event = {
        id: `${node.id}-${seq}`,
        bin: BIN,
        generation: 1,
        attempt: 1,
        seq,
        phase: 'active',
        at: '2026-01-01T00:00:00Z',
      };
      return { ...request, body: JSON.stringify({ ...idle(node), events: [event] }) };
    },
  };
}

function fourCalls(node: BenchNode): LoadRequest[] {
  const facts = {
    node_id: node.id,
    cpu_arch: 'x86_64',
    os_release: 'debian 12',
    node_name: node.id,
    bin_proxy_version: '1.0.0',
  };
  return [
    post('/keepalive', node, facts),
    get(`/keepalive?node_id=${node.id}`, node),
    get(`/bins/${BIN}`, node),
    post(`/bins/${BIN}`, node, { node_id: node.id, sha256sum: 'a'.repeat(64) }),
  ];
}

function get(path: string, { token }: BenchNode): LoadRequest {
  return { method: 'GET', path: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } };
}

function post(path: string, { token }: BenchNode, body: object): LoadRequest {
  return {
    method: 'POST',
    path: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}`, ...JSON_TYPE },
    body: JSON.stringify(body),
  };
}
