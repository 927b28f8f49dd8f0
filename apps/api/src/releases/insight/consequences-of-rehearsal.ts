import { nodesDo, text, type Text } from '@release-console/rollout-core';
import type { ReleaseDetailDto } from '../dto/release-view.dto.js';

type Seen = Pick<ReleaseDetailDto, 'id' | 'progress'>;

/** The fleet may have grown or shrunk since the plan was made; deploying freezes what is there then. */
export function nodesThatDiffer(before: Seen, after: Seen): readonly Text[] {
  const [planned, now] = [before.progress.total, after.progress.total];
  if (before.id !== after.id || planned === now) return [];
  return [
    text(
      `${nodesDo(now, 'matches', 'match')} now; the plan was made for ${planned}.`,
      `目前匹配 ${now} 个节点；制定计划时为 ${planned} 个。`,
    ),
  ];
}
