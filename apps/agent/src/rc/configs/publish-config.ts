import type { ConfigRelease, PublishConfig } from '@release-console/api-contract';

import { finish, optional, wantsSubmit } from '../commands/create-release.js';
import type { ExitCode } from '../rc-error.js';
import { readProject, readRelease } from '../release-lookup.js';
import { environmentOf, rulesOf } from '../release-plan.js';
import type { Tools } from '../tools.js';
import { findConfig } from './find-config.js';

export async function publishConfig(tools: Tools): Promise<ExitCode> {
  const client = tools.client();
  const file = await findConfig(client, tools.operand(0));
  const project = await readProject(client, file.projectId);
  const environment = environmentOf(project, tools.option('environment') ?? '');
  // With no rules at all the console takes careful ones of its own.
  const rules = (await rulesOf(tools, client, { project, environment })) ?? {};
  const body = {
    ...rules,
    ...optional('notes', tools.option('notes')),
    environment: environment.code,
    submit: wantsSubmit(tools),
  } as PublishConfig;
  const key = tools.option('idempotency-key');
  const { releaseId } = await client.post<ConfigRelease>(`/configs/${file.id}/publish`, body, key);
  return finish(tools, client, await readRelease(client, releaseId));
}
