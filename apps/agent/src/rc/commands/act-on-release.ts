import type { ReleaseDetailDto } from '@release-console/api-contract';

import type { ExitCode } from '../rc-error.js';
import { EXIT } from '../rc-error.js';
import { lineOf, readRelease, releaseId } from '../release-lookup.js';
import type { Tools } from '../tools.js';
import { optional } from './create-release.js';

/** The answer of `rollback` may be another release: the one that takes a finished one back. */
export async function actOnRelease(tools: Tools): Promise<ExitCode> {
  const action = tools.parts.args.command;
  const client = tools.client();
  const id = await releaseId(client, tools.operand(0));
  const plan = action === 'approve' ? await planOf(tools, () => readRelease(client, id)) : {};
  const body = { ...optional('reason', tools.option('reason')), ...plan };
  const release = await client.post<ReleaseDetailDto>(`/releases/${id}/${action}`, body);
  const human = `${lineOf(release, tools.output)}\n${tools.output.say(release.headline)}`;
  tools.output.answer({ json: release, human, essence: String(release.number) });
  return EXIT.asWished;
}

/** An approval is for one plan: the one that was looked at, or else the one that stands there now. */
async function planOf(
  tools: Tools,
  read: () => Promise<ReleaseDetailDto>,
): Promise<Readonly<Record<string, string>>> {
  return { planHash: tools.option('plan-hash') ?? (await read()).planHash };
}
