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
import { formatBytes, formatNumber } from '../../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../../lib/i18n';
import { previewQuery } from '../../api/preview-release';
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
      <p className={styles.names}>
        {names.join(', ')}
        {rest > 0 && ` ${t('wizard.andMore', { count: rest })}`}
      </p>
    </li>
  );
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
