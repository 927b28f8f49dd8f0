import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidField } from '../../platform/http/index.js';
import type { NodeState } from '../desired/node-state.js';
import { cleanText } from './clean-text.js';
import type { Claim, NodeCallers } from './node-callers.js';
import {
  binAnswer,
  binParams,
  keepaliveAnswer,
  keepaliveBody,
  keepaliveQuery,
  messageAnswer,
  progressBody,
  runningBody,
  seedNode,
} from './seed.schema.js';
import { digestText, type SeedService } from './seed.service.js';

type Texts = Readonly<Record<string, unknown>>;
interface BinRoute {
  readonly Params: { readonly bin_name: string };
  readonly Body: Texts;
}

/** The seed's protocol, in both of its spellings. */
export function seedRoutes(server: FastifyInstance, callers: NodeCallers, seed: SeedService): void {
  const find = (request: FastifyRequest, said: Texts): Promise<NodeState> =>
    callers.find(request.headers.authorization, claimOf(said));

  server.post<{ Body: Texts }>(
    '/keepalive',
    { schema: { body: keepaliveBody, response: { 201: keepaliveAnswer } } },
    async (request, reply) => {
      const { body } = request;
      const state = await seed.keepalive(await find(request, body), {
        hostName: either(body, 'node_name', 'nodeName', 200),
        cpuArch: either(body, 'cpu_arch', 'cpuArch', 50),
        osRelease: either(body, 'os_release', 'osRelease', 200),
        agentVersion: either(body, 'bin_proxy_version', 'binProxyVersion', 100),
      });
      void reply.status(201);
      return { message: 'alive', node: toSeedNode(state) };
    },
  );

  server.get<{ Querystring: Texts }>(
    '/keepalive',
    { schema: { querystring: keepaliveQuery, response: { 200: seedNode } } },
    async (request) => toSeedNode(await find(request, request.query)),
  );

  const getBin = {
    schema: { params: binParams, response: { 200: binAnswer } },
    constraints: { caller: 'node' },
  };
  server.get<BinRoute>('/bins/:bin_name', getBin, async (request) => {
    const state = callers.peek(request.headers.authorization) ?? (await find(request, {}));
    return seed.answerOrExplain(state, request.params.bin_name);
  });

  server.post<BinRoute>(
    '/bins/:bin_name',
    { schema: { params: binParams, body: runningBody, response: { 200: messageAnswer } } },
    async (request) => {
      const { body, params } = request;
      if (body['sha256sum'] === undefined && body['sha256'] === undefined) {
        throw invalidField('sha256sum', 'required', {
          en: 'Say the digest of what runs now.',
          zh: '请给出当前运行内容的摘要。',
        });
      }
      await seed.reportRunning(
        await find(request, body),
        params.bin_name,
        digestText(either(body, 'sha256sum', 'sha256', 64)),
      );
      return { message: 'noted' };
    },
  );

  server.post<BinRoute>(
    '/bins/:bin_name/progress',
    { schema: { params: binParams, body: progressBody, response: { 200: messageAnswer } } },
    async (request) => {
      const { body, params } = request;
      await seed.reportProgress(await find(request, body), params.bin_name, {
        targetHash: digestText(either(body, 'targetHash', 'target_hash', 200)),
        status: cleanText(body['status'] as string, 64) ?? 'unknown',
        error: either(body, 'error', 'message', 2_000),
        processingTime: timeOf(body['processingTime'] ?? body['processing_time']),
      });
      return { message: 'noted' };
    },
  );
}

function claimOf(said: Texts): Claim {
  return {
    nodeId: either(said, 'node_id', 'nodeId', 100),
    hostName: either(said, 'node_name', 'nodeName', 200),
  };
}

/** One field under the two names that the two generations of agents use. */
function either(said: Texts, first: string, second: string, maxLength: number): string | null {
  const value = said[first] ?? said[second];
  return typeof value === 'string' ? cleanText(value, maxLength) : null;
}

/** Agents count it in their own way, some as text. */
function timeOf(said: unknown): number | string | null {
  if (typeof said === 'number') return Number.isFinite(said) ? said : null;
  return typeof said === 'string' ? cleanText(said, 64) : null;
}

function toSeedNode(state: NodeState): Texts {
  return {
    node_id: state.id,
    node_name: state.facts.hostName ?? state.name,
    cpu_arch: state.facts.cpuArch ?? state.arch,
    os_release: state.facts.osRelease,
    bin_proxy_version: state.facts.agentVersion,
    lifecycle: state.lifecycle,
    created_at: state.createdAt,
    last_seen_at: new Date().toISOString(),
  };
}
