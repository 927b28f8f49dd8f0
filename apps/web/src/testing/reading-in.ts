import { activateLanguage, setLanguage, withWords } from '../lib/i18n';

/** The pages are read in that language from now on; `parts` are the words that not every page has. */
export async function readingIn(
  language: 'en' | 'zh',
  ...parts: Parameters<typeof withWords>[0]
): Promise<void> {
  setLanguage(language);
  await withWords(parts, async () => undefined)();
  await activateLanguage(language);
}
