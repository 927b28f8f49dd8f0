import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';

import { unpackArchive } from '../actuators/unpack-archive.js';
import { AgentError } from '../errors.js';
import type { ArchiveLimits } from './archive-limits.js';
import { stricterLimits } from './archive-limits.js';
import { pax, tar, tarGz, tarPart } from './tar-builder.fixtures.js';
import type { TarPart } from './tar-builder.fixtures.js';

const LIMITS: ArchiveLimits = { maxBytes: 1_000_000, maxEntries: 50, maxPathBytes: 200, maxDepth: 8 };
const GOOD: TarPart = { path: 'bin/app', content: 'program', mode: 0o755 };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-unpack-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function unpack(
  archive: Buffer,
  limits = LIMITS,
  roomBytes = Number.MAX_SAFE_INTEGER,
): Promise<string> {
  mkdirSync(join(folder, 'versions'), { recursive: true });
  writeFileSync(join(folder, 'archive'), archive);
  const into = join(folder, 'versions/new');
  try {
    await unpackArchive({ archive: join(folder, 'archive'), into, limits, roomBytes, owner: null });
    return 'unpacked';
  } catch (error) {
    if (error instanceof AgentError) return error.code;
    throw error;
  }
}

function openFile(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}

/** Everything below the test's folder but the archive itself: path, kind and special bits. */
function everything(): readonly string[] {
  const walk = (path: string): string[] =>
    readdirSync(join(folder, path)).flatMap((name) => {
      const child = join(path, name);
      const stat = lstatSync(join(folder, child));
      const kind = stat.isSymbolicLink()
        ? 'link'
        : stat.isFile()
          ? 'file'
          : stat.isDirectory()
            ? 'folder'
            : 'odd';
      const special = (stat.mode & 0o7022) === 0 && (kind !== 'file' || stat.nlink === 1) ? '' : ' special';
      return [`${child} ${kind}${special}`, ...(kind === 'folder' ? walk(child) : [])];
    });
  return walk('').filter((line) => !line.startsWith('archive '));
}

const sizeField = (...bytes: number[]): Buffer =>
  Buffer.concat([Buffer.from(bytes), Buffer.alloc(12 - bytes.length, 0xff)]);
const text = (value: string): Buffer => Buffer.from(value.padEnd(12, '\0'), 'latin1');

const HOSTILE: readonly (readonly [string, Buffer])[] = [
  ['a path that climbs out', tar([GOOD, { path: '../evil', content: 'x' }])],
  ['a path that climbs in the middle', tar([GOOD, { path: 'bin/../../evil', content: 'x' }])],
  ['a path that climbs and comes back', tar([GOOD, { path: 'bin/../bin/app2', content: 'x' }])],
  ['an absolute path', tar([GOOD, { path: '/tmp/rc-evil', content: 'x' }])],
  [
    'an absolute path in an extended header',
    tar([GOOD, pax({ path: '/tmp/rc-evil' }), { path: 'a', content: 'x' }]),
  ],
  [
    'a path that climbs in an extended header',
    tar([pax({ path: '../../evil' }), { path: 'a', content: 'x' }]),
  ],
  [
    'a path that climbs in a long-path header',
    tar([{ path: '././@LongLink', type: 'L', content: '../evil\0' }, GOOD]),
  ],
  ['a path that climbs by its prefix', tar([{ path: 'evil', prefix: '..', content: 'x' }])],
  ['a doubled slash', tar([{ path: 'bin//evil', content: 'x' }])],
  ['a backslash', tar([{ path: '..\\evil', content: 'x' }])],
  ['a drive letter behind a backslash', tar([{ path: 'C:\\evil', content: 'x' }])],
  ['a line break in a name', tar([{ path: 'a\nb', content: 'x' }])],
  [
    'bytes that are no text',
    tar([{ path: 'a', content: 'x' }]).map((byte, at) => (at === 0 ? 0xff : byte)) as Buffer,
  ],
  ['a symbolic link to a file outside', tar([GOOD, { path: 'l', type: '2', link: '/etc/passwd' }])],
  ['a symbolic link that climbs', tar([GOOD, { path: 'l', type: '2', link: '../../evil' }])],
  [
    'a symbolic link and a file through it',
    tar([
      { path: 'l', type: '2', link: '/tmp' },
      { path: 'l/evil', content: 'x' },
    ]),
  ],
  [
    'a chain of symbolic links',
    tar([{ path: 'a', type: '2', link: '.' }, { path: 'b', type: '2', link: 'a/..' }, { path: 'b/evil' }]),
  ],
  ['a symbolic link that stays inside', tar([GOOD, { path: 'l', type: '2', link: 'bin/app' }])],
  ['a hard link to a file outside', tar([GOOD, { path: 'l', type: '1', link: '/etc/passwd' }])],
  ['a hard link inside', tar([GOOD, { path: 'l', type: '1', link: 'bin/app' }])],
  [
    'a link target in an extended header',
    tar([pax({ linkpath: '/etc/passwd' }), { path: 'l', content: 'x' }]),
  ],
  ['a link with a long name', tar([{ path: '././@LongLink', type: 'K', content: '/etc/passwd\0' }, GOOD])],
  ['a NUL in an extended path', tar([pax({ path: 'bin/app\0/../../evil' }), { path: 'a', content: 'x' }])],
  ['a NUL in a long path', tar([{ path: '././@LongLink', type: 'L', content: 'a\0../../evil\0' }, GOOD])],
  ['a negative binary size', tar([{ path: 'a', content: 'x', sizeField: sizeField(0xff) }])],
  ['a negative octal size', tar([{ path: 'a', content: 'x', sizeField: text('-0000000001') }])],
  ['a negative size in an extended header', tar([pax({ size: '-1' }), { path: 'a', content: 'x' }])],
  ['a size beyond all bounds', tar([{ path: 'a', content: 'x', sizeField: sizeField(0x80) }])],
  ['a size that is no number', tar([{ path: 'a', content: 'x', sizeField: text('12x4') }])],
  ['the same file twice', tar([GOOD, { ...GOOD, content: 'other' }])],
  ['the same file twice, once with a dot', tar([GOOD, { ...GOOD, path: './bin/app' }])],
  [
    'a file above a file',
    tar([
      { path: 'a', content: 'x' },
      { path: 'a/b', content: 'x' },
    ]),
  ],
  [
    'a folder in place of a file',
    tar([
      { path: 'a', content: 'x' },
      { path: 'a/', type: '5' },
    ]),
  ],
  ['a character device', tar([GOOD, { path: 'null', type: '3' }])],
  ['a block device', tar([GOOD, { path: 'disk', type: '4' }])],
  ['a pipe', tar([GOOD, { path: 'pipe', type: '6' }])],
  ['a sparse file', tar([{ path: 'a', type: 'S', content: 'x' }])],
  ['an unknown kind', tar([{ path: 'a', type: 'Z', content: 'x' }])],
  ['a global header that renames', tar([pax({ path: 'b' }, 'g'), GOOD])],
  ['a damaged header', tar([{ ...GOOD, hasWrongChecksum: true }])],
  ['a damaged extended header', tar([{ path: 'x', type: 'x', content: '999 path=a\n' }, GOOD])],
  ['an end in the middle of a file', tar([{ path: 'a', content: 'x'.repeat(2_000) }]).subarray(0, 1_500)],
  ['no end', tarPart(GOOD)],
  ['a second archive behind the end', Buffer.concat([tar([GOOD]), tar([{ path: 'evil', content: 'x' }])])],
  ['nothing in it', tar([])],
  ['only folders', tar([{ path: 'a/', type: '5' }])],
  ['no archive at all', Buffer.from('#!/bin/sh\necho hello\n'.repeat(60))],
  ['a zip file', Buffer.from('PK\u0003\u0004 and so on')],
  ['cut compression', tarGz([GOOD, { path: 'big', content: Buffer.alloc(50_000, 'ab') }]).subarray(0, 90)],
];

describe('S08 an archive that means harm', () => {
  it.each(HOSTILE)(
    'S08 with %s is refused, and nothing but plain files and folders was made',
    async (_, archive) => {
      expect(await unpack(archive)).toMatch(/^ARCHIVE_(UNSAFE|INVALID)$/);
      const made = everything();
      expect(
        made.filter((line) => !/^versions( |\/new(\/bin(\/app)?|\/[abl])? (file|folder)$)/.test(line)),
      ).toEqual([]);
      expect(made.filter((line) => /link|odd|special|evil/.test(line))).toEqual([]);
    },
  );

  it('S09 what was refused does not stay open', async () => {
    const bad = tar([GOOD, { ...GOOD, path: '../out' }, { path: 'big', content: 'x'.repeat(500_000) }]);
    for (const archive of [bad, gzipSync(bad), bad, gzipSync(bad), bad]) {
      rmSync(join(folder, 'versions'), { recursive: true, force: true });
      rmSync(join(folder, 'archive'), { force: true });
      expect(await unpack(archive)).toBe('ARCHIVE_UNSAFE');
    }
    await new Promise((done) => setTimeout(done, 200));
    const open = readdirSync('/proc/self/fd').map((fd) => openFile(fd));
    expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
  });

  it('S08 set-user-id, set-group-id, sticky and write for others are taken away', async () => {
    const modes = [0o4755, 0o2755, 0o1777, 0o7777, 0o666];
    const parts = modes.map((mode, index) => ({ path: `f${index}`, content: 'x', mode }));
    expect(await unpack(tar(parts))).toBe('unpacked');
    const got = modes.map((_, index) => lstatSync(join(folder, `versions/new/f${index}`)).mode & 0o7777);
    expect(got).toEqual([0o755, 0o755, 0o755, 0o755, 0o644]);
  });
});

describe('S09 an archive that grows without end', () => {
  it.each([
    ['bytes', tarGz([{ path: 'zeros', content: Buffer.alloc(1_000_001) }]), {}],
    [
      'bytes in many files',
      tarGz([...Array(11).keys()].map((n) => ({ path: `f${n}`, content: Buffer.alloc(100_000) }))),
      {},
    ],
    ['entries', tarGz([...Array(51).keys()].map((n) => ({ path: `f${n}` }))), {}],
    ['entries that name one folder again', tarGz(Array(300).fill({ path: 'a/', type: '5' })), {}],
    ['headers without a file', tarGz(Array(300).fill(pax({ mtime: '1' }))), {}],
    ['path', tarGz([pax({ path: `${'d/'.repeat(4)}${'n'.repeat(200)}` }), GOOD]), {}],
    ['name', tarGz([pax({ path: 'n'.repeat(256) }), GOOD]), { maxPathBytes: 1_000 }],
    ['depth', tarGz([{ path: 'a/b/c/d/e/f/g/h/i', content: 'x' }]), {}],
    ['extended header', tarGz([{ path: 'x', type: 'x', content: Buffer.alloc(70_000, 'a') }, GOOD]), {}],
  ])('S09 is refused for too many or too long: %s', async (_, archive, looser) => {
    expect(await unpack(archive, { ...LIMITS, ...looser })).toMatch(/^ARCHIVE_(TOO_LARGE|INVALID)$/);
  });

  it('S09 stops at the limit and holds little of it in memory', async () => {
    const bomb = await gzipOfZeros(10 * 1024 ** 3, { path: 'zeros' });
    expect(bomb.length).toBeLessThan(16 * 1024 ** 2);
    const before = process.memoryUsage().rss;
    expect(await unpack(bomb, { ...LIMITS, maxBytes: 32 * 1024 ** 2 })).toBe('ARCHIVE_TOO_LARGE');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 ** 2);
  });

  it('S09 zeros behind the end are not read for ever', async () => {
    const archive = gzipSync(Buffer.concat([tar([GOOD]), Buffer.alloc(8 * 1024 ** 2)]));
    expect(await unpack(archive)).toBe('ARCHIVE_UNSAFE');
  });

  it('S09 says that the disk and not the archive is the trouble when there is no room', async () => {
    expect(await unpack(tar([{ path: 'a', content: Buffer.alloc(5_000) }]), LIMITS, 4_000)).toBe('NO_SPACE');
  });
});

describe('an archive that means well', () => {
  it.each([
    [['-cf']],
    [['-czf']],
    [['--format=pax', '-czf']],
    [['--format=v7', '-cf']],
    [['--format=ustar', '-cf']],
  ])('of tar %j is unpacked as it was', async (words) => {
    const source = join(folder, 'source');
    const deep = join(source, /v7|ustar/.test(words[0] ?? '') ? 'lib' : `lib/${'long-name-'.repeat(10)}/x`);
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(source, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(deep, '数据.txt'), 'x'.repeat(100_000), { mode: 0o640 });
    writeFileSync(join(source, 'empty'), '');
    execFileSync('tar', [...words, join(folder, 'made.tar'), '-C', source, '.']);
    expect(await unpack(readFileSync(join(folder, 'made.tar')))).toBe('unpacked');
    execFileSync('diff', ['-r', source, join(folder, 'versions/new')]);
    expect(lstatSync(join(folder, 'versions/new/run.sh')).mode & 0o777).toBe(0o755);
  });

  it('may have the comment that git writes', async () => {
    expect(await unpack(tar([pax({ comment: 'a'.repeat(40) }, 'g'), GOOD]))).toBe('unpacked');
  });

  it('takes the stricter limit of host and console', () => {
    expect(stricterLimits(LIMITS, { maxBytes: 5, maxEntries: 1_000 })).toEqual({ ...LIMITS, maxBytes: 5 });
  });
});

/** One huge file of zeros, compressed without ever holding it. */
async function gzipOfZeros(bytes: number, part: TarPart): Promise<Buffer> {
  const gzip = createGzip({ level: 1 });
  const parts: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => parts.push(chunk));
  const header = tarPart({ ...part, sizeField: hugeSize(bytes) });
  gzip.write(header);
  const zeros = Buffer.alloc(1024 ** 2);
  // The reader refuses the size itself; what follows makes the file a bomb for one that trusts it.
  for (let left = Math.min(bytes, 512 * 1024 ** 2); left > 0; left -= zeros.length) {
    if (!gzip.write(zeros)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await new Promise((resolve) => gzip.once('end', resolve));
  return Buffer.concat(parts);
}

function hugeSize(bytes: number): Buffer {
  const field = Buffer.alloc(12);
  field[0] = 0x80;
  field.writeBigUInt64BE(BigInt(bytes), 4);
  return field;
}
