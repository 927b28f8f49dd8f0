import type { ReleaseSummary } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { versionChanges } from '../model/versions';
import styles from './release.module.css';

export function VersionChanges(props: {
  readonly bins: ReleaseSummary['bins'];
  readonly hasBinName?: boolean;
}) {
  const t = useTranslate();
  return (
    <>
      {versionChanges(props.bins).map((change) => (
        <span key={change.bin} className={styles.version}>
          {props.hasBinName && <b>{change.bin}</b>}
          <span className={styles.from}>
            {change.from ?? t('release.nothingYet')}
            {change.isMixed && ` ${t('release.andOthers')}`}
          </span>
          <span aria-label={t('release.becomes')} role="img">
            →
          </span>
          <b>{change.to}</b>
        </span>
      ))}
    </>
  );
}
