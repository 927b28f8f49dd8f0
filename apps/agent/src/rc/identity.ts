import type { ApiToken, ApiTokenPage, Project, ProjectPage } from '@release-console/api-contract';

import type { ConsoleClient } from './console-client.js';
import type { Output } from './output.js';
import { Refusal } from './rc-error.js';
import { text } from './text.js';

export interface Identity {
  /** Null of a service token, which is listed to the admins of its project only, and of one that may not read. */
  readonly token: ApiToken | null;
  readonly projects: readonly Pick<Project, 'code' | 'myRole'>[];
}

/** Tokens are known by their public beginning. @throws Refusal when it is no good */
export async function identityOf(client: ConsoleClient, token: string): Promise<Identity> {
  const tokens = await readable(client.get<ApiTokenPage>('/tokens'));
  const projects = await readable(client.get<ProjectPage>('/projects', { limit: '200' }));
  return {
    token: tokens.find(({ prefix }) => token.startsWith(prefix)) ?? null,
    projects: projects.map(({ code, myRole }) => ({ code, myRole })),
  };
}

async function readable<T>(answer: Promise<{ readonly items: readonly T[] }>): Promise<readonly T[]> {
  try {
    return (await answer).items;
  } catch (error) {
    if (error instanceof Refusal && error.status === 403) return [];
    throw error;
  }
}

export function described({ token, projects }: Identity, output: Output): string {
  const places = projects.map(({ code, myRole }) => `  ${code}: ${myRole}`);
  if (token === null) return [output.say(text('The token is good.', '令牌有效。')), ...places].join('\n');
  const { name, owner, permissions, expiresAt } = token;
  return [
    output.say(text(`${name}, of ${owner.name}`, `${name}，属于 ${owner.name}`)),
    output.say(text(`may: ${permissions.join(', ')}`, `权限：${permissions.join(', ')}`)),
    output.say(text(`until: ${expiresAt}`, `有效期至：${expiresAt}`)),
    ...places,
  ].join('\n');
}
