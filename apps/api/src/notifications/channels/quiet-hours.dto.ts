import { ApiProperty } from '@nestjs/swagger';
import type { Weekday } from '@release-console/rollout-core';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const PATTERN = '^([01]\\d|2[0-3]):[0-5]\\d$';

/** Hours of the week in which messages wait. */
export class QuietHoursDto {
  @ApiProperty({ description: 'IANA name of the time zone whose clocks count.', example: 'Asia/Shanghai' })
  @IsString()
  @MaxLength(64)
  timeZone: string;
  @ApiProperty({
    type: [Number],
    description: 'Days on which the hours begin; 1 is Monday, 7 is Sunday.',
    example: [1, 2, 3, 4, 5, 6, 7],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  @IsIn(DAYS, { each: true })
  days: readonly Weekday[];
  @ApiProperty({ description: 'Local time.', example: '22:00', pattern: PATTERN })
  @Matches(TIME)
  from: string;
  @ApiProperty({
    description: 'Local time, not included; not after `from` means on the next day.',
    example: '08:00',
    pattern: PATTERN,
  })
  @Matches(TIME)
  to: string;
  @ApiProperty({ description: 'What is critical does not wait.' })
  @IsBoolean()
  isCriticalTold: boolean;
}
