import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

export class SetBaseline {
  @ApiProperty({ description: 'A version of the bin that is not withdrawn.', maxLength: 100 })
  @IsString()
  @MaxLength(100)
  version: string;
  @ApiPropertyOptional({
    default: false,
    description:
      'Also give it to active nodes that are there and have nothing of this bin; at most ten, and not where releases need approval.',
  })
  @IsOptional()
  @IsBoolean()
  includeExisting?: boolean;
  @ApiPropertyOptional({ maxLength: 500, description: 'Why; kept in the audit log.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class BaselineQuery {
  @ApiPropertyOptional({ type: Boolean, description: '`true`: says what would happen and changes nothing.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  dryRun?: boolean;
}

export class BaselineView {
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'Version that nodes get which have nothing of the bin yet.' })
  version: string;
  @ApiProperty({ description: 'A withdrawn version is given to nobody any more.' })
  isWithdrawn: boolean;
  @ApiProperty({ format: 'date-time' })
  setAt: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Number of the completed release that set it; null when a person did.',
  })
  releaseNumber: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who set it by hand.' })
  setBy: string | null;
  @ApiProperty({ minimum: 0, description: 'Active nodes of the environment that have nothing of this bin.' })
  nodesWithout: number;
}

export class BaselineList {
  @ApiProperty({ type: [BaselineView] })
  items: readonly BaselineView[];
}

export class BaselineNode {
  @ApiProperty()
  id: string;
  @ApiProperty()
  name: string;
}

export class BaselineChange {
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'The version that it is now, or would be.' })
  version: string;
  @ApiProperty({ type: String, nullable: true, description: 'The version that it was; null for none.' })
  before: string | null;
  @ApiProperty({ description: 'Nothing was changed.' })
  isDryRun: boolean;
  @ApiProperty({ description: 'Nodes that are there and have nothing of the bin get it at once.' })
  includesExisting: boolean;
  @ApiProperty({
    type: [BaselineNode],
    description: 'The first twenty active nodes that are there and have nothing of the bin.',
  })
  existing: readonly BaselineNode[];
  @ApiProperty({ minimum: 0, description: 'How many these are in all.' })
  existingTotal: number;
}
