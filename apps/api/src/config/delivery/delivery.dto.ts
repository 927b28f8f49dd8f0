import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { WholeNumber } from '../../platform/http/index.js';

export class DeliveryQuery {
  @ApiProperty({ description: 'Code of the project.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  project: string;
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiProperty({ description: 'Name of the file.', maxLength: 63 })
  @IsString()
  @MaxLength(63)
  name: string;
  @ApiPropertyOptional({
    description: 'Seconds to wait for something else than `If-None-Match` names before answering 304.',
    minimum: 0,
    maximum: 60,
    default: 0,
  })
  @IsOptional()
  @WholeNumber(0, 60)
  wait: number = 0;
}
