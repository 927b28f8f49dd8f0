import { existsSync, readFileSync } from 'node:fs';
import { configPaths } from '../fleet/host-files.js';
import type { Host } from '../fleet/host.js';
import { until } from '../processes/until.js';

/** Reads the files on the hosts' disks, and what their readers have read of them; asks neither agent nor console. */
export class ConfigWitness {
  constructor(private readonly hosts: readonly Host[]) {}

  /** Waits until every host has this very text, or no such file; null: no file. */
  async allHave(file: string, text: string | null, withinMs: number): Promise<string> {
    let missing: readonly Host[] = [];
    try {
      await until('', withinMs, () => {
        missing = this.hosts.filter((host) => !has(host, file, text));
        return missing.length === 0 || undefined;
      });
    } catch {
      const names = missing.map(({ plan }) => plan.name).join(', ');
      throw new Error(`not so within ${withinMs / 1_000} s on ${names}`);
    }
    return `${this.hosts.length} of ${this.hosts.length} hosts ${text === null ? `have no ${file}` : `have this ${file}, and read it`}`;
  }

  having(file: string, text: string): readonly Host[] {
    return this.hosts.filter((host) => has(host, file, text));
  }
}

function has({ plan }: Host, file: string, text: string | null): boolean {
  const { live, read } = configPaths(plan, file);
  return contentOf(live) === text && contentOf(read) === text;
}

function contentOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
