import { Link } from 'react-router';
import { EnvironmentTag, TimeAgo } from '../../../components/ui';
import type { ReleaseSummary } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useLocalized } from '../../../lib/i18n';
import { releaseName } from '../model/versions';
import { hasStarted } from '../model/status-look';
import { ProgressBar } from './progress';
import { ReleaseStatusPill } from './status-pill';
import { VersionChanges } from './version-change';
import styles from './release.module.css';

/** Releases as sentences: for the overview, where one reads rather than compares. */
export function ReleaseRows({ releases }: { readonly releases: readonly ReleaseSummary[] }) {
  return (
    <ul>
      {releases.map((release) => (
        <ReleaseRow key={release.id} release={release} />
      ))}
    </ul>
  );
}

function ReleaseRow({ release }: { readonly release: ReleaseSummary }) {
  const language = useLanguage();
  const localized = useLocalized();
  const { succeeded, total } = release.progress;
  return (
    <li className={`${styles.row} ${release.environment.isProduction ? styles.prodRow : ''}`}>
      <div>
        <div className={styles.rowHead}>
          <EnvironmentTag name={release.environment.name} isProduction={release.environment.isProduction} />
          <Link to={`/releases/${release.id}`} className={styles.titleLink}>
            {releaseName(release)}
          </Link>
          <ReleaseStatusPill status={release.status} />
        </div>
        <p className={styles.rowText}>{localized(release.headline)}</p>
      </div>
      <div className={styles.rowSide}>
        {hasStarted(release.status) ? (
          <div className={styles.progressCell}>
            <ProgressBar counts={release.progress} />
            <span>
              {formatNumber(succeeded, language)} / {formatNumber(total, language)}
              {release.finishedAt && (
                <>
                  {' · '}
                  <TimeAgo iso={release.finishedAt} />
                </>
              )}
            </span>
          </div>
        ) : (
          <span className={styles.muted}>
            <VersionChanges bins={release.bins} />
          </span>
        )}
      </div>
    </li>
  );
}
