import { useQuery } from '@tanstack/react-query';
import {
  Notice,
  Panel,
  ProblemNotice,
  Skeleton,
  Stack,
  Time,
  useDebouncedValue,
} from '../../../../components/ui';
import type { ReleaseDraft, ReleasePreview } from '../../../../lib/api';
import { formatBytes, formatDuration, formatNumber } from '../../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../../lib/i18n';
import { previewQuery } from '../../api/preview-release';
import { aboutSeconds } from '../../model/about-seconds';
import styles from './wizard.module.css';

const TYPING_PAUSE_MS = 350;
const SHOWN_NAMES = 6;
const SHOWN_WAVES = 8;

/** What the server would do with exactly this draft, before anything is saved. */
export function PreviewPanel({ draft }: { readonly draft: ReleaseDraft | null }) {
  const t = useTranslate();
  const [settled] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const query = useQuery(previewQuery(settled));
  const isStale = settled !== draft || query.isPlaceholderData;
  return (
    <Panel title={t('wizard.preview')}>
      {draft === null && !query.data && <p className={styles.dim}>{t('wizard.previewEmpty')}</p>}
      {draft !== null && query.isPending && <Skeleton rows={4} />}
      {draft !== null && query.error && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && !query.error && (
        <div className={isStale ? styles.stale : undefined} aria-busy={isStale}>
          <Plan preview={query.data} />
        </div>
      )}
    </Panel>
  );
}

function Plan({ preview }: { readonly preview: ReleasePreview }) {
  const t = useTranslate();
  const language = useLanguage();
  const localized = useLocalized();
  const { waves } = preview;
  return (
    <Stack gap="md">
      <div className={styles.figures}>
        <div>
          <p className={styles.big}>{formatNumber(preview.nodeCount, language)}</p>
          <p className={styles.dim}>{t('wizard.previewNodes')}</p>
        </div>
        <div>
          <p className={styles.big}>{formatBytes(preview.bytesTotal, language)}</p>
          <p className={styles.dim}>{t('wizard.previewBytes')}</p>
        </div>
        {preview.expected && <Expected expected={preview.expected} />}
      </div>
      {preview.warnings.map((warning) => (
        <Notice key={warning.en} kind="warning">
          {localized(warning)}
        </Notice>
      ))}
      <Promotion preview={preview} />
      <From preview={preview} />
      <ol className={styles.waves} aria-label={t('release.waves')}>
        {waves.slice(0, SHOWN_WAVES).map((wave) => (
          <Wave key={wave.index} wave={wave} total={preview.nodeCount} />
        ))}
      </ol>
      {waves.length > SHOWN_WAVES && (
        <p className={styles.dim}>{t('wizard.moreWaves', { count: waves.length - SHOWN_WAVES })}</p>
      )}
      <Approvers preview={preview} />
    </Stack>
  );
}

/** How long it would take, and what is in no figure. */
function Expected({ expected }: { readonly expected: NonNullable<ReleasePreview['expected']> }) {
  const t = useTranslate();
  const language = useLanguage();
  const localized = useLocalized();
  const { ends, waitsForPeople, closedSeconds, leavesOutClosed } = expected;
  if (!ends) return <p className={`${styles.dim} ${styles.full}`}>{t('wizard.expectedNever')}</p>;
  const figures = [ends.likelySeconds, ends.slowSeconds].map((seconds) =>
    formatDuration(aboutSeconds(seconds), language),
  );
  return (
    <div className={styles.full} data-expected>
      <p className={styles.big}>{[...new Set(figures)].join(' – ')}</p>
      <p className={styles.dim}>{t('wizard.expected')}</p>
      <ul className={styles.notes}>
        {waitsForPeople > 0 && <li>{t('wizard.expectedPeople', { count: waitsForPeople })}</li>}
        {closedSeconds > 0 && (
          <li>
            {t('wizard.expectedClosed', { time: formatDuration(aboutSeconds(closedSeconds), language) })}
          </li>
        )}
        {leavesOutClosed && <li>{t('wizard.expectedLeavesOut')}</li>}
        <li>{localized(expected.text)}</li>
      </ul>
    </div>
  );
}

/** What the environment demands of the versions; a release that lacks it can be made and approved, not started. */
function Promotion({ preview: { promotion } }: { readonly preview: ReleasePreview }) {
  const t = useTranslate();
  const localized = useLocalized();
  if (!promotion) return null;
  if (promotion.isSatisfied) return <p className={styles.dim}>{localized(promotion.text)}</p>;
  return (
    <Notice kind="warning" title={localized(promotion.text)}>
      {promotion.allowedFrom ? (
        <>
          {t('wizard.startsFrom')} <Time iso={promotion.allowedFrom} />
        </>
      ) : (
        t('wizard.startsAfterwards')
      )}
    </Notice>
  );
}

function Wave(props: { readonly wave: ReleasePreview['waves'][number]; readonly total: number }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { wave, total } = props;
  const names = wave.nodes.slice(0, SHOWN_NAMES).map(({ name }) => name);
  const rest = wave.size - names.length;
  return (
    <li>
      <p className={styles.waveHead}>
        <strong>{localized(wave.title)}</strong>
        <span>{t('count.nodes', { count: wave.size })}</span>
      </p>
      <div className={styles.waveBar} aria-hidden>
        <span style={{ width: `${(wave.size / Math.max(1, total)) * 100}%` }} />
      </div>
      <When wave={wave} />
      <p className={styles.names}>
        {names.join(', ')}
        {rest > 0 && ` ${t('wizard.andMore', { count: rest })}`}
      </p>
    </li>
  );
}

function When({ wave: { expected } }: { readonly wave: ReleasePreview['waves'][number] }) {
  const t = useTranslate();
  const language = useLanguage();
  if (!expected?.begins) return null;
  const { begins, peopleBefore: count } = expected;
  const time = formatDuration(aboutSeconds(begins.likelySeconds), language);
  if (count > 0) return <p className={styles.when}>{t('wizard.waveAfterPeople', { time, count })}</p>;
  const isAtOnce = begins.likelySeconds === 0;
  return <p className={styles.when}>{isAtOnce ? t('wizard.waveAtOnce') : t('wizard.waveAfter', { time })}</p>;
}

function From({ preview }: { readonly preview: ReleasePreview }) {
  const t = useTranslate();
  if (preview.fromVersions.length === 0) return null;
  const parts = preview.fromVersions.map(
    ({ version, nodes }) => `${version ?? t('release.nothingYet')} (${t('count.nodes', { count: nodes })})`,
  );
  return (
    <p className={styles.dim}>
      {t('wizard.runsNow')}: {parts.join(', ')}
    </p>
  );
}

function Approvers({ preview }: { readonly preview: ReleasePreview }) {
  const t = useTranslate();
  const { approvalsRequired, whoMayApprove } = preview;
  if (approvalsRequired === 0) return <p className={styles.dim}>{t('wizard.noApproval')}</p>;
  const who = whoMayApprove.map(({ name }) => name).join(', ');
  return (
    <Notice
      kind={who === '' ? 'warning' : 'info'}
      title={t('wizard.approvals', { count: approvalsRequired })}
    >
      {who === '' ? t('approval.nobody') : who}
    </Notice>
  );
}
