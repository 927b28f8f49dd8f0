import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { QuestionDto } from '../dto/approval.dto.js';
import { PersonDto } from '../dto/person.dto.js';
import { ReleaseSummaryDto } from '../dto/release-view.dto.js';

const TABS = ['mine', 'others', 'decided'] as const;
export const OUTCOMES = [
  'waiting',
  'expired',
  'approved',
  'bypassed',
  'rejected',
  'superseded',
  'cancelled',
] as const;

export class ApprovalQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: TABS,
    default: 'mine',
    description:
      '`mine`: you could approve it now; `others`: it waits for somebody else; `decided`: nobody can decide about it any more.',
  })
  @IsOptional()
  @IsIn(TABS)
  tab: (typeof TABS)[number] = 'mine';
}

export class ApprovalItemDto {
  @ApiProperty({ type: ReleaseSummaryDto, description: 'What is asked for.' })
  release: ReleaseSummaryDto;
  @ApiProperty({
    enum: OUTCOMES,
    description: 'What came of the request; `bypassed`: somebody broke the glass.',
  })
  outcome: (typeof OUTCOMES)[number];
  @ApiProperty({ description: 'sha256 of the plan: what an approval names.', pattern: '^[0-9a-f]{64}$' })
  planHash: string;
  @ApiProperty({ description: 'Why, in the words of the author; may be empty.' })
  notes: string;
  @ApiProperty({ minimum: 0, description: 'Nodes that the plan was made for.' })
  nodeCount: number;
  @ApiProperty({ minimum: 0, description: 'Approvals that are asked for.' })
  required: number;
  @ApiProperty({ minimum: 0, description: 'Approvals that count now.' })
  given: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is asked for.',
  })
  askedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: it does not expire.',
  })
  expiresAt: string | null;
  @ApiProperty({ type: [PersonDto], description: 'Who could approve now; at most 20.' })
  whoMayApprove: PersonDto[];
  @ApiProperty({
    enum: ['approved', 'rejected'],
    type: String,
    nullable: true,
    description: 'What you decided about this plan, yourself or through a deputy.',
  })
  myDecision: 'approved' | 'rejected' | null;
  @ApiProperty({ type: QuestionDto, nullable: true, description: 'The latest question or answer.' })
  latestQuestion: QuestionDto | null;
}

export class ApprovalPageDto {
  @ApiProperty({ type: [ApprovalItemDto], description: 'Newest first.' })
  items: ApprovalItemDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
