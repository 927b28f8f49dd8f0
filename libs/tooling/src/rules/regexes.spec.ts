import { spawnSync } from 'node:child_process';
import { inRepository } from '../repository.js';

interface Slow {
  readonly regex: string;
  readonly where: string;
  readonly text: string;
  readonly ms: number;
}
interface Report {
  readonly regexes: number;
  readonly texts: number;
  readonly slow: readonly Slow[];
}

/**
 * In a process of its own, which can be ended: one that never comes back can't be interrupted. Says on stderr what it is
 * at. Texts are made of what the regex itself is made of, so that they go as far into it as they can before they fail.
 */
const PROGRAM = `
  import { createRequire } from 'node:module';
  import { readdirSync, readFileSync } from 'node:fs';
  import { join } from 'node:path';
  const ts = createRequire(process.cwd() + '/package.json')('typescript');
  const { length, planted, limitMs, part } = JSON.parse(process.argv[1]);

  function* filesIn(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !['node_modules', 'dist', 'e2e', 'test', 'testing'].includes(entry.name)) yield* filesIn(path);
      if (entry.isFile() && /\\.(ts|tsx|mjs)$/.test(entry.name) && !/(spec|fixtures)\\.tsx?$/.test(entry.name)) yield path;
    }
  }
  const found = new Map();
  for (const room of planted ? [] : ['apps', 'libs/rollout-core', 'libs/approval-policy', 'libs/api-contract'])
    for (const file of filesIn(room)) {
      const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
      (function visit(node) {
        if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) found.set(node.text, file);
        ts.forEachChild(node, visit);
      })(tree);
    }
  for (const text of planted ?? []) found.set(text, 'planted');

  const COMMON = ['a', 'Z', '0', ' ', '\\t', '\\n', '-', '.', '/', '_', ':', '@', '"', '中'];
  function* textsFor(source) {
    const own = [...new Set(source.replace(/\\\\[dDwWsSbB]|\\\\[pP]\\{[^}]*\\}|\\\\u[0-9a-f]{4}/g, '').replace(/[\\\\^$()|?*+{}[\\]]/g, ''))];
    const chars = [...new Set([...own.slice(0, 24), ...COMMON])];
    for (const char of chars) {
      const pump = char.repeat(length);
      yield pump;
      yield pump + '\\u0001';
      yield 'a' + pump + '\\u0001';
      for (const other of own.slice(0, 6)) yield (char + other).repeat(length / 2) + '\\u0001';
      for (const start of own.slice(0, 3)) yield start + pump + '\\u0001';
    }
    yield own.join('').repeat(Math.ceil(length / Math.max(1, own.length))) + '\\u0001';
  }
  // A tenth first, which says already what would take minutes.
  function least(regex, text, limit) {
    let ms = Infinity;
    for (let again = 0; again < 4 && ms > limit; again += 1) ms = Math.min(ms, msOf(regex, text));
    return ms;
  }
  function msOf(regex, text) {
    regex.lastIndex = 0;
    const begun = process.cpuUsage();
    if (regex.global) text.replace(regex, ''); else regex.test(text);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  }
  const slow = [];
  let texts = 0;
  let place = 0;
  for (const [literal, where] of found) {
    if (part !== undefined && place++ % 3 !== part) continue;
    const [, source, flags] = /^\\/(.*)\\/([a-z]*)$/s.exec(literal);
    const regex = new RegExp(source, flags);
    process.stderr.write(where + ' ' + literal + '\\n');
    for (const text of textsFor(source)) {
      texts += 1;
      const part = least(regex, text.slice(0, length / 10) + '\\u0001', limitMs / 10);
      // Others work on this machine, too: only what is slow each time is slow.
      const ms = part > limitMs / 10 ? part * 10 : least(regex, text, limitMs);
      if (ms > limitMs) { slow.push({ regex: literal, where, text: JSON.stringify(text.slice(0, 6)), ms: Math.round(ms) }); break; }
    }
  }
  console.log(JSON.stringify({ regexes: found.size, texts, slow }));
`;

/** All of them in the whole run, a third of them on a day. */
const TODAY = process.env['TAKE_TURNS'] === '1' ? { part: Math.floor(Date.now() / 86_400_000) % 3 } : {};

function probe(question: {
  length: number;
  limitMs: number;
  planted?: readonly string[];
  part?: number;
}): Report {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', PROGRAM, JSON.stringify(question)],
    { cwd: inRepository(), timeout: 120_000, maxBuffer: 16 * 1024 ** 2 },
  );
  if (status !== 0)
    throw new Error(`stopped at ${stderr.toString().trim().split('\n').slice(-3).join('\n')}`);
  return JSON.parse(stdout.toString()) as Report;
}

describe('S40 every regular expression of the sources', () => {
  it('is done with the worst 100 kB within 50 ms of work', () => {
    const { regexes, texts, slow } = probe({ length: 100_000, limitMs: 50, ...TODAY });
    expect(slow).toEqual([]);
    expect(regexes).toBeGreaterThan(80);
    expect(texts).toBeGreaterThan(regexes * 15);
  }, 130_000);

  it('would be found when it were not', () => {
    const planted = ['/\\s+$/', '/^[a-z]{1,9}$/'];
    const { slow } = probe({ length: 100_000, limitMs: 50, planted });
    expect(slow.map(({ regex }) => regex)).toEqual([planted[0]]);
  }, 60_000);
});
