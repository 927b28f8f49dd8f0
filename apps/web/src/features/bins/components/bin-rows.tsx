import { Link } from 'react-router';
import type { Bin } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { Running } from './running';
import styles from './bins.module.css';

export function BinRows({ bins }: { readonly bins: readonly Bin[] }) {
  const t = useTranslate();
  return (
    <ul>
      {bins.map((bin) => (
        <li key={bin.id} className={styles.row}>
          <span>
            <Link to={`/bins/${bin.name}`} className={styles.name}>
              {bin.name}
            </Link>
          </span>
          <span className={styles.dim}>
            {bin.latestVersion ? t('bin.latest', { version: bin.latestVersion }) : t('bin.noVersions')}
          </span>
          <Running running={bin.running} />
        </li>
      ))}
    </ul>
  );
}
