import { ApiProperty } from '@nestjs/swagger';

/** One sentence for people in both languages. */
export class LocalizedText {
  @ApiProperty({ description: 'English.' })
  en: string;
  @ApiProperty({ description: 'Simplified Chinese.' })
  zh: string;
}
