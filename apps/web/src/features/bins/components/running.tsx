import { useTranslate } from '../../../lib/i18n';
import styles from './bins.module.css';

interface RunningHere {
  readonly environmentCode: string;
  readonly version?: string | null;
  readonly nodes: number;
}

/** Where it runs by the nodes' own reports. */
export function Running({ running }: { readonly running: readonly RunningHere[] }) {
  const t = useTranslate();
  if (running.length === 0) return <span className={styles.dim}>{t('bin.runsNowhere')}</span>;
  return (
    <span className={styles.running}>
      {running.map((here) => (
        <span key={`${here.environmentCode} ${here.version ?? ''}`}>
          <strong>{here.environmentCode}</strong>
          {here.version !== undefined && ` ${here.version ?? t('bin.unknownVersion')}`}{' '}
          <span className={styles.dim}>{t('count.nodes', { count: here.nodes })}</span>
        </span>
      ))}
    </span>
  );
}
