import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';

import type { UploadAnswer, Version } from '@release-console/api-contract';

import { errnoOf } from '../../errors.js';
import type { ConsoleClient } from '../console-client.js';
import { namedBuild } from '../named-build.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT, RcError, WrongUse } from '../rc-error.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';

/** `e_machine` of an ELF header. */
const MACHINES: Readonly<Record<number, string>> = { 62: 'amd64', 183: 'arm64' };
const ELF = 0x7f454c46;
const HEADER_BYTES = 20;
const MACHINE_AT = 18;
const KINDS = ['file', 'archive'];

export async function upload(tools: Tools): Promise<ExitCode> {
  const [bin, version, file] = [tools.operand(0), tools.operand(1), tools.operand(2)];
  const kind = tools.option('kind') ?? 'file';
  if (!KINDS.includes(kind))
    throw new WrongUse(text('--kind is file or archive', '--kind 为 file 或 archive'));
  const build = namedBuild(tools);
  const sizeBytes = sizeOf(file);
  const arch = tools.option('arch') ?? archOf(file, kind);
  const sha256 = await hashOf(file);
  const expected = tools.option('sha256')?.toLowerCase();
  if (expected !== undefined && expected !== sha256) throw otherFile(file, sha256);
  const client = tools.client();
  const versionPath = `/bins/${encodeURIComponent(bin)}/versions/${encodeURIComponent(version)}`;
  // Where it came from may not be known of what is there.
  const there = build === null && (await isThere(client, versionPath, { arch, kind, sha256 }));
  if (there) {
    show(tools, {
      bin,
      version,
      arch,
      kind: kind as UploadAnswer['kind'],
      sha256,
      sizeBytes,
      created: false,
    });
    return EXIT.asWished;
  }
  const received = await client.send({
    method: 'PUT',
    path: `${versionPath}/artifacts/${encodeURIComponent(arch)}`,
    query: { sha256, kind, fileName: basename(file), ...build },
    headers: { 'content-type': 'application/octet-stream', 'content-length': sizeBytes },
    body: () => createReadStream(file),
  });
  show(tools, JSON.parse(received.bytes.toString('utf8')) as UploadAnswer);
  return EXIT.asWished;
}

function show(tools: Tools, answer: UploadAnswer): void {
  const what = `${answer.bin} ${answer.version} (${answer.arch}, ${answer.sizeBytes} B, ${answer.sha256})`;
  const human = answer.created
    ? text(`Uploaded ${what}.`, `已上传 ${what}。`)
    : text(`${what} was there already.`, `${what} 已存在。`);
  tools.output.answer({ json: answer, human: tools.output.say(human), essence: answer.sha256 });
}

/** Spares sending it once more; whoever may only upload is not told, and sends it. */
async function isThere(
  client: ConsoleClient,
  path: string,
  file: { readonly arch: string; readonly kind: string; readonly sha256: string },
): Promise<boolean> {
  try {
    const { artifacts } = await client.get<Version>(path);
    return artifacts.some(
      ({ arch, kind, sha256, damage }) =>
        arch === file.arch && kind === file.kind && sha256 === file.sha256 && damage === null,
    );
  } catch (error) {
    if (error instanceof RcError && error.exitCode === EXIT.refused) return false;
    throw error;
  }
}

function sizeOf(file: string): number {
  try {
    const stats = statSync(file);
    if (stats.isFile() && stats.size > 0) return stats.size;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
  throw new WrongUse(text(`${file} is no file with something in it`, `${file} 不是非空文件`));
}

function archOf(file: string, kind: string): string {
  if (kind === 'archive')
    throw new WrongUse(
      text(
        'say with --arch what hosts an archive is for, or "any"',
        '请用 --arch 指明归档适用的架构，或 "any"',
      ),
    );
  const header = Buffer.alloc(HEADER_BYTES);
  const fd = openSync(file, 'r');
  try {
    readSync(fd, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(fd);
  }
  if (header.readUInt32BE(0) !== ELF) return 'any';
  const arch = MACHINES[header.readUInt16LE(MACHINE_AT)];
  if (arch !== undefined) return arch;
  throw new WrongUse(
    text(`say with --arch what hosts ${file} is for`, `请用 --arch 指明 ${file} 适用的架构`),
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function otherFile(file: string, sha256: string): RcError {
  const words = text(
    `${file} has sha256 ${sha256}; nothing was sent.`,
    `${file} 的 sha256 为 ${sha256}；未上传。`,
  );
  return new RcError(EXIT.refused, 'CHECKSUM_MISMATCH', words);
}
