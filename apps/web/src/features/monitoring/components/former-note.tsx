import { Link } from 'react-router';
import { ProblemNotice } from '../../../components/ui';
import { formatDuration, serverNow } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { formerState, type FormerFigures } from '../model/former';
import styles from './monitoring.module.css';
import type { FormerFound } from './use-former';

/** Which release the grey line is, or why there is none. */
export function FormerNote(props: {
  readonly found: FormerFound;
  readonly figures: FormerFigures | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly stepSeconds: number;
}) {
  const { found, figures } = props;
  const t = useTranslate();
  const error = found.error ?? props.error;
  if (error) {
    const retry = found.error ? found.retry : props.retry;
    return <ProblemNotice error={error} what={t('former.failed')} onRetry={retry} />;
  }
  if (found.isNone) return <p className={styles.note}>{t('former.none')}</p>;
  if (!figures || !found.release) return <p className={styles.note}>{t('former.loading')}</p>;
  return <Known figures={figures} id={found.release.id} stepSeconds={props.stepSeconds} />;
}

function Known(props: {
  readonly figures: FormerFigures;
  readonly id: string;
  readonly stepSeconds: number;
}) {
  const { figures, id, stepSeconds } = props;
  const t = useTranslate();
  const language = useLanguage();
  const state = formerState(figures, stepSeconds, serverNow());
  const step = formatDuration(figures.series.stepSeconds, language);
  return (
    <p className={styles.note} data-former={state}>
      {t(`former.${state}`, { number: figures.number, step })}{' '}
      <Link to={`/releases/${id}`}>{t('former.open', { number: figures.number })}</Link>
    </p>
  );
}
