import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { LocalizedText } from '../platform/http/index.js';
import { AuditEntry } from './audit.dto.js';
import { FAULTS } from './chain/chain-verifier.js';

export const RECEIPT = /^\d{1,15}:[0-9a-f]{64}$/;

export class VerifyQuery {
  @ApiPropertyOptional({
    description:
      '`receipt` of an earlier answer that you kept elsewhere: proves that the log still has all that it had then.',
    pattern: RECEIPT.source,
  })
  @IsOptional()
  @Matches(RECEIPT, { message: 'receipt must be the receipt of an earlier answer' })
  receipt?: string;
}

export class AuditFault {
  @ApiProperty({
    enum: FAULTS,
    description:
      '`changed`, `removed`, `inserted`, `reordered`: the entry with the number `seq`. `tail_cut`: that entry and all after it are gone. `unproven`: from there on another key sealed it, or none. `head_changed`, `head_missing`: what says where the log ends. `not_what_was_noted`: a receipt says otherwise.',
  })
  kind: (typeof FAULTS)[number];
  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    description: 'Number of the first entry that is not as it was written; null when it is the head.',
  })
  seq: number | null;
  @ApiProperty({
    type: AuditEntry,
    nullable: true,
    description: 'What stands there now; null when nothing does.',
  })
  entry: AuditEntry | null;
  @ApiProperty({ type: LocalizedText, description: 'What is wrong, in one sentence.' })
  text: LocalizedText;
}

export class AuditVerdict {
  @ApiProperty({ description: 'Is every entry as it was written, and none missing?' })
  whole: boolean;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'So many entries were read and found right.' })
  entries: number;
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'So many of the first entries were removed by retention, which the chain proves.',
  })
  removed: number;
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description:
      'So many of the first entries were there before the console sealed its log; only their order and content are proven since.',
  })
  unsealed: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the log began to be sealed; null when retention removed the entry that says so.',
  })
  sealedSince: string | null;
  @ApiProperty({
    description: 'Keep it elsewhere and show it to a later call: it names the last entry and its hash.',
    pattern: RECEIPT.source,
  })
  receipt: string;
  @ApiProperty({ format: 'date-time', description: 'The moment whose log was read (UTC).' })
  checkedAt: string;
  @ApiProperty({ type: AuditFault, nullable: true, description: 'The first thing that is wrong.' })
  fault: AuditFault | null;
}
