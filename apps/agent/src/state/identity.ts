import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { AgentConfig, ServerConfig } from '../config/agent-config.js';
import { readTextFile, writeDurably } from './durable-file.js';

export interface Credentials {
  /** Value of the Authorization header. */
  readonly authorization: string;
  readonly kind: 'own' | 'address' | 'enrolment';
}

/** Who this node is: an id that never comes from the host name, and the token that proves it. */
export class Identity {
  private fresh: string | null = null;

  constructor(private readonly config: AgentConfig) {}

  /**
   * The id to speak for. A node that has credentials is known by them, so it names an id only if one is configured or
   * was told by the console; one that enrols asks for an id of its own making.
   */
  nodeIdFor(kind: Credentials['kind']): string | null {
    const known = this.config.nodeId ?? readTextFile(this.idFile())?.trim() ?? '';
    if (known !== '') return known;
    if (kind !== 'enrolment') return null;
    const created = randomUUID();
    this.saveNodeId(created);
    return created;
  }

  /** The console's word on who this is; null forgets what was remembered. */
  saveNodeId(id: string | null): void {
    const saved = readTextFile(this.idFile())?.trim() ?? null;
    if (id === null) rmSync(this.idFile(), { force: true });
    else if (id !== saved) writeDurably(this.idFile(), `${id}\n`, 0o644);
  }

  /** Kept in memory too: on a full disk the node must not lose what it got only once. */
  saveToken(token: string): void {
    this.fresh = token;
    mkdirSync(dirname(this.config.tokenFile), { recursive: true, mode: 0o700 });
    writeDurably(this.config.tokenFile, `${token}\n`, 0o600);
    this.fresh = null;
  }

  /** Tries again what a full disk refused. */
  saveFreshToken(): void {
    if (this.fresh !== null) this.saveToken(this.fresh);
  }

  /** Read anew for each request, so that a rotated token file works without a restart. */
  credentialsFor(server: ServerConfig): Credentials | null {
    const own = this.fresh ?? readTextFile(this.config.tokenFile)?.trim() ?? '';
    if (own !== '') return { authorization: `Bearer ${own}`, kind: 'own' };
    if (server.credentials !== null) {
      const { user, password } = server.credentials;
      const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
      return { authorization: `Basic ${basic}`, kind: 'address' };
    }
    const enrolment = this.enrolmentToken();
    return enrolment === '' ? null : { authorization: `Bearer ${enrolment}`, kind: 'enrolment' };
  }

  private enrolmentToken(): string {
    if (this.config.enrolmentToken !== null) return this.config.enrolmentToken;
    const file = this.config.enrolmentTokenFile;
    return file === null ? '' : (readTextFile(file)?.trim() ?? '');
  }

  private idFile(): string {
    return join(this.config.stateDir, 'node-id');
  }
}
