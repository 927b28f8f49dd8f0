import {
  IconCircleDotted,
  IconClockPlay,
  IconPlugConnectedX,
  IconPointFilled,
  IconRefresh,
  type Icon,
} from '@tabler/icons-react';
import { formatClock } from '../../lib/format';
import { useLanguage, useTranslate, type Translate } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import { useConnection, type ConnectionState } from '../../lib/realtime';
import styles from './connection-badge.module.css';

const ICONS: Readonly<Record<ConnectionState['kind'], Icon>> = {
  connecting: IconCircleDotted,
  live: IconPointFilled,
  reconnecting: IconRefresh,
  polling: IconClockPlay,
  offline: IconPlugConnectedX,
};

/** Whether what is on screen moves by itself, in words, always in the same place. */
export function ConnectionBadge() {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  const state = useConnection();
  const Glyph = ICONS[state.kind];
  const since = state.kind === 'offline' ? formatClock(state.sinceMs, language, timeZone) : '';
  return (
    <span
      className={`${styles.badge} ${styles[state.kind] ?? ''}`}
      role="status"
      data-connection={state.kind}
    >
      <Glyph size={15} aria-hidden />
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
