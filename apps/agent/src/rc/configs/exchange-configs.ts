import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

import type { ImportAnswer, ImportedLayer } from '@release-console/api-contract';

import type { ExitCode } from '../rc-error.js';
import { EXIT, WrongUse } from '../rc-error.js';
import { readProject } from '../release-lookup.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';
import { unzipped, zipOf } from './zip.js';

/** As the console names files: one folder each, and what it left out. */
const IN_A_FOLDER = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;
const AT_THE_TOP = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export async function exportConfigs(tools: Tools): Promise<ExitCode> {
  const folder = tools.operand(0);
  const client = tools.client();
  const project = await readProject(client, tools.option('project') ?? '');
  const { bytes } = await client.send({
    method: 'GET',
    path: '/configs/export',
    query: { projectId: project.id },
    headers: { accept: 'application/zip' },
  });
  const entries = unzipped(bytes);
  const strange = entries.find(({ name }) => !IN_A_FOLDER.test(name) && !AT_THE_TOP.test(name));
  if (strange) throw new Error(`the export has a file of a strange name: ${JSON.stringify(strange.name)}`);
  for (const { name, bytes: content } of entries) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const names = entries.map(({ name }) => name);
  const human = text(
    `Wrote ${names.length} files to ${folder}.`,
    `已写入 ${names.length} 个文件到 ${folder}。`,
  );
  tools.output.answer({ json: { files: names }, human: tools.output.say(human), essence: names.join('\n') });
  return EXIT.asWished;
}

export async function importConfigs(tools: Tools): Promise<ExitCode> {
  const entries = entriesIn(tools.operand(0));
  const zip = zipOf(entries);
  const client = tools.client();
  const project = await readProject(client, tools.option('project') ?? '');
  const { bytes } = await client.send({
    method: 'POST',
    path: '/configs/import',
    query: {
      projectId: project.id,
      message: tools.option('message'),
      ...(tools.has('dry-run') ? { dryRun: 'true' } : {}),
    },
    headers: { 'content-type': 'application/zip', 'content-length': zip.length },
    body: () => Readable.from([zip]),
  });
  const answer = JSON.parse(bytes.toString('utf8')) as ImportAnswer;
  const lines = answer.layers.map((layer) => lineOf(layer, tools));
  tools.output.answer({ json: answer, human: [...lines, summary(answer, tools)].join('\n') });
  const isRefused = answer.layers.some(({ outcome }) => outcome === 'refused');
  return isRefused ? EXIT.refused : EXIT.asWished;
}

/** Files that do not belong to the form, a README for instance, stay behind. */
function entriesIn(folder: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new WrongUse(text(`${folder} is no folder`, `${folder} 不是目录`));
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'file.json')))
    .flatMap((name) => readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`))
    .filter((name) => IN_A_FOLDER.test(name) && statSync(join(folder, name)).isFile())
    .sort();
  if (names.length > 0) return names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  throw new WrongUse(text(`${folder} has no <file>/file.json in it`, `${folder} 中没有 <file>/file.json`));
}

function lineOf({ name, layer, outcome, reason }: ImportedLayer, { output }: Tools): string {
  const word = output.say(OUTCOMES[outcome]);
  return `${name}  ${layer}  ${word}${reason === null ? '' : `: ${reason}`}`;
}

const OUTCOMES = {
  created: text('created', '新增'),
  changed: text('changed', '变更'),
  unchanged: text('unchanged', '无变化'),
  refused: text('refused', '拒绝'),
} as const;

function summary({ isKept }: ImportAnswer, { output }: Tools): string {
  return output.say(isKept ? text('Kept.', '已保存。') : text('Nothing was kept.', '未保存任何内容。'));
}
