import { arch, hostname, release } from 'node:os';

import type { BinConfig } from '../config/agent-config.js';
import { readTextFile } from '../state/durable-file.js';

export interface HostFacts {
  readonly name: string;
  readonly arch: string;
  readonly os: string;
  readonly osRelease: string;
  readonly kernel: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Bins of which two versions can run beside each other here; left out when there are none. */
  readonly sideBySide?: readonly string[];
}

const ARCH_WORDS: Readonly<Record<string, string>> = { x64: 'amd64' };

export function archWord(): string {
  return ARCH_WORDS[arch()] ?? arch();
}

export function prettyName(osRelease: string): string | null {
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(osRelease)?.[1] ?? null;
}

export function readHostFacts(named: {
  readonly name: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly bins: readonly BinConfig[];
}): HostFacts {
  const sideBySide = named.bins.filter((bin) => bin.sideBySide !== null).map(({ name }) => name);
  return {
    name: named.name ?? hostname(),
    arch: archWord(),
    os: process.platform,
    osRelease: prettyName(readTextFile('/etc/os-release') ?? '') ?? release(),
    kernel: release(),
    labels: named.labels,
    ...(sideBySide.length === 0 ? {} : { sideBySide }),
  };
}
