import type { ServerConfig } from '../config/agent-config.js';

/** Stays with a server that works and moves on from one that does not. */
export class ServerList {
  private index = 0;
  private failedInRow = 0;
  private refusedInRow = 0;

  constructor(private readonly servers: readonly ServerConfig[]) {}

  current(): ServerConfig {
    const server = this.servers[this.index % this.servers.length];
    if (server === undefined) throw new Error('there is no server to ask');
    return server;
  }

  /** All servers, the one in use first. */
  inOrder(): readonly ServerConfig[] {
    const start = this.index % this.servers.length;
    return [...this.servers.slice(start), ...this.servers.slice(0, start)];
  }

  /** Returns how many whole rounds failed; 0 means that another server is worth asking at once. */
  failed(server: ServerConfig, isRefusal = false): number {
    if (server !== this.current()) return 0;
    this.failedInRow += 1;
    this.refusedInRow = isRefusal ? this.refusedInRow + 1 : 0;
    this.index = (this.index + 1) % this.servers.length;
    return Math.floor(this.failedInRow / this.servers.length);
  }

  /** None of them knows this node, the last time that it was asked. */
  areAllRefusing(): boolean {
    return this.refusedInRow >= this.servers.length;
  }

  succeeded(): void {
    this.failedInRow = 0;
    this.refusedInRow = 0;
  }
}

/** An address that an answer named: absolute, or below the base address whether or not it repeats its path. */
export function resolveUrl(server: ServerConfig, reference: string): URL | null {
  try {
    if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return httpOnly(new URL(reference));
    const base = new URL(server.url);
    const prefix = base.pathname.replace(/(?<!\/)\/+$/, '');
    const isWhole = reference.startsWith(`${prefix}/`) && prefix !== '';
    const path = isWhole ? reference : `${prefix}/${reference.replace(/^\/+/, '')}`;
    return httpOnly(new URL(path, base.origin));
  } catch {
    return null;
  }
}

function httpOnly(url: URL): URL | null {
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}
