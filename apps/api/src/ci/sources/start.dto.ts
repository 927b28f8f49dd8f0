import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LocalizedText } from '../../platform/http/index.js';
import { START_STATES, type StartState } from '../ci-words.js';
import { ArePlainTexts, JOB } from './texts.js';

export class StartCiBuild {
  @ApiProperty({
    description: 'The job with its folders.',
    pattern: JOB.source,
    maxLength: 500,
    example: 'team/my-svc',
  })
  @IsString()
  @MaxLength(500)
  @Matches(JOB, { message: 'job must be names with / between them, as team/my-svc' })
  job: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Parameters of the build; at most 50. They go to Jenkins, only their names are kept.',
    example: { VERSION: '2.4.1' },
  })
  @IsOptional()
  @IsObject()
  @ArePlainTexts()
  parameters?: Record<string, string>;
}

export class CiStart {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the source.' })
  sourceId: string;
  @ApiProperty({ description: 'The job.' })
  job: string;
  @ApiProperty({ type: [String], description: 'Names of the parameters that were given.' })
  parameterNames: string[];
  @ApiProperty({
    enum: START_STATES,
    description:
      '`asked`: Jenkins is being asked. `queued`: it waits in the queue of Jenkins. `finished`: the build says the rest.',
  })
  state: StartState;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Id of the build, once it has begun.',
  })
  buildId: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of the build, once it has begun.' })
  number: number | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'What it waits for, or why it failed.' })
  note: LocalizedText | null;
  @ApiProperty({ format: 'date-time', description: 'When it was asked for.' })
  requestedAt: string;
  @ApiProperty({ description: 'Who asked.' })
  requestedByName: string;
}

export class CiStarts {
  @ApiProperty({ type: [CiStart], description: 'The newest 50, newest first.' })
  items: CiStart[];
}
