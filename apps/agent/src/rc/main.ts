import { withoutSecrets } from '../log.js';
import type { Arguments } from './arguments.js';
import { parseArguments } from './arguments.js';
import { Output } from './output.js';
import { EXIT, RcError } from './rc-error.js';
import { runCommand } from './run-command.js';
import type { Settings } from './settings/read-settings.js';
import { readSettings } from './settings/read-settings.js';
import { text } from './text.js';
import { Tools } from './tools.js';

declare const __AGENT_VERSION__: string;

async function main(argv: readonly string[], settings: Settings): Promise<number> {
  // Whoever asked for JSON gets it of wrong use, too.
  const output = outputFor(
    settings,
    (name) => argv.includes(`--${name}`) || (name === 'quiet' && argv.includes('-q')),
  );
  try {
    const args = parseArguments(argv);
    if (args.command === 'version') {
      output.raw(`rc ${__AGENT_VERSION__}\n`, { version: __AGENT_VERSION__ });
      return EXIT.asWished;
    }
    return await runCommand(toolsFor(args, settings, output));
  } catch (error) {
    const shown = error instanceof RcError ? error : unexpected(error);
    output.error(shown);
    return shown.exitCode;
  }
}

function toolsFor(args: Arguments, settings: Settings, output: Output): Tools {
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));
  return new Tools({ args, settings, output, stdin: process.stdin, now: Date.now, sleep });
}

function outputFor(settings: Settings, has: (flag: string) => boolean): Output {
  return new Output({
    language: settings.language,
    isJson: has('json'),
    isQuiet: has('quiet'),
    isColored: !settings.isColorless && process.stderr.isTTY === true,
    out: (words) => void process.stdout.write(words),
    err: (words) => void process.stderr.write(words),
  });
}

function unexpected(error: unknown): RcError {
  const words = withoutSecrets(error instanceof Error ? error.message : String(error));
  return new RcError(EXIT.other, 'FAILED', text(words, words));
}

// Whoever reads may have enough of it: rc release list | head -1
process.stdout.on('error', () => process.exit(EXIT.other));

void main(process.argv.slice(2), readSettings()).then((code) => {
  process.exitCode = code;
});
