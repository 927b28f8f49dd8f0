import { CodeBlock, Folded, Notice } from '../../../components/ui';
import type { TestResult } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';

/** Whether a test arrived, with the raw answer of the other side for those who need it. */
export function TestAnswer({ result }: { readonly result: TestResult }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { outcome, status, answer, why, durationMs } = result;
  return (
    <Notice kind={outcome === 'sent' ? 'success' : 'error'} title={t(`message.test.${outcome}`)} isLive>
      <p>
        {status === null ? t('message.noStatus') : t('message.status', { status })} ·{' '}
        {t('message.took', { ms: durationMs })}
      </p>
      {why && <p>{localized(why)}</p>}
      {answer !== '' && (
        <Folded title={t('message.answer')}>
          <CodeBlock text={answer} label={t('message.answer')} />
        </Folded>
      )}
    </Notice>
  );
}
