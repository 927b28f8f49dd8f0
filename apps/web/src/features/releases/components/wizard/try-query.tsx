import { useMutation } from '@tanstack/react-query';
import { Button, Notice, ProblemNotice } from '../../../../components/ui';
import type { Check } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { ApiProblem } from '../../../../lib/api';
import { tryPromql } from '../../api/try-promql';
import styles from './wizard.module.css';

/** What the query comes to now, over all nodes of the environment. */
export function TryQuery(props: {
  readonly check: Check;
  readonly place: { readonly environmentId: string; readonly bin: string };
}) {
  const { check, place } = props;
  const t = useTranslate();
  const trial = useMutation({ mutationFn: tryPromql });
  const query = check.query ?? '';
  return (
    <div className={styles.full} aria-live="polite">
      <Button
        size="xs"
        isBusy={trial.isPending}
        unavailable={query.trim() === '' ? t('asked.noQuery') : null}
        onClick={() =>
          trial.mutate({
            query,
            environmentId: place.environmentId,
            ...(place.bin ? { bin: place.bin } : {}),
          })
        }
      >
        {t('asked.try')}
      </Button>
      {trial.error && <Refused error={trial.error} />}
      {trial.data && (
        <div className={styles.tried}>
          {trial.data.value === null ? (
            <Notice kind="warning">{t('asked.noValue', { why: trial.data.note ?? '' })}</Notice>
          ) : (
            <p>
              {t('asked.comesTo')} <strong>{Number(trial.data.value.toPrecision(6))}</strong>
            </p>
          )}
          <code className={styles.code}>{trial.data.asked}</code>
        </div>
      )}
    </div>
  );
}

function Refused({ error }: { readonly error: Error }) {
  const t = useTranslate();
  const reason = error instanceof ApiProblem ? error.fields[0]?.message : undefined;
  return reason === undefined ? (
    <ProblemNotice error={error} />
  ) : (
    <Notice kind="error">{t('asked.refused', { why: reason })}</Notice>
  );
}
