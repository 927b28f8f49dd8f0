import { exposedOf, inFlightOf, totalOf } from '../counts.js';
import { allCounts } from '../rollout-counts.js';
import type { Rollout } from '../rollout.js';
import { isFinal } from '../status.js';
import { trafficBack } from './blue-green-text.js';
import { nodes, text, type Text } from './text.js';

const MIXED = text(
  'Nothing is undone; the fleet stays mixed until somebody acts.',
  '不会撤回任何更改；在有人处理之前，节点版本将保持混合状态。',
);
const MIXED_ON_THE_WAY_BACK = text(
  'No further node is taken back; the fleet stays mixed until somebody acts.',
  '不会再回退其他节点；在有人处理之前，节点版本将保持混合状态。',
);

export function abortText(rollout: Rollout): readonly Text[] {
  const counts = allCounts(rollout);
  const exposed = exposedOf(counts);
  const { reverted, reverting, revert_failed } = counts;
  if (rollout.status === 'rolling_back')
    return [
      text(
        `The release ends here: ${reverted} are back, ${reverting} were told to go back and finish that, ${revert_failed} were not seen back, ${exposed} keep the new version.`,
        `发布就此结束：${reverted} 个节点已恢复，${reverting} 个已被要求恢复并会完成，${revert_failed} 个未确认恢复，${exposed} 个保持新版本。`,
      ),
      MIXED_ON_THE_WAY_BACK,
    ];
  const rest = totalOf(counts) - exposed;
  return [
    text(
      `The release ends here: ${exposed} were given the new version, ${rest} keep the old one.`,
      `发布就此结束：${exposed} 个节点已下发新版本，${rest} 个保持旧版本。`,
    ),
    ...atWorkText(inFlightOf(counts)),
    ...(counts.staging + counts.staged > 0 ? [TAKEN_BACK] : []),
    MIXED,
  ];
}

/** Also of a pause: nobody is stopped in the middle of an update. */
export function atWorkText(busy: number): readonly Text[] {
  if (busy === 0) return [];
  return [
    text(
      `${nodes(busy)} at work finish what they do; the page of the release names them, and until when they can.`,
      `正在更新的 ${busy} 个节点会完成；发布页面会列出这些节点以及最晚时间。`,
    ),
  ];
}

const TAKEN_BACK = text(
  'What was only fetched beside what runs is taken back; nothing that runs changes with that.',
  '仅预先下载的版本会被收回；正在运行的程序不会改变。',
);

/** `after`: the release that takes a finished one back; null where it is not made yet. */
export function rollbackText(rollout: Rollout, after: Rollout | null): readonly Text[] {
  const counts = allCounts(rollout);
  const exposed = exposedOf(counts);
  if (!isFinal(rollout.status)) {
    const rest = totalOf(counts) - exposed;
    return [
      text(
        `${nodes(exposed)} go back to what they ran before; ${rest} are untouched.`,
        `${exposed} 个节点恢复到之前的版本；${rest} 个不受影响。`,
      ),
      AT_ONCE,
      ...trafficBack(rollout),
    ];
  }
  // Stopped on its way back, it told some to go back already; they are asked like the others.
  const changed = exposed + counts.reverting + counts.reverted + counts.revert_failed;
  const size = after?.plan.nodeCount ?? changed;
  return [
    text(
      `A new release takes ${nodes(size)} back to the version before this one.`,
      `将新建一个发布，把 ${size} 个节点恢复到此前的版本。`,
    ),
    text('Data and schema changes of the program are not undone.', '程序的数据或结构变更不会被撤回。'),
  ];
}

const AT_ONCE = text(
  'Takes effect at once and needs no approval; soak times are skipped.',
  '立即生效，无需审批；跳过观察时间。',
);
