import type { ConfigDiff, ConfigEffective, ConfigFile, ConfigLayer } from '@release-console/api-contract';

import type { ExitCode } from '../rc-error.js';
import { EXIT, RcError, WrongUse } from '../rc-error.js';
import { readProject } from '../release-lookup.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';
import { configsOf, findConfig } from './find-config.js';

export async function listConfigs(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const project = await readProject(client, tools.option('project') ?? '');
  const files = await configsOf(client, project.id);
  const human = files.map((file) => lineOf(file, tools)).join('\n');
  const nothing = tools.output.say(text('There is none.', '没有配置文件。'));
  const essence = files.map(({ bin }) => bin).join('\n');
  tools.output.answer({ json: { items: files }, human: human || nothing, essence });
  return EXIT.asWished;
}

/** `*`: the draft is ahead of what was published. */
function lineOf(file: ConfigFile, { output }: Tools): string {
  const none = output.say(text('none', '无'));
  const states = file.environments.map(
    ({ code, stable, hasChanges }) => `${code} ${stable?.version ?? none}${hasChanges ? '*' : ''}`,
  );
  return [file.bin, file.format, ...states].join('  ');
}

export async function getConfig(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const file = await findConfig(client, tools.operand(0));
  const layer = tools.option('layer') ?? 'base';
  const answer = await client.get<ConfigLayer>(`/configs/${file.id}/layers/${encodeURIComponent(layer)}`);
  if (answer.isHidden) throw hidden(file.bin);
  if (answer.text === null && !tools.has('json'))
    tools.output.note(text(`${layer} has no text of its own.`, `${layer} 没有自己的文本。`));
  tools.output.raw(answer.text ?? '', answer);
  return EXIT.asWished;
}

export async function effectiveConfig(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const file = await findConfig(client, tools.operand(0));
  const environment = tools.option('environment') ?? '';
  if (tools.has('published')) {
    const query = { project: file.projectCode, environment, name: file.name };
    const { bytes } = await client.send({
      method: 'GET',
      path: '/configs/effective',
      query,
      headers: { accept: '*/*' },
    });
    const words = bytes.toString('utf8');
    tools.output.raw(words, { text: words });
    return EXIT.asWished;
  }
  const path = `/configs/${file.id}/environments/${encodeURIComponent(environment)}/effective`;
  const answer = await client.get<ConfigEffective>(path);
  if (answer.isHidden) throw hidden(file.bin);
  if (answer.isDeleted && !tools.has('json'))
    tools.output.note(text(`${environment} has no such file.`, `${environment} 没有该文件。`));
  tools.output.raw(answer.text ?? '', answer);
  return EXIT.asWished;
}

export async function diffConfig(tools: Tools): Promise<ExitCode> {
  const [from, to] = sides(tools);
  const client = tools.client();
  const file = await findConfig(client, tools.operand(0));
  const diff = await client.get<ConfigDiff>(`/configs/${file.id}/diff`, { from, to });
  const human = diff.isChanged
    ? diff.isHidden
      ? tools.output.say(text('They differ; the file is a secret.', '内容不同；该文件为机密。'))
      : [`--- ${from}`, `+++ ${to}`, ...hunksOf(diff)].join('\n')
    : tools.output.say(text('No difference.', '没有差异。'));
  tools.output.answer({ json: diff, human });
  return EXIT.asWished;
}

function sides(tools: Tools): readonly [string, string] {
  const environment = tools.option('environment');
  const from = tools.option('from') ?? (environment === undefined ? undefined : `published:${environment}`);
  const to = tools.option('to') ?? (environment === undefined ? undefined : `draft:${environment}`);
  if (from !== undefined && to !== undefined) return [from, to];
  throw new WrongUse(
    text('say --environment, or both --from and --to', '请指定 --environment，或同时指定 --from 和 --to'),
  );
}

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;

function hunksOf({ hunks }: ConfigDiff): readonly string[] {
  return hunks.flatMap(({ beforeStart, afterStart, lines }) => [
    `@@ -${beforeStart} +${afterStart} @@`,
    ...lines.map((line) => `${SIGNS[line.kind]}${line.text}`),
  ]);
}

function hidden(bin: string): RcError {
  const words = text(`${bin} is a secret; its text is not shown.`, `${bin} 为机密文件，不显示文本。`);
  return new RcError(EXIT.refused, 'CONFIG_HIDDEN', words);
}
