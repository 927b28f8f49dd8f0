import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { PersonDto } from './person.dto.js';

export class DecisionDto {
  @ApiProperty({ type: PersonDto, description: 'In whose name.' })
  approver: PersonDto;
  @ApiProperty({
    type: PersonDto,
    nullable: true,
    description: 'Who decided for them; null: they themselves.',
  })
  deputy: PersonDto | null;
  @ApiProperty({ enum: ['approved', 'rejected'], description: 'What was decided.' })
  decision: 'approved' | 'rejected';
  @ApiProperty({ minimum: 0, description: 'Index of the level that was asked then.' })
  level: number;
  @ApiProperty({ type: String, nullable: true, description: 'In their words.' })
  reason: string | null;
  @ApiProperty({ format: 'date-time', description: 'When.' })
  at: string;
  @ApiProperty({ description: 'About exactly the present plan, and not voided since.' })
  isCurrent: boolean;
}

export class ApprovalLevelDto {
  @ApiProperty({ type: [String], description: 'Roles that are named.' })
  roles: string[];
  @ApiProperty({ type: [PersonDto], description: 'People that are named one by one.' })
  people: PersonDto[];
  @ApiProperty({ minimum: 1, description: 'How many must approve.' })
  minimum: number;
  @ApiProperty({ type: [PersonDto], description: 'In whose name it was approved; those that count now.' })
  approvedBy: PersonDto[];
  @ApiProperty({ description: 'Is it asked now?' })
  isOpen: boolean;
}

export class QuestionDto {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: PersonDto, description: 'Whose words.' })
  author: PersonDto;
  @ApiProperty({ description: 'True: an answer by somebody who made the release.' })
  isByMaker: boolean;
  @ApiProperty({ description: 'Plain text.' })
  text: string;
  @ApiProperty({ format: 'date-time', description: 'When.' })
  at: string;
}

export class ApprovalDto {
  @ApiProperty({
    enum: ['open', 'approved', 'rejected', 'expired'],
    description: 'What the policy says of it now; of a draft: what it would.',
  })
  status: 'open' | 'approved' | 'rejected' | 'expired';
  @ApiProperty({ minimum: 0, description: 'People over all levels.' })
  required: number;
  @ApiProperty({ minimum: 0, description: 'Approvals that count now.' })
  given: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: not asked for yet.' })
  askedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when it must be approved and deployed; null: for ever.',
  })
  expiresAt: string | null;
  @ApiProperty({ description: 'Do authors, editors and uploaders count like anybody else?' })
  allowsOwnWork: boolean;
  @ApiProperty({ type: [ApprovalLevelDto], description: 'In the order in which they are asked.' })
  levels: ApprovalLevelDto[];
  @ApiProperty({ type: [PersonDto], description: 'Who could approve now, as deputies too; at most 20.' })
  whoMayApprove: PersonDto[];
  @ApiProperty({ type: [DecisionDto], description: 'Oldest first.' })
  decisions: DecisionDto[];
  @ApiProperty({ type: [QuestionDto], description: 'Questions and answers, oldest first; the latest 100.' })
  questions: QuestionDto[];
}

export class AskDto {
  @ApiProperty({ description: 'The question, or the answer to one.', minLength: 1, maxLength: 2_000 })
  @IsString()
  @Matches(/\S/, { message: 'text must have a visible character' })
  @MaxLength(2_000)
  text: string;
}
