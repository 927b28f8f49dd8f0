import type { Query } from './console-client.js';
import { WrongUse } from './rc-error.js';
import { text } from './text.js';
import type { Tools } from './tools.js';

const OPTIONS = ['source', 'job', 'number', 'path'];

/** The build that made a file, as an upload says it; null when nobody names one. Jenkins says job and number itself. */
export function namedBuild(tools: Tools): Query | null {
  if (!OPTIONS.some((name) => tools.has(name))) return null;
  const { build } = tools.parts.settings;
  const [source, path] = [tools.option('source'), tools.option('path')];
  const job = tools.option('job') ?? build.job;
  const number = tools.option('number') ?? build.number;
  if (
    source === undefined ||
    path === undefined ||
    job === null ||
    number === null ||
    !/^\d{1,13}$/.test(number)
  )
    throw new WrongUse(
      text(
        'a build is named by --source, --job, --number and --path; outside of Jenkins all four have to be there',
        '指明构建需要 --source、--job、--number 和 --path；在 Jenkins 之外四项缺一不可',
      ),
    );
  return { source, job, number, path };
}
