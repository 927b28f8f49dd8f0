import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BlobDownloads, type ServedFile } from '../../bins/index.js';
import { notFound } from '../../platform/http/index.js';
import { Credentials } from '../credentials/credentials.js';
import type { NodeState } from '../desired/node-state.js';
import { NodeStates } from '../desired/node-states.js';
import { isServed } from '../rules/lifecycle.js';
import { NodeFiles } from './node-files.service.js';
import { configQuery } from './seed.schema.js';
import { Waiters } from './waiters.js';

interface ConfigQuery {
  readonly name: string;
  /** Seconds. */
  readonly wait?: string;
}

/** Programs on a host read the text that the host shall have, by the token of its agent. */
@Injectable()
export class NodeConfigs {
  constructor(
    private readonly credentials: Credentials,
    private readonly states: NodeStates,
    private readonly waiters: Waiters,
    private readonly files: NodeFiles,
    private readonly blobs: BlobDownloads,
  ) {}

  async answer(
    request: FastifyRequest<{ Querystring: ConfigQuery }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const header = request.headers.authorization ?? '';
    const { name } = request.query;
    const wait = Number(request.query.wait ?? 0);
    const identity = await this.credentials.resolve(header);
    if (identity.kind !== 'node') throw notFound('configuration file');
    const known = request.headers['if-none-match'];
    const until = Date.now() + wait * 1000;
    let state = await this.stateOf(identity.nodeId);
    let file = await this.fileOf(state, name);
    // Whatever else the node is told wakes it too.
    for (let left = wait; left > 0 && known === `"${file.sha256}"`; left = (until - Date.now()) / 1000) {
      const woken = await this.waiters.wait(state.id, header, state.stateVersion, left, (wake) =>
        reply.raw.once('close', wake),
      );
      if (woken !== 'changed') break;
      state = await this.stateOf(identity.nodeId);
      file = await this.fileOf(state, name);
    }
    const desired = state.bins.get(name);
    if (desired?.version != null && desired.sha256 === file.sha256)
      void reply.header('x-config-version', desired.version);
    return this.blobs.send(request, reply, { ...file, contentType: 'text/plain; charset=utf-8' });
  }

  /** A text without a byte says that there shall be no file. */
  private async fileOf(state: NodeState, name: string): Promise<ServedFile> {
    if (!state.bins.has(name)) throw notFound('configuration file');
    const file = await this.files.find(state, name);
    if (file.sizeBytes === 0) throw notFound('configuration file');
    return file;
  }

  private async stateOf(nodeId: string): Promise<NodeState> {
    const state = await this.states.get(nodeId);
    if (!state || !isServed(state.lifecycle)) throw notFound('configuration file');
    return state;
  }
}

export function configRoute(server: FastifyInstance, configs: NodeConfigs): void {
  server.get<{ Querystring: ConfigQuery }>(
    '/configs/effective',
    { schema: { querystring: configQuery }, constraints: { caller: 'node' } },
    (request, reply) => configs.answer(request, reply),
  );
}
