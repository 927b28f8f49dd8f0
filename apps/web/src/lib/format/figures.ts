import type { Language } from '../api';
import { languageTag } from './numbers';

const THOUSAND = 1_000;
const MILLION = 1_000_000;

type Style = 'plain' | 'whole' | 'short' | 'share';

const OPTIONS: Readonly<Record<Style, Intl.NumberFormatOptions>> = {
  plain: { maximumSignificantDigits: 3 },
  whole: { maximumFractionDigits: 0 },
  short: { maximumSignificantDigits: 3, notation: 'compact' },
  share: { maximumSignificantDigits: 3, style: 'percent' },
};

/** Making one takes longer than using it a thousand times, and a pointer over charts asks for dozens. */
const made = new Map<string, Intl.NumberFormat>();

function numberFormat(style: Style, language: Language): Intl.NumberFormat {
  const key = `${style} ${language}`;
  const format = made.get(key) ?? new Intl.NumberFormat(tagFor(style, language), OPTIONS[style]);
  made.set(key, format);
  return format;
}

/** British English has a small m for millions, which everybody else reads as thousandths. */
function tagFor(style: Style, language: Language): string {
  return style === 'short' && language === 'en' ? 'en-US' : languageTag(language);
}

/** "0.05", "12.3", "123,456", "1.23M": three digits tell enough, but thousands are told whole. */
export function formatAmount(value: number, language: Language): string {
  const size = Math.abs(value);
  const style = size >= MILLION ? 'short' : size >= THOUSAND ? 'whole' : 'plain';
  return numberFormat(style, language).format(value);
}

/** A share of one as "1.56%". */
export const formatShare = (value: number, language: Language): string =>
  numberFormat('share', language).format(value);

/** "0.85 ms", "412 ms", "1.2 s". */
export function formatMilliseconds(value: number, language: Language): string {
  const isLong = value >= THOUSAND;
  const amount = numberFormat('plain', language).format(isLong ? value / THOUSAND : value);
  return `${amount} ${isLong ? 's' : 'ms'}`;
}
