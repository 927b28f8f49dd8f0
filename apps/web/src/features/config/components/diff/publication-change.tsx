import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Notice, ProblemNotice, Skeleton } from '../../../../components/ui';
import { useLocalized, useTranslate } from '../../../../lib/i18n';
import { publicationChangeQuery } from '../../api/publications';
import { ConfigDiff } from './config-diff';
import styles from './diff.module.css';

/** What a release's version of a configuration file changes, for whoever decides about it. */
export default function PublicationChange(props: {
  readonly bin: string;
  readonly version: string;
  /** Its code. */
  readonly environment: string;
}) {
  const { bin, version, environment } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const query = useQuery(publicationChangeQuery(bin, version, environment));
  if (query.error && !query.data)
    return (
      <ProblemNotice
        error={query.error}
        what={t('common.couldNotLoad', { what: bin })}
        onRetry={() => void query.refetch()}
      />
    );
  if (!query.data) return <Skeleton rows={3} rowHeight={18} />;
  const { data: change } = query;
  return (
    <div className={styles.stack} data-config-change={bin}>
      <p className={styles.summary}>
        <Link to={`/config/${change.fileId}?tab=history&layer=${change.environment}`}>{change.name}</Link>
        <span className={styles.quiet}>
          {change.before === null
            ? t('diff.beforeNothing')
            : t('diff.between', { before: change.before, after: change.version })}
        </span>
      </p>
      {change.badReason && (
        <Notice kind="warning" title={t('diff.wasBad')}>
          {localized(change.badReason)}
        </Notice>
      )}
      <ConfigDiff diff={change.diff} label={t('diff.label', { name: change.name })} />
    </div>
  );
}
