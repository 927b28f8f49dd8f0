import { text, type Text } from '@release-console/rollout-core';

/** Few words: there is little room beside a line in a chart. */
const TEXTS: Readonly<Record<string, (step: number | null) => Text>> = {
  'release.deployed': () => text('deployed', '开始部署'),
  'step.completed': (step) => text(`step ${(step ?? 0) + 1} done`, `步骤 ${(step ?? 0) + 1} 完成`),
  'release.paused': () => text('paused', '暂停'),
  'release.resumed': () => text('resumed', '继续'),
  'release.promoted': () => text('promoted', '推进'),
  'rollback.started': () => text('going back', '开始回滚'),
  'release.stopped': () => text('stopped', '就地停止'),
  'release.finished': () => text('over', '结束'),
};

export const MARK_TYPES: readonly string[] = Object.keys(TEXTS);

export function markText(type: string, releaseNumber: number, step: number | null): Text {
  const { en, zh } = TEXTS[type]?.(step) ?? text(type, type);
  return text(`#${releaseNumber} ${en}`, `#${releaseNumber} ${zh}`);
}
