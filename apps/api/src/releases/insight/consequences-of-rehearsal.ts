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

/** Those whose nodes it takes over, or that ask for the same. */
export function releasesThatEnd(numbers: readonly number[]): readonly Text[] {
  if (numbers.length === 0) return [];
  const names = numbers.map((number) => `#${number}`);
  return [
    numbers.length === 1
      ? text(
          `Release ${names.join('')} ends as superseded by this one.`,
          `发布 ${names.join('')} 将被此发布取代而结束。`,
        )
      : text(
          `Releases ${names.join(', ')} end as superseded by this one.`,
          `发布 ${names.join('、')} 将被此发布取代而结束。`,
        ),
  ];
}
