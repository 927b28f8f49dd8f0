import type {
  MadePublications,
  NewReleaseDto,
  ReleaseBinDto,
  ReleaseDetailDto,
} from '@release-console/api-contract';

import { findConfig } from '../configs/find-config.js';
import type { ConsoleClient } from '../console-client.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT, WrongUse } from '../rc-error.js';
import { lineOf, readProject } from '../release-lookup.js';
import { environmentOf, rulesOf } from '../release-plan.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';

export async function createRelease(tools: Tools): Promise<ExitCode> {
  const bins = tools.all('bin').map(binOf);
  const configs = tools.all('config');
  if (bins.length + configs.length === 0)
    throw new WrongUse(
      text('say what to release with --bin or --config', '请用 --bin 或 --config 指明发布内容'),
    );
  const client = tools.client();
  const project = await readProject(client, tools.option('project') ?? '');
  const environment = environmentOf(project, tools.option('environment') ?? '');
  const rules = await rulesOf(tools, client, { project, environment });
  if (rules === null)
    throw new WrongUse(
      text(
        `name --template or --strategy: ${environment.code} has no template that its releases begin with`,
        `请指定 --template 或 --strategy：${environment.code} 没有默认模板`,
      ),
    );
  const files = await publish(tools, client, { project: project.id, environment: environment.code, configs });
  const body = {
    ...rules,
    environmentId: environment.id,
    bins: [...bins, ...files],
    ...optional('title', tools.option('title')),
    ...optional('notes', tools.option('notes')),
    submit: wantsSubmit(tools),
  } as NewReleaseDto;
  const release = await client.post<ReleaseDetailDto>('/releases', body, tools.option('idempotency-key'));
  return finish(tools, client, release);
}

export function wantsSubmit(tools: Tools): boolean {
  return tools.has('submit') || tools.has('deploy');
}

export function optional(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}

/** Deploys what nobody has to approve, if that was asked for, and says how it stands. */
export async function finish(
  tools: Tools,
  client: ConsoleClient,
  release: ReleaseDetailDto,
): Promise<ExitCode> {
  const isReady = tools.has('deploy') && release.status === 'approved';
  const key = tools.option('idempotency-key');
  const latest = isReady
    ? await client.post<ReleaseDetailDto>(
        `/releases/${release.id}/deploy`,
        {},
        key === undefined ? undefined : `${key}-deploy`,
      )
    : release;
  const human = `${lineOf(latest, tools.output)}\n${tools.output.say(latest.headline)}`;
  tools.output.answer({ json: latest, human, essence: String(latest.number) });
  if (!tools.has('deploy') || latest.status !== 'pending_approval') return EXIT.asWished;
  const { number } = latest;
  tools.output.note(
    text(
      `It needs approval first: rc wait ${number} --for approved && rc deploy ${number}`,
      `需先审批：rc wait ${number} --for approved && rc deploy ${number}`,
    ),
  );
  return EXIT.needsPerson;
}

async function publish(
  tools: Tools,
  client: ConsoleClient,
  what: { readonly project: string; readonly environment: string; readonly configs: readonly string[] },
): Promise<readonly ReleaseBinDto[]> {
  if (what.configs.length === 0) return [];
  const found = await Promise.all(what.configs.map((name) => findConfig(client, name, what.project)));
  const body = { environment: what.environment, fileIds: found.map(({ id }) => id) };
  const key = tools.option('idempotency-key');
  const { items } = await client.post<MadePublications>(
    '/configs/publications',
    body,
    key === undefined ? undefined : `${key}-configs`,
  );
  return items.map(({ bin, version }) => ({ bin, version }));
}

function binOf(word: string): ReleaseBinDto {
  const at = word.indexOf('=');
  if (at > 0 && at < word.length - 1) return { bin: word.slice(0, at), version: word.slice(at + 1) };
  throw new WrongUse(
    text(`--bin is like edge-proxy=1.2.3, not ${word}`, `--bin 应形如 edge-proxy=1.2.3，而非 ${word}`),
  );
}
