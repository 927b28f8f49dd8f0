import { useQuery } from '@tanstack/react-query';
import type { Presence } from '../../../lib/api';
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
  const shown = (count: number | undefined): string =>
    count === undefined ? '–' : formatNumber(count, language);
  return (
    <div className={styles.stats} role="group" aria-label={t('node.summary')}>
      <button
        type="button"
        className={styles.stat}
        aria-pressed={props.presence === ''}
        onClick={() => props.onSelect('')}
      >
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
            <PresenceIcon presence={presence} />
            {t(PRESENCE_LOOKS[presence].label)}
          </span>
        </button>
      ))}
    </div>
  );
}

function PresenceIcon({ presence }: { readonly presence: Presence }) {
  const { icon: Glyph, tone } = PRESENCE_LOOKS[presence];
  const color = tone === 'hatched' ? 'var(--rc-muted)' : `var(--rc-${tone}-fg)`;
  return <Glyph size={15} aria-hidden style={{ color }} />;
}
