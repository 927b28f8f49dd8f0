import { currentStep, type Rollout } from '../rollout.js';
import { switchBegins } from './blue-green-text.js';
import { nodes, seconds, text, type Text } from './text.js';

/** One wait of the timeline that nobody would wait for any more. */
interface Wait {
  /** Its place in the timeline, from 1. */
  readonly place: number;
  readonly kind: 'pause' | 'analysis';
  readonly isUnderWay: boolean;
  /** What is left of it; null: until a person promotes. */
  readonly leftSeconds: number | null;
}

const LISTED = 8;

export function promoteText(rollout: Rollout, now: number): readonly Text[] {
  const step = currentStep(rollout);
  const switched = switchBegins(rollout);
  if (switched) return [switched];
  const first = nextWait(rollout, now) ?? nextWave(rollout);
  if (step?.kind === 'analysis') return [...first, WITHOUT_JUDGE];
  const wait = waitsLeft(rollout, now).find(({ isUnderWay }) => isUnderWay);
  if (!wait || wait.leftSeconds === null) return first;
  const rest = seconds(wait.leftSeconds);
  return [
    ...first,
    text(`The rest of this pause (${rest.en}) is skipped.`, `跳过本次暂停的剩余时间（${rest.zh}）。`),
  ];
}

/** Where one wait follows on the other, no wave begins yet. */
function nextWait(rollout: Rollout, now: number): readonly Text[] | null {
  const next = waitsLeft(rollout, now).find(({ place }) => place === rollout.step + 2);
  if (!next) return null;
  const { en, zh } = waitText(next);
  return [text(`The next wait begins: ${en}.`, `进入下一个等待：${zh}。`)];
}

function nextWave({ steps, step }: Rollout): readonly Text[] {
  const next = steps.slice(step + 1).find(({ kind }) => kind === 'wave');
  return next?.kind === 'wave'
    ? [text(`The next wave starts: ${nodes(next.size)} more.`, `开始下一波：再更新 ${next.size} 个节点。`)]
    : [];
}

const WITHOUT_JUDGE = text(
  'It goes on without what the judge would say of this step.',
  '将不再等待本步骤的评判结论。',
);

/** To the end without any further wait: which ones, and how much watching that costs. */
export function promoteFullText(rollout: Rollout, now: number): readonly Text[] {
  const waits = waitsLeft(rollout, now);
  const switched = switchBegins(rollout);
  const kind = currentStep(rollout)?.kind;
  const begins = kind === 'pause' || kind === 'analysis' ? nextWave(rollout) : [];
  const first = switched ? [switched] : begins;
  return waits.length === 0 ? [...first, NOTHING_LEFT] : [...first, sumText(waits), listText(waits)];
}

const NOTHING_LEFT = text(
  'No pause and no judge is left that could be skipped; nothing changes.',
  '没有剩余的暂停或评判可以跳过；不会有任何变化。',
);

function waitsLeft(rollout: Rollout, now: number): readonly Wait[] {
  const { steps, step, stepStartedAt, skipsPauses, promotedStep, acceptedStep } = rollout;
  if (skipsPauses) return [];
  return steps.flatMap((each, index): Wait[] => {
    const isPassed = index < step || index === promotedStep || index === acceptedStep;
    if (isPassed || (each.kind !== 'pause' && each.kind !== 'analysis')) return [];
    const isUnderWay = index === step;
    const gone = isUnderWay ? (now - (stepStartedAt ?? now)) / 1000 : 0;
    const leftSeconds = each.seconds === null ? null : Math.max(0, Math.ceil(each.seconds - gone));
    return leftSeconds === 0 ? [] : [{ place: index + 1, kind: each.kind, isUnderWay, leftSeconds }];
  });
}

function sumText(waits: readonly Wait[]): Text {
  const count = waits.length;
  const sum = waits.reduce((total, { leftSeconds }) => total + (leftSeconds ?? 0), 0);
  const watching =
    sum === 0 ? text('', '') : text(`, ${seconds(sum).en} of watching`, `，共 ${seconds(sum).zh}观察时间`);
  return text(
    `Every wait that is left is skipped: ${count === 1 ? '1 step' : `${count} steps`}${watching.en}.`,
    `跳过剩余的全部等待：${count} 个步骤${watching.zh}。`,
  );
}

function listText(waits: readonly Wait[]): Text {
  const shown = waits.slice(0, LISTED).map(waitText);
  const more = waits.length - shown.length;
  return text(
    `That is ${shown.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    `即${shown.map(({ zh }) => zh).join('、')}${more > 0 ? `，以及另外 ${more} 个` : ''}。`,
  );
}

function waitText({ place, kind, isUnderWay, leftSeconds }: Wait): Text {
  if (leftSeconds === null)
    return text(`step ${place} (a pause until somebody promotes it)`, `步骤 ${place}（等待人工推进的暂停）`);
  const left = seconds(leftSeconds);
  const [rest, remaining] = isUnderWay ? ['the rest of ', '的剩余时间'] : ['', ''];
  const [what, name] = kind === 'pause' ? ['its pause', '暂停'] : ['its judge', '评判'];
  return text(
    `step ${place} (${rest}${what}, ${left.en})`,
    `步骤 ${place}（${name}${remaining}，${left.zh}）`,
  );
}
