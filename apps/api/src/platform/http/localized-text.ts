import { ApiProperty } from '@nestjs/swagger';

/** One sentence for people in both languages. */
export class LocalizedText {
  @ApiProperty({ description: 'English.' })
  en: string;
  @ApiProperty({ description: 'Simplified Chinese.' })
  zh: string;
}

/** At most so many characters of each, and nothing that JSON in PostgreSQL does not take. */
export function cutText({ en, zh }: LocalizedText, most: number): LocalizedText {
  return { en: cut(en, most), zh: cut(zh, most) };
}

function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
