export type Language = 'en' | 'zh';

export interface Text {
  readonly en: string;
  readonly zh: string;
}

export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** What came from others must not move the cursor or colour the terminal. */
export function plain(words: string): string {
  return words.replace(/[^\P{Cc}\n\t]/gu, '');
}
