import { allCounts } from '../rollout-counts.js';
import type { Rollout } from '../rollout.js';
import { nodes, nodesDo, text, type Text } from './text.js';

/** How many nodes may be asked once more: on the way back those that were not seen back. */
export function lostOf(rollout: Rollout): number {
  const { failed, timed_out, dark, revert_failed } = allCounts(rollout);
  return rollout.status === 'rolling_back' ? revert_failed : failed + timed_out + dark;
}

/** `after`: as retrying some of them left it; null: of all that are lost. */
export function retryText(rollout: Rollout, after: Rollout | null): readonly Text[] {
  const count = lostOf(rollout) - (after ? lostOf(after) : 0);
  const [most, atMost] = after ? ['', ''] : ['Up to ', '最多 '];
  if (rollout.status === 'rolling_back')
    return [
      text(
        `${most}${nodes(count)} not seen back ${count === 1 ? 'is' : 'are'} asked to go back once more.`,
        `${atMost}${count} 个未确认恢复的节点将再次被要求恢复。`,
      ),
    ];
  return [
    text(
      `${most}${nodesDo(count, 'that was lost is', 'that were lost are')} asked once more, within the same limits.`,
      `将再次向${atMost}${count} 个失败的节点下发，仍受同样的上限约束。`,
    ),
  ];
}

/** `after`: as leaving some of them out left it; null: of whichever are meant. */
export function skipText(rollout: Rollout, after: Rollout | null): readonly Text[] {
  if (after === null) return [LEFT_OUT, FORGIVEN];
  const out = allCounts(after).excluded - allCounts(rollout).excluded;
  const forgiven = rollout.lost - after.lost;
  return [...(out > 0 ? [leftOutText(out)] : []), ...(forgiven > 0 ? [forgivenText(forgiven)] : [])];
}

const LEFT_OUT = text(
  'Nodes that were not asked yet are left out and keep what they run; the release ends with exceptions.',
  '尚未下发的节点将被跳过并保持现有版本；发布会以“有例外”结束。',
);
const FORGIVEN = text(
  'Lost nodes no longer count against the limits; none is put back, and one that is heard of again still takes the new version.',
  '失败的节点不再计入上限；它们不会被回退，恢复联系后仍会更新到新版本。',
);

function leftOutText(count: number): Text {
  return text(
    `${nodesDo(count, 'is left out and keeps what it runs', 'are left out and keep what they run')}; the release ends with exceptions.`,
    `${count} 个节点将被跳过并保持现有版本；发布会以“有例外”结束。`,
  );
}

function forgivenText(count: number): Text {
  return text(
    `${nodesDo(count, 'that was lost no longer counts', 'that were lost no longer count')} against the limits; none is put back, and one that is heard of again still takes the new version.`,
    `${count} 个失败的节点不再计入上限；它们不会被回退，恢复联系后仍会更新到新版本。`,
  );
}
