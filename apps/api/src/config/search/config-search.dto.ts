import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';

export class ConfigSearchQuery {
  @ApiProperty({
    description: 'Part of a key or a value; case does not matter.',
    minLength: 2,
    maxLength: 100,
  })
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  q: string;
  @ApiPropertyOptional({ description: 'Only in files of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
}

export class ConfigMatch {
  @ApiProperty({ format: 'uuid', description: 'Id of the file.' })
  fileId: string;
  @ApiProperty({ description: 'Code of its project.' })
  projectCode: string;
  @ApiProperty({ description: 'Name of the file.' })
  name: string;
  @ApiProperty({ description: '`base`, or the code of the environment whose own layer it stands in.' })
  layer: string;
  @ApiProperty({ description: 'Path of the key; empty of nginx and text.' })
  path: string;
  @ApiProperty({ minimum: 1, description: 'Its line, from 1.' })
  line: number;
  @ApiProperty({ description: 'The line, cut to 200 characters.' })
  text: string;
}

export class ConfigMatches {
  @ApiProperty({ type: [ConfigMatch], description: 'By project, file and layer; at most 200.' })
  items: readonly ConfigMatch[];
  @ApiProperty({ description: 'Whether there are more.' })
  isCut: boolean;
}
