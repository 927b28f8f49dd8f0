import { formatClock } from '../../lib/format';
import { useLanguage, useTranslate, type Translate } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import { useConnection, type ConnectionState } from '../../lib/realtime';
import styles from './connection-badge.module.css';

const GLYPHS: Readonly<Record<ConnectionState['kind'], string>> = {
  connecting: '◌',
  live: '●',
  reconnecting: '◐',
  polling: '○',
  offline: '✕',
};

/** Whether what is on screen moves by itself, in words, always in the same place. */
export function ConnectionBadge() {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const state = useConnection();
  const since = state.kind === 'offline' ? formatClock(state.sinceMs, language, timeZone) : '';
  return (
    <span className={`${styles.badge} ${styles[state.kind] ?? ''}`} role="status" data-connection={state.kind}>
      <i aria-hidden>{GLYPHS[state.kind]}</i>
      {words(state, t, since)}
    </span>
  );
}

function words(state: ConnectionState, t: Translate, since: string): string {
  switch (state.kind) {
    case 'connecting':
      return t('connection.connecting');
    case 'live':
      return t('connection.live');
    case 'reconnecting':
      return t('connection.reconnecting');
    case 'polling':
      return t('connection.polling');
    case 'offline':
      return t('connection.offline', { time: since });
  }
}
