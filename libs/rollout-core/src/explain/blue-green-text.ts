import { inFlightOf, totalOf, waitingOf } from '../counts.js';
import type { BlueGreenStrategy } from '../plan.js';
import { allCounts } from '../rollout-counts.js';
import { currentStep, type Rollout } from '../rollout.js';
import { nodes, seconds, text, type Text } from './text.js';

/** What comes, in its order, once it starts. */
export function blueGreenStart(strategy: BlueGreenStrategy, total: number): readonly Text[] {
  const window = seconds(strategy.rollbackWindowSeconds);
  const isBeside = strategy.mode === 'side-by-side';
  return [
    text(
      `Starts at once: ${nodes(total)} fetch the new version; nothing that runs changes yet.`,
      `立即开始：${total} 个节点预先下载新版本；运行中的程序尚不改变。`,
    ),
    switchText(strategy),
    ...(strategy.rollbackWindowSeconds === 0
      ? []
      : [
          text(
            `For ${window.en} after the switch the old version ${isBeside ? 'runs on, so that going back only moves the traffic' : 'is kept, so that going back is as instant'}.`,
            `切换后${window.zh}内旧版本${isBeside ? '继续运行，回退只需切回流量' : '会保留，回退同样迅速'}。`,
          ),
        ]),
  ];
}

function switchText({ mode, isAutomatic }: BlueGreenStrategy): Text {
  const beside =
    mode === 'side-by-side'
      ? text(
          ': the new version starts beside the old one, then the host moves its traffic',
          '：新版本先在旧版本旁启动，再由主机切换流量',
        )
      : text('', '');
  return isAutomatic
    ? text(
        `As soon as all have it, they switch by themselves, within the limits of the plan${beside.en}.`,
        `全部就位后自动切换，并遵守计划中的上限${beside.zh}。`,
      )
    : text(
        `When all have it, it waits for somebody to switch them${beside.en}.`,
        `全部就位后，等待有人执行切换${beside.zh}。`,
      );
}

/** At a pause of a blue-green release: before the switch, or in the time in which going back is instant. */
export function blueGreenPause(
  rollout: Rollout,
  strategy: BlueGreenStrategy,
  place: string,
  leftSeconds: number | null,
): Text {
  const counts = allCounts(rollout);
  if (leftSeconds === null) {
    return text(
      `Ready at step ${place}: ${counts.staged} of ${nodes(totalOf(counts))} have fetched the new version and still run the old one. Waits for somebody to switch them.`,
      `步骤 ${place} 已就绪：${totalOf(counts)} 个节点中 ${counts.staged} 个已预先下载新版本，仍在运行旧版本。等待有人执行切换。`,
    );
  }
  const old = leftSeconds === 0 ? text('', '') : oldText(strategy, leftSeconds);
  return text(
    `Step ${place}: switched, ${nodes(counts.succeeded)} on the new version${old.en}.`,
    `步骤 ${place}：已切换，${counts.succeeded} 个节点运行新版本${old.zh}。`,
  );
}

/** Each host counts from its own switch, which was before this step began, and lets nobody hold it up. */
function oldText({ mode, rollbackWindowSeconds }: BlueGreenStrategy, leftSeconds: number): Text {
  const [left, window] = [seconds(leftSeconds), seconds(rollbackWindowSeconds)];
  return mode === 'side-by-side'
    ? text(
        `; for ${window.en} from its own switch each host runs the old one beside it, and so long going back only moves the traffic`,
        `；每台主机自其切换起${window.zh}内旧版本仍在旁运行，期间回退只需切回流量`,
      )
    : text(
        `; the old one is kept for ${left.en} more, so that going back is as instant`,
        `；旧版本再保留${left.zh}，回退同样迅速`,
      );
}

/** Promoting before the switch is the switch. */
export function switchBegins(rollout: Rollout): Text | null {
  const step = currentStep(rollout);
  if (rollout.plan.strategy.type !== 'blue-green' || step?.kind !== 'pause' || step.seconds !== null)
    return null;
  const counts = allCounts(rollout);
  const size = waitingOf(counts) + inFlightOf(counts);
  return text(`The switch begins: ${nodes(size)}.`, `开始切换：${size} 个节点。`);
}

/** Where going back is only a matter of moving the traffic. */
export function trafficBack({ plan }: Rollout): readonly Text[] {
  const { strategy } = plan;
  if (strategy.type !== 'blue-green' || strategy.mode !== 'side-by-side') return [];
  return [
    text(
      'Where the old version still runs beside the new one, only the traffic moves back.',
      '旧版本仍在旁运行的节点只需切回流量。',
    ),
  ];
}
