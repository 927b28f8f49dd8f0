import type { Language } from '../api';

const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };

export const languageTag = (language: Language): string => TAGS[language];

export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(TAGS[language]).format(value);

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

export function formatBytes(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  const text = new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: digits }).format(value);
  return `${text} ${UNITS[power] ?? 'B'}`;
}
