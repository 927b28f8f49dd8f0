import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { openSync, readFileSync, readSync, closeSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A native program: what a build system would hand over. */
export interface Program {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Two published builds of the same program, made by others. Started as `program --serve=HOST:PORT --servedir=DIR` it
 * answers HTTP, and it ends when its standard input does.
 */
export function publishedProgram(letter: 'a' | 'b'): Program {
  const name = `demo-program-${letter}-${process.platform}-${process.arch}`;
  try {
    const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return programAt(join(home, 'bin/esbuild'));
  } catch {
    throw new Error(
      `There is no demo program for ${process.platform}-${process.arch}: the demo runs on Linux, x64 or arm64.`,
    );
  }
}

/** A build that was cut off half-way: it starts and dies. */
export function brokenProgram(whole: Program, path: string): Program {
  const half = Buffer.alloc(Math.floor(statSync(whole.path).size / 2));
  const file = openSync(whole.path, 'r');
  readSync(file, half);
  closeSync(file);
  writeFileSync(path, half, { mode: 0o755 });
  return programAt(path);
}

export function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function programAt(path: string): Program {
  return { path, sha256: sha256Of(path) };
}
