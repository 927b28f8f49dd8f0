import { allCounts } from '../rollout-counts.js';
import type { PauseReason, Rollout } from '../rollout.js';
import type { Step } from '../strategies/index.js';
import { wayBackText } from './way-back-text.js';
import { nodes, seconds, text, type Text } from './text.js';

type AnalysisStep = Extract<Step, { kind: 'analysis' }>;

/** What is judged now, and how long that takes. */
export function analysing(
  rollout: Rollout,
  step: AnalysisStep,
  { now, place }: { readonly now: number; readonly place: string },
): Text {
  const counts = allCounts(rollout);
  const left = Math.ceil(((rollout.stepStartedAt ?? now) + step.seconds * 1000 - now) / 1000);
  if (left > 0) {
    return text(
      `Step ${place}: judging ${nodes(counts.succeeded)} on the new version for ${seconds(left).en} more.`,
      `步骤 ${place}：正在评判 ${counts.succeeded} 个新版本节点，还需 ${seconds(left).zh}。`,
    );
  }
  return text(
    `Step ${place}: the time of the judge is over, and something is still missing.`,
    `步骤 ${place}：评判时间已到，但仍有缺失。`,
  );
}

/** Why the judge had it paused, and what a person can do. */
export function analysed({ verdict, why, wayBack }: Extract<PauseReason, { kind: 'analysis' }>): Text {
  if (verdict === 'inconclusive') {
    return text(
      `Paused: the judge could not tell in time. ${why.en} Resume to go on without it, or roll back.`,
      `已暂停：未能在时限内得出结论。${why.zh}可忽略并继续，或回滚。`,
    );
  }
  const back = wayBack ? wayBackText(wayBack) : null;
  const blocked = back
    ? text(` It can not go back by itself: ${back.en}.`, `无法自动回滚：${back.zh}。`)
    : text('', '');
  return text(
    `Paused: the new version does worse. ${why.en}${blocked.en} Roll back, or resume in spite of it.`,
    `已暂停：新版本表现更差。${why.zh}${blocked.zh}请回滚，或忽略并继续。`,
  );
}
