import { formatAgo, formatExact, formatShort, useNow } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import { Hint } from './hint';

const AGO_REFRESH_MS = 15_000;

function useBothZones(iso: string): string {
  const { timeZone } = usePreferences();
  const language = useLanguage();
  const other = timeZone === 'utc' ? 'local' : 'utc';
  return `${formatExact(iso, language, timeZone)}\n${formatExact(iso, language, other)}\n${iso}`;
}

/** A moment: short on the page, exact in both zones on hover, focusless because it is only text. */
export function Time(props: { readonly iso: string; readonly isExact?: boolean }) {
  const { timeZone } = usePreferences();
  const language = useLanguage();
  const nowMs = useNow(60_000);
  const text = props.isExact
    ? formatExact(props.iso, language, timeZone)
    : formatShort(props.iso, nowMs, language, timeZone);
  return (
    <Hint label={<span style={{ whiteSpace: 'pre-line' }}>{useBothZones(props.iso)}</span>}>
      <time dateTime={props.iso}>{text}</time>
    </Hint>
  );
}

/** For recency only ("seen 3 min ago"). */
export function TimeAgo({ iso }: { readonly iso: string }) {
  const language = useLanguage();
  const nowMs = useNow(AGO_REFRESH_MS);
  return (
    <Hint label={<span style={{ whiteSpace: 'pre-line' }}>{useBothZones(iso)}</span>}>
      <time dateTime={iso}>{formatAgo(iso, Math.max(nowMs, Date.parse(iso)), language)}</time>
    </Hint>
  );
}
