import type { ReleaseDetail, ReleaseStep } from '../../../lib/api';
import { formatDuration, useNow } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { isFinal } from '../model/status-look';
import { timelineOf, type TimelineItem } from '../model/timeline';
import styles from './step-timeline.module.css';

const GLYPHS = { done: '✓', active: '', pending: '', skipped: '⇥' } as const;

export function StepTimeline({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const items = timelineOf(release);
  const isOver = isFinal(release.status);
  return (
    <ol className={styles.line} aria-label={t('release.steps')}>
      {items.map((item) => {
        const isCurrent = item.status === 'active' && !isOver;
        const isHeld = isCurrent && release.status === 'paused';
        return (
          <li
            key={item.kind === 'step' ? `step-${item.step.index}` : `${item.kind}-${item.status}`}
            aria-current={isCurrent ? 'step' : undefined}
            className={`${styles.item} ${styles[item.status]} ${isHeld ? styles.pausing : ''}`}
          >
            <span className={styles.dot} aria-hidden>
              {isHeld ? '‖' : GLYPHS[item.status] || markOf(item)}
            </span>
            <Words item={item} isOver={isOver} />
          </li>
        );
      })}
    </ol>
  );
}

/** Steps count as the headline counts them; an approval is none of them. */
function markOf(item: TimelineItem): string | number {
  if (item.kind === 'step') return item.step.index + 1;
  return item.kind === 'more' ? '…' : '·';
}

function Words({ item, isOver }: { readonly item: TimelineItem; readonly isOver: boolean }) {
  const t = useTranslate();
  if (item.kind === 'more') {
    return (
      <p className={styles.detail}>
        {t(item.status === 'done' ? 'step.moreDone' : 'step.moreNext', { count: item.count })}
      </p>
    );
  }
  if (item.kind === 'approval') {
    return (
      <>
        <p className={styles.name}>{t('step.approval')}</p>
        <p className={styles.detail}>
          {t('step.approvalCount', { given: item.given, required: item.required })}
        </p>
      </>
    );
  }
  return (
    <>
      <StepName step={item.step} />
      <StepTiming step={item.step} isOver={isOver} />
    </>
  );
}

function StepName({ step }: { readonly step: ReleaseStep }) {
  const t = useTranslate();
  const language = useLanguage();
  if (step.kind === 'pause') {
    const text =
      step.seconds === null
        ? t('step.untilMoved')
        : t('step.wait', { time: formatDuration(step.seconds, language) });
    return <p className={styles.name}>{text}</p>;
  }
  if (step.kind === 'analysis')
    return (
      <p className={styles.name}>
        {t('step.analysis', { time: formatDuration(step.seconds ?? 0, language) })}
      </p>
    );
  if (step.kind === 'stage') return <p className={styles.name}>{t('step.stage')}</p>;
  const parts = [
    step.name,
    step.weightPercent === null ? null : `${step.weightPercent} %`,
    step.nodes === null ? null : t('count.nodes', { count: step.nodes }),
  ];
  return <p className={styles.name}>{parts.filter((part) => part !== null).join(' · ')}</p>;
}

function StepTiming({ step, isOver }: { readonly step: ReleaseStep; readonly isOver: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const nowMs = useNow(1_000);
  const startMs = step.startedAt ? Date.parse(step.startedAt) : null;
  const isRunning = step.status === 'active' && !isOver;
  if (isRunning && step.endsAt) {
    const left = (Date.parse(step.endsAt) - nowMs) / 1_000;
    if (left > 0)
      return <p className={styles.detail}>{t('step.left', { time: formatDuration(left, language) })}</p>;
  }
  if (startMs === null)
    return step.status === 'skipped' ? <p className={styles.detail}>{t('step.skipped')}</p> : null;
  const endMs = step.endedAt ? Date.parse(step.endedAt) : isRunning ? nowMs : null;
  if (endMs === null) return null;
  return <p className={styles.detail}>{formatDuration((endMs - startMs) / 1_000, language)}</p>;
}
