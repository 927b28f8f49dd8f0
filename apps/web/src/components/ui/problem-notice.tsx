import { formatClock } from '../../lib/format';
import { useLanguage, useTranslate } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import { problemText } from '../../lib/problem-text';
import { ApiProblem } from '../../lib/api';
import { Button } from './button';
import { CopyText } from './copy-text';
import { Notice } from './notice';

/** A failure in words, where it happened, with what to do and what to quote to whoever runs the server. */
export function ProblemNotice(props: {
  readonly error: unknown;
  readonly what?: string;
  readonly asOfMs?: number;
  readonly onRetry?: () => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const { error, what, asOfMs, onRetry } = props;
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  return (
    <Notice
      kind="error"
      isLive
      title={what ?? problemText(error, t)}
      action={
        onRetry && (
          <Button size="xs" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {what && <p>{problemText(error, t)}</p>}
      {asOfMs !== undefined && asOfMs > 0 && (
        <p>{t('common.asOf', { time: formatClock(asOfMs, language, timeZone) })}</p>
      )}
      {requestId && (
        <p>
          {t('common.requestId')}{' '}
          <CopyText value={requestId} shown={requestId.slice(0, 18)} label={t('common.requestId')} />
        </p>
      )}
    </Notice>
  );
}
