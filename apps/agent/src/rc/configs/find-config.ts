import type { ConfigFile, ConfigFilePage } from '@release-console/api-contract';

import type { ConsoleClient } from '../console-client.js';
import { EXIT, RcError, WrongUse } from '../rc-error.js';
import { readProject } from '../release-lookup.js';
import { text } from '../text.js';

/** By `<project>.<file>`, or within a given project by the name of the file alone. */
export async function findConfig(
  client: ConsoleClient,
  word: string,
  projectId: string | null = null,
): Promise<ConfigFile> {
  const files = await configsOf(client, projectId ?? (await projectIn(client, word)));
  const found =
    files.find(({ bin }) => bin === word) ??
    (projectId === null ? undefined : files.find(({ name }) => name === word));
  if (found) return found;
  throw new RcError(
    EXIT.refused,
    'CONFIG_NOT_FOUND',
    text(`There is no configuration file ${word} that you may see.`, `没有你可查看的配置文件 ${word}。`),
  );
}

export async function configsOf(client: ConsoleClient, projectId: string): Promise<readonly ConfigFile[]> {
  const all: ConfigFile[] = [];
  let cursor: string | undefined;
  do {
    const page: ConfigFilePage = await client.get<ConfigFilePage>('/configs', {
      projectId,
      limit: '200',
      cursor,
    });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

async function projectIn(client: ConsoleClient, word: string): Promise<string> {
  const dot = word.indexOf('.');
  if (dot < 1)
    throw new WrongUse(
      text(`name the file as PROJECT.FILE, not ${word}`, `请以 PROJECT.FILE 的形式指明文件，而非 ${word}`),
    );
  return (await readProject(client, word.slice(0, dot))).id;
}
