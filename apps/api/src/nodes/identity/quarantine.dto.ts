import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ClearQuarantine {
  @ApiPropertyOptional({ maxLength: 500, description: 'What was done about the second agent.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
