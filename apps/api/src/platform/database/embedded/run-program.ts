import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly uid?: number;
  readonly gid?: number;
}

export interface ProgramResult {
  readonly exitCode: number;
  /** Standard output and error in the order in which they came. */
  readonly output: string;
}

/** Our own folder may be closed to the user that the program runs as, and our own language is not for parsing. */
export const NEUTRAL_GROUND = { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } } as const;

/** Runs a program to its end. A program that can't even be started answers exit code 127 and the reason. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...options,
      ...NEUTRAL_GROUND,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ exitCode: 127, output: error.message }));
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output: output.trim() }));
  });
}
