import { arch, hostname, release } from 'node:os';

import { readTextFile } from '../state/durable-file.js';

export interface HostFacts {
  readonly name: string;
  readonly arch: string;
  readonly os: string;
  readonly osRelease: string;
  readonly kernel: string;
  readonly labels: Readonly<Record<string, string>>;
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
}): HostFacts {
  return {
    name: named.name ?? hostname(),
    arch: archWord(),
    os: process.platform,
    osRelease: prettyName(readTextFile('/etc/os-release') ?? '') ?? release(),
    kernel: release(),
    labels: named.labels,
  };
}
