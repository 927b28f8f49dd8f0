import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../lib/api';
import { useTranslate } from '../../lib/i18n';
import { IconLock } from '@tabler/icons-react';
import { EmptyState } from './notice';
import { ProblemNotice } from './problem-notice';
import { Skeleton } from './skeleton';

/** First load, failure and stale data, the same way in every panel. Data once shown is never taken away. */
export function QueryView<T>(props: {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'dataUpdatedAt'>;
  readonly what: string;
  readonly rows?: number;
  readonly rowHeight?: number;
  readonly children: (data: T) => ReactNode;
}) {
  const { query, what, children } = props;
  const t = useTranslate();
  const isForbidden = query.error instanceof ApiProblem && query.error.status === 403;
  if (query.data === undefined && isForbidden) {
    return (
      <EmptyState
        icon={<IconLock size={22} />}
        title={t('empty.forbidden')}
        text={t('empty.forbiddenText')}
      />
    );
  }
  const failure = query.error && (
    <ProblemNotice
      error={query.error}
      what={t('common.couldNotLoad', { what })}
      asOfMs={query.dataUpdatedAt}
      onRetry={() => void query.refetch()}
    />
  );
  if (query.data === undefined) {
    if (failure) return <div style={{ padding: '1rem' }}>{failure}</div>;
    return (
      <Skeleton
        {...(props.rows ? { rows: props.rows } : {})}
        {...(props.rowHeight ? { rowHeight: props.rowHeight } : {})}
      />
    );
  }
  return (
    <>
      {failure && <div style={{ padding: '0.75rem' }}>{failure}</div>}
      {children(query.data)}
    </>
  );
}
