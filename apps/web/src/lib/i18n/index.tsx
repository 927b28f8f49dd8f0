import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Language, LocalizedText } from '../api';
import { languageTag } from '../format/numbers';
import { preferencesStore, usePreferences } from '../preferences';
import type { Catalogue } from './messages/en';
import { LATER, type MessageKey, type Part } from './messages/later';

export type { MessageKey } from './messages/later';
export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

i18n.setMessagesCompiler(compileMessage);

const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('./messages/en')).en,
  zh: async () => (await import('./messages/zh')).zh,
};

/** What pages have asked for so far, so that it comes with another language too. */
const parts = new Set<Part>();

export async function activateLanguage(language: Language): Promise<void> {
  const loaded = await Promise.all([
    catalogues[language](),
    ...[...parts].map((part) => LATER[part][language]()),
  ]);
  const messages = Object.assign({}, ...loaded) as Record<string, string>;
  i18n.loadAndActivate({ locale: languageTag(language), messages });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Brings the words of parts together with the code that shows them. */
export function withWords<T>(needed: readonly Part[], load: () => Promise<T>): () => Promise<T> {
  return async () => {
    needed.forEach((part) => parts.add(part));
    const { language } = preferencesStore.current();
    const [code, ...words] = await Promise.all([load(), ...needed.map((part) => LATER[part][language]())]);
    words.forEach((some) => i18n.load(languageTag(language), { ...some }));
    return code;
  };
}

/** Shows nothing until the first catalogue is there; later switches keep the page until the new words are. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void activateLanguage(language).then(() => isCurrent && setIsReady(true));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return isReady ? <I18nProvider i18n={i18n}>{children}</I18nProvider> : null;
}

/** A new function with each language, so that whatever was worked out with the old one is worked out again. */
export function useTranslate(): Translate {
  const { _ } = useLingui();
  return useCallback((key, values) => _(key, values as Record<string, unknown>), [_]);
}

export const useLanguage = (): Language => usePreferences().language;

export const setLanguage = (language: Language): void => preferencesStore.change({ language });

/** Sentences that the server wrote in both languages. */
export function useLocalized(): (text: LocalizedText) => string {
  const language = useLanguage();
  return useCallback((text) => text[language] || text.en, [language]);
}
