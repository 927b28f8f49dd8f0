import { useMemo } from 'react';
import { formatClock, formatShort, serverNow } from '../../../lib/format';
import { usePreferences } from '../../../lib/preferences';
import type { CanaryWords } from '../model/canary-data';
import { useWords } from './use-words';

/** A time in which a clock alone says which day is meant. */
const RECENT_MS = 12 * 3_600_000;

export function useCanaryWords(): CanaryWords {
  const words = useWords();
  const { timeZone } = usePreferences();
  return useMemo(() => {
    const moment = (iso: string): string => {
      const [at, now] = [Date.parse(iso), serverNow()];
      if (now - at < RECENT_MS) return formatClock(at, words.language, timeZone);
      return formatShort(iso, now, words.language, timeZone);
    };
    return { ...words, moment };
  }, [words, timeZone]);
}
