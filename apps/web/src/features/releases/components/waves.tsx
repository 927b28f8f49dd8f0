import { Panel } from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { badCount } from '../model/count-parts';
import { ProgressBar } from './progress';
import styles from './waves.module.css';

export function Waves(props: {
  readonly release: ReleaseDetail;
  readonly selected: string;
  readonly onSelect: (wave: string) => void;
}) {
  const t = useTranslate();
  const { release, selected, onSelect } = props;
  if (release.waves.length === 0) return null;
  return (
    <Panel title={t('release.waves')} count={release.waves.length} isFlush>
      <ol className={styles.list}>
        {release.waves.map((wave, position) => {
          const isSelected = selected === String(wave.index);
          const bad = badCount(wave.counts);
          return (
            <li key={wave.index}>
              <button
                type="button"
                className={styles.wave}
                aria-pressed={isSelected}
                onClick={() => onSelect(isSelected ? '' : String(wave.index))}
              >
                <span className={styles.name}>{t('release.waveShort', { number: position + 1 })}</span>
                <ProgressBar counts={wave.counts} />
                <span className={styles.counts}>
                  {wave.counts.succeeded} / {wave.size}
                  {bad > 0 && <span className={styles.bad}>✕ {t('release.badNodes', { count: bad })}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
