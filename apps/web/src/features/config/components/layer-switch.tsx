import { EnvironmentTag, Pill } from '../../../components/ui';
import type { ConfigEnvironment, ConfigFile } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { isAhead } from '../model/ahead';
import { BASE } from '../model/draft';
import styles from './config.module.css';
import { PublicationPill } from './publication-line';

/** The base and each environment, with what the environment has and whether its draft is ahead. */
export function LayerSwitch(props: {
  readonly file: ConfigFile;
  readonly current: string;
  readonly hasBase: boolean;
  readonly onSelect: (layer: string) => void;
}) {
  const { file, current, hasBase, onSelect } = props;
  const t = useTranslate();
  return (
    <div className={styles.layers} role="group" aria-label={t('config.layers')}>
      {hasBase && (
        <button
          type="button"
          className={styles.layer}
          aria-pressed={current === BASE}
          data-layer={BASE}
          onClick={() => onSelect(BASE)}
        >
          <span className={styles.layerHead}>
            {t('config.base')}
            <span className={styles.dim}>v{file.baseVersion}</span>
          </span>
          <span className={styles.dim}>{t('config.baseText')}</span>
        </button>
      )}
      {file.environments.map((environment) => (
        <EnvironmentCard
          key={environment.code}
          environment={environment}
          isCurrent={current === environment.code}
          onSelect={() => onSelect(environment.code)}
        />
      ))}
    </div>
  );
}

function EnvironmentCard(props: {
  readonly environment: ConfigEnvironment;
  readonly isCurrent: boolean;
  readonly onSelect: () => void;
}) {
  const { environment, isCurrent, onSelect } = props;
  const t = useTranslate();
  const shown = environment.underway ?? environment.stable;
  return (
    <button
      type="button"
      className={styles.layer}
      aria-pressed={isCurrent}
      data-layer={environment.code}
      onClick={onSelect}
    >
      <span className={styles.layerHead}>
        <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
        <span className={styles.dim}>
          {environment.overrideVersion === 0 ? t('config.inherits') : `v${environment.overrideVersion}`}
        </span>
      </span>
      <span className={styles.line}>
        {environment.underway ? (
          <PublicationPill publication={environment.underway} />
        ) : (
          isAhead(environment) && <Pill tone="amber">{t('config.hasChanges')}</Pill>
        )}
        {environment.isDeleted && <Pill tone="red">{t('config.deleted')}</Pill>}
        <span className={styles.dim}>
          {shown ? t('config.publication', { version: shown.version }) : t('config.nothingPublished')}
        </span>
      </span>
    </button>
  );
}
