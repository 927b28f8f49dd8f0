import { ApiProperty } from '@nestjs/swagger';

const LONGEST_HEADER = 500;

/** One sentence for people in both languages. */
export class LocalizedText {
  @ApiProperty({ description: 'English.' })
  en: string;
  @ApiProperty({ description: 'Simplified Chinese.' })
  zh: string;
}

export type Language = 'en' | 'zh';

/** Which of both languages a caller would rather read, by `Accept-Language`; English where it does not say. */
export function languageOf(accepted: string | undefined): Language {
  const weights = { en: 0, zh: 0 };
  for (const part of (accepted ?? '').slice(0, LONGEST_HEADER).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const language = range.split('-')[0];
    if (language !== 'en' && language !== 'zh') continue;
    const weight = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    weights[language] = Math.max(weights[language], weight >= 0 && weight <= 1 ? weight : 0);
  }
  return weights.zh > weights.en ? 'zh' : 'en';
}

/** At most so many characters of each, and nothing that JSON in PostgreSQL does not take. */
export function cutText({ en, zh }: LocalizedText, most: number): LocalizedText {
  return { en: cut(en, most), zh: cut(zh, most) };
}

function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
