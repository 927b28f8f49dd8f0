import type { ServerConfig } from '../config/agent-config.js';
import { isObject } from '../config/fields.js';
import { AgentError } from '../errors.js';
import type { Credentials, Identity } from '../state/identity.js';
import { readText } from './http-client.js';
import type { HttpClient } from './http-client.js';
import type { ServerList } from './server-list.js';
import { parseSyncAnswer } from './sync-protocol.js';
import type { SyncAnswer, SyncRequest } from './sync-protocol.js';

export type SyncResult =
  | { readonly kind: 'answer'; readonly answer: SyncAnswer; readonly credentials: Credentials }
  /** The console knows this node's credentials no longer, or never did. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** The console understood and did not like what was said; saying it again at once would not help. */
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'unreachable';
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds: number;
    };

export type ServerResult = SyncResult & { readonly server: ServerConfig };

const ANSWER_SLACK_MILLISECONDS = 20_000;

/** One question to the server in use. */
export class SyncClient {
  constructor(
    private readonly tools: {
      readonly client: HttpClient;
      readonly servers: ServerList;
      readonly identity: Identity;
    },
  ) {}

  async ask(request: SyncRequest, signal: AbortSignal): Promise<ServerResult> {
    const server = this.tools.servers.current();
    try {
      return { ...(await this.askServer(server, request, signal)), server };
    } catch (error) {
      const code = error instanceof AgentError ? error.code : 'UNREACHABLE';
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'unreachable', code, message, retryAfterSeconds: 0, server };
    }
  }

  private async askServer(
    server: ServerConfig,
    request: SyncRequest,
    signal: AbortSignal,
  ): Promise<SyncResult> {
    const credentials = this.tools.identity.credentialsFor(server);
    if (credentials === null) return { kind: 'refused', code: 'NO_TOKEN', message: 'this host has no token' };
    const nodeId = this.tools.identity.nodeIdFor(credentials.kind);
    const body = JSON.stringify({ ...(nodeId === null ? {} : { nodeId }), ...request });
    const answer = await this.tools.client.open({
      method: 'POST',
      url: new URL(`${server.url}/agent/sync`),
      headers: {
        authorization: credentials.authorization,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json',
      },
      body,
      idleMilliseconds: request.wait * 1_000 + ANSWER_SLACK_MILLISECONDS,
      signal,
    });
    const text = await readText(answer);
    const status = answer.statusCode ?? 0;
    if (status === 200) return { kind: 'answer', answer: parseSyncAnswer(parseJson(text)), credentials };
    const code = problemCode(text) ?? `HTTP_${status}`;
    const message = `the console answered ${status}`;
    if (code === 'NODE_MISMATCH') this.tools.identity.saveNodeId(null);
    if (status === 401 || status === 403) return { kind: 'refused', code, message };
    const isRejected = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (isRejected) return { kind: 'rejected', code, message };
    const retryAfter = Number(answer.headers['retry-after'] ?? '0');
    const retryAfterSeconds = Number.isFinite(retryAfter) ? Math.max(0, retryAfter) : 0;
    return { kind: 'unreachable', code, message, retryAfterSeconds };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AgentError('ANSWER_INVALID', 'the answer is no JSON');
  }
}

function problemCode(text: string): string | null {
  try {
    const problem: unknown = JSON.parse(text);
    const code = isObject(problem) ? problem['code'] : undefined;
    return typeof code === 'string' && /^[A-Z0-9_]{1,80}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
