import type { ReleaseDetailDto } from '@release-console/api-contract';

import { parseDuration } from '../../state/hold-file.js';
import type { ConsoleClient } from '../console-client.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT, RcError, WrongUse } from '../rc-error.js';
import { lineOf, readRelease, releaseId } from '../release-lookup.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';
import type { Goal, WaitWishes } from '../wait-verdict.js';
import { GOALS, waitVerdict } from '../wait-verdict.js';

const SHORTEST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 10_000;
const GROWTH = 1.5;

/** Asks often while something moves, and less often while nothing does; an outage is sat out. */
export async function wait(tools: Tools): Promise<ExitCode> {
  const wishes = wishesOf(tools);
  const deadline = tools.parts.now() + timeoutOf(tools);
  const client = tools.client();
  const id = await releaseId(client, tools.operand(0));
  let [seen, pause] = ['', SHORTEST_PAUSE_MILLISECONDS];
  let latest: ReleaseDetailDto | null = null;
  for (;;) {
    latest = (await lookAt(tools, client.withRetries(0), id)) ?? latest;
    const news =
      latest === null ? '' : `${lineOf(latest, tools.output)}: ${tools.output.say(latest.headline)}`;
    if (news !== seen) tools.output.progress(`${timeOf(tools.parts.now())}  ${news}`);
    pause =
      news === seen ? Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS) : SHORTEST_PAUSE_MILLISECONDS;
    seen = news;
    const verdict = latest === null ? null : waitVerdict(latest.status, wishes);
    if (latest !== null && verdict !== null) return ended(tools, latest, verdict);
    const left = deadline - tools.parts.now();
    if (left <= 0) throw timedOut(latest);
    await tools.parts.sleep(Math.min(pause, left));
  }
}

/** Null: the console did not answer, which says nothing of the release. */
async function lookAt(tools: Tools, client: ConsoleClient, id: string): Promise<ReleaseDetailDto | null> {
  try {
    return await readRelease(client, id);
  } catch (error) {
    const isOutage = error instanceof RcError && error.exitCode === EXIT.other;
    if (!isOutage || error.code === 'CERTIFICATE_REFUSED') throw error;
    tools.output.note(error.words);
    return null;
  }
}

function ended(tools: Tools, release: ReleaseDetailDto, verdict: ExitCode): ExitCode {
  // What a person reads has been said on the way.
  if (tools.has('json') || tools.has('quiet'))
    tools.output.answer({ json: release, human: '', essence: release.status });
  if (verdict === EXIT.needsPerson) {
    const [block] = release.blockedBy;
    if (block) tools.output.note(block.text);
    tools.output.note(
      text(
        'A person has to move it; --through-pauses waits for that.',
        '需要人工处理；加 --through-pauses 可继续等待。',
      ),
    );
  }
  return verdict;
}

function wishesOf(tools: Tools): WaitWishes {
  const goal = (tools.option('for') ?? 'finished') as Goal;
  if (!GOALS.includes(goal))
    throw new WrongUse(text(`--for is one of ${GOALS.join(', ')}`, `--for 须为 ${GOALS.join('、')} 之一`));
  return {
    goal,
    throughPauses: tools.has('through-pauses'),
    allowExceptions: tools.has('allow-exceptions'),
  };
}

function timeoutOf(tools: Tools): number {
  const milliseconds = parseDuration(tools.option('timeout') ?? '30m');
  if (milliseconds !== null) return milliseconds;
  throw new WrongUse(
    text('--timeout is a time such as 90s, 30m, 2h or 1d', '--timeout 应形如 90s、30m、2h 或 1d'),
  );
}

function timedOut(release: ReleaseDetailDto | null): RcError {
  const status = release?.status ?? 'unknown';
  const words = text(
    `The time is over and the release is ${status}; it goes on without this command.`,
    `等待超时，发布状态为 ${status}；发布本身不受影响。`,
  );
  return new RcError(EXIT.timedOut, 'TIMED_OUT', words);
}

function timeOf(now: number): string {
  return new Date(now).toISOString().slice(11, 19);
}
