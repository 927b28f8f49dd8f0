import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { nodeSummaryQuery } from '../api/get-node';
import { PRESENCE_LOOKS, PRESENCES } from '../model/node-looks';
import styles from './nodes.module.css';

/** Counts of the whole fleet that are also its filter. */
export function SummaryStrip(props: {
  readonly projectId: string;
  readonly presence: string;
  readonly onSelect: (presence: string) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { data } = useQuery(nodeSummaryQuery(props.projectId));
  const shown = (count: number | undefined): string => (count === undefined ? '–' : formatNumber(count, language));
  return (
    <div className={styles.stats} role="group" aria-label={t('node.summary')}>
      <button type="button" className={styles.stat} aria-pressed={props.presence === ''} onClick={() => props.onSelect('')}>
        <b>{shown(data?.total)}</b>
        <span>{t('node.all')}</span>
      </button>
      {PRESENCES.map((presence) => (
        <button
          key={presence}
          type="button"
          className={styles.stat}
          aria-pressed={props.presence === presence}
          onClick={() => props.onSelect(props.presence === presence ? '' : presence)}
        >
          <b>{shown(data?.[presence])}</b>
          <span>
            <i aria-hidden style={{ color: `var(--rc-${solidOf(presence)})` }}>
              {PRESENCE_LOOKS[presence].glyph}
            </i>
            {t(PRESENCE_LOOKS[presence].label)}
          </span>
        </button>
      ))}
    </div>
  );
}

function solidOf(presence: keyof typeof PRESENCE_LOOKS): string {
  const { tone } = PRESENCE_LOOKS[presence];
  return tone === 'hatched' ? 'muted' : `${tone}-fg`;
}
