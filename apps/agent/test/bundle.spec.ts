import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';

const read = (name: string): string => readFileSync(resolve(__dirname, '../dist', name), 'utf8');

/** What Node got after 16.0 and a careless line would use. */
const TOO_NEW = [
  /\bfetch\(/,
  /\bstructuredClone\b/,
  /\.findLast(Index)?\(/,
  /\.at\(/,
  /Object\.hasOwn\b/,
  /\.(toSorted|toReversed|toSpliced|replaceAll)\(/,
  /Object\.groupBy|Promise\.withResolvers|Array\.fromAsync/,
  /AbortSignal\.(timeout|any)\b/,
  /\.statfs(Sync)?\(/,
  /node:(test|sqlite|sea)|readline\/promises|timers\/promises|stream\/web/,
  /\bnew (WebSocket|Blob|FormData|Headers|CompressionStream)\(/,
  /closeAllConnections|closeIdleConnections/,
  /styleText|parseArgs|getRandomValues|webcrypto/,
];

describe.each(['agent.cjs', 'rc.cjs'])('the one file %s that old hosts run', (name) => {
  const bundle = read(name);

  it.each(TOO_NEW.map((pattern) => [pattern.source, pattern] as const))('does not use %s', (_, pattern) => {
    expect(pattern.exec(bundle)?.[0]).toBeUndefined();
  });

  it('needs nothing but what Node brings', () => {
    const asked = [...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, module = '']) =>
      module.replace(/^node:/, ''),
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((module) => !builtinModules.includes(module))).toEqual([]);
  });

  it('has no fault points in it', () => {
    expect(bundle.includes('injected at')).toBe(false);
    expect(read('agent-faults.cjs').includes('injected at')).toBe(true);
  });

  it('starts no shell', () => {
    const shells = /shell:\s*(true|!0)|\bexecSync\(|\bexec\(["'`]|\beval\(|new Function\(/;
    expect(shells.exec(bundle)?.[0]).toBeUndefined();
  });
});

describe('the agent', () => {
  it('changes files of programs only at steps that the crash sweep knows', () => {
    const folder = resolve(__dirname, '../src/actuators');
    const changing = /\b(renameSync|linkSync|chmodSync|chownSync|copyFile|unlinkSync)\(/;
    const unguarded = readdirSync(folder).flatMap((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      return lines
        .filter((line) => changing.test(line) && !line.includes('faultpoint('))
        .map((line) => `${name}: ${line.trim()}`);
    });
    // These run inside a guarded step: giving rights (stage.rights) and linking (stage.link, keep.link), unpacked folders (unpack.sync).
    expect(unguarded.map((line) => line.replace(/\s+/g, ' ')).sort()).toEqual([
      'staging.ts: await promises.copyFile(source, target);',
      'staging.ts: chmodSync(file, this.bin.mode ?? inherited);',
      'staging.ts: chownSync(file, Number(model.uid), Number(model.gid));',
      'staging.ts: chownSync(file, owner.uid, owner.gid);',
      'staging.ts: if (process.getuid?.() === 0) chownSync(target, uid, gid);',
      'staging.ts: linkSync(realPath(source), target);',
      'unpack-archive.ts: chmodSync(folder, FOLDER_MODE);',
      'unpack-archive.ts: if (this.owner !== null) chownSync(folder, this.owner.uid, this.owner.gid);',
    ]);
  });
});
