import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class ExportQuery {
  @ApiProperty({ description: 'The project (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;
}

export class ImportQuery extends ExportQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Only say what would be done.',
    default: 'false',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
  @ApiPropertyOptional({ description: 'Why, for the history of each file.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  message?: string;
}

export class ImportedLayer {
  @ApiProperty({ description: 'Name of the file.' })
  name: string;
  @ApiProperty({ description: '`base`, or the code of an environment.' })
  layer: string;
  @ApiProperty({
    enum: ['created', 'changed', 'unchanged', 'refused'],
    description: 'What became of it. When one is refused nothing at all is kept.',
  })
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused, with line and column.' })
  reason: string | null;
}

export class ImportAnswer {
  @ApiProperty({ description: 'Whether it was kept: false of a dry run, and when something was refused.' })
  isKept: boolean;
  @ApiProperty({ type: [ImportedLayer], description: 'By file and layer.' })
  layers: readonly ImportedLayer[];
}
