import type { ReleaseDetailDto, ReleasePageDto } from '@release-console/api-contract';

import type { ConsoleClient, Query } from '../console-client.js';
import type { Output } from '../output.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT, WrongUse } from '../rc-error.js';
import { lineOf, readProject, readRelease, releaseId } from '../release-lookup.js';
import { environmentOf } from '../release-plan.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';

const MOST = 200;

export async function listReleases(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const query = {
    ...(await placeOf(tools, client)),
    status: tools.option('status'),
    ...(tools.has('active') ? { active: 'true' } : {}),
    limit: String(Math.min(tools.wholeNumber('limit', 20), MOST)),
  };
  const page = await client.get<ReleasePageDto>('/releases', query);
  const lines = page.items.map((release) => lineOf(release, tools.output));
  const nothing = tools.output.say(text('There is none.', '没有发布。'));
  const essence = page.items.map(({ number }) => number).join('\n');
  tools.output.answer({ json: page, human: lines.join('\n') || nothing, essence });
  return EXIT.asWished;
}

async function placeOf(tools: Tools, client: ConsoleClient): Promise<Query> {
  const [code, environment] = [tools.option('project'), tools.option('environment')];
  if (code === undefined && environment !== undefined)
    throw new WrongUse(text('name the --project of the environment too', '请同时指定环境所属的 --project'));
  if (code === undefined) return {};
  const project = await readProject(client, code);
  if (environment === undefined) return { projectId: project.id };
  return { projectId: project.id, environmentId: environmentOf(project, environment).id };
}

export async function showRelease(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const release = await readRelease(client, await releaseId(client, tools.operand(0)));
  const human = described(release, tools.output);
  tools.output.answer({ json: release, human, essence: release.status });
  return EXIT.asWished;
}

export function described(release: ReleaseDetailDto, output: Output): string {
  const bins = release.bins.map(({ bin, version }) => `  ${bin} ${version}`);
  const blocks = release.blockedBy.map((block) => `  - ${output.say(block.text)}`);
  return [lineOf(release, output), output.say(release.headline), ...bins, ...blocks].join('\n');
}
