import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { IsMoment } from '../../platform/http/index.js';

export class DelegationRequest {
  @ApiProperty({
    format: 'uuid',
    description:
      'Who decides in your name: somebody who may approve in a project where you may, and not you.',
  })
  @IsUUID()
  deputyId: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'From when on; absent: from now on.' })
  @IsOptional()
  @IsMoment()
  startsAt?: string;
  @ApiProperty({
    format: 'date-time',
    description: 'Until when, not included; in the future, at most 366 days after it begins.',
  })
  @IsMoment()
  endsAt: string;
}

export class DelegatedPerson {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Name for people.' })
  name: string;
}

export class DelegationDto {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: DelegatedPerson, description: 'In whose name is decided.' })
  from: DelegatedPerson;
  @ApiProperty({ type: DelegatedPerson, description: 'Who decides.' })
  to: DelegatedPerson;
  @ApiProperty({ format: 'date-time', description: 'From when on.' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', description: 'Until when, not included.' })
  endsAt: string;
}

export class DelegationsDto {
  @ApiProperty({ type: [DelegationDto], description: 'Your deputies, now and later.' })
  given: DelegationDto[];
  @ApiProperty({ type: [DelegationDto], description: 'For whom you decide, now and later.' })
  received: DelegationDto[];
  @ApiProperty({ type: [DelegatedPerson], description: 'Who could be your deputy; the first 200 by name.' })
  candidates: DelegatedPerson[];
}
