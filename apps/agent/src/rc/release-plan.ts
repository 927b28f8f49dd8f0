import { readFileSync } from 'node:fs';

import type { Environment, Project, StrategyTemplatePage } from '@release-console/api-contract';

import type { ConsoleClient } from './console-client.js';
import { EXIT, RcError, WrongUse } from './rc-error.js';
import { text } from './text.js';
import type { Tools } from './tools.js';

export type Rules = Readonly<Record<string, unknown>>;

export function environmentOf(project: Project, code: string): Environment {
  const found = project.environments.find((environment) => environment.code === code);
  if (found) return found;
  const codes = project.environments.map((environment) => environment.code).join(', ');
  throw new RcError(
    EXIT.refused,
    'ENVIRONMENT_NOT_FOUND',
    text(
      `${project.code} has no environment ${code}, but ${codes}.`,
      `${project.code} 没有环境 ${code}；现有：${codes}。`,
    ),
  );
}

/** The rules that a release is made with: of a file, of a template, or of what the environment begins with. */
export async function rulesOf(
  tools: Tools,
  client: ConsoleClient,
  place: { readonly project: Project; readonly environment: Environment },
): Promise<Rules | null> {
  const file = tools.option('strategy');
  const own = file === undefined ? {} : rulesIn(file);
  const template = tools.option('template');
  if (template === undefined && file !== undefined) return own;
  const { items } = await client.get<StrategyTemplatePage>(
    `/projects/${place.project.id}/strategy-templates`,
  );
  const found = items.find((item) =>
    template === undefined
      ? item.defaultForEnvironmentIds.includes(place.environment.id)
      : item.name === template,
  );
  if (found) return { ...own, strategyTemplateId: found.id };
  if (template === undefined) return null;
  const names = items.map(({ name }) => name).join(', ');
  throw new RcError(
    EXIT.refused,
    'TEMPLATE_NOT_FOUND',
    text(
      `There is no template "${template}"; there are: ${names || 'none'}.`,
      `没有模板“${template}”；现有：${names || '无'}。`,
    ),
  );
}

/** `{"type": "rolling", …}`, or that as `strategy` with limits around it. */
function rulesIn(file: string): Rules {
  const parsed = jsonIn(file);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new WrongUse(text(`${file} is no JSON object`, `${file} 不是 JSON 对象`));
  return 'type' in parsed ? { strategy: parsed } : (parsed as Rules);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUse(text(`${file} can't be read: ${why}`, `${file} 无法读取：${why}`));
  }
}
