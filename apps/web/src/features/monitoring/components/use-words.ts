import { useMemo } from 'react';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import type { Words } from '../model/chart-data';

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The same object as long as the language and the names are the same, so that panels are not worked out anew. */
export function useWords(environments = NO_NAMES): Words {
  const t = useTranslate();
  const language = useLanguage();
  return useMemo(() => ({ t, language, environments }), [t, language, environments]);
}
