import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { WholeNumber } from '../../platform/http/index.js';

export class UploadQuery {
  @ApiPropertyOptional({
    description: 'Sha256 of the file, hexadecimal; 422 CHECKSUM_MISMATCH when other bytes arrive.',
    pattern: '^[0-9a-fA-F]{64}$',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sha256?: string;

  @ApiPropertyOptional({
    description: 'Name that a download gets; the name of the bin when absent.',
    maxLength: 200,
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  fileName?: string;

  @ApiPropertyOptional({
    enum: ['file', 'archive'],
    default: 'file',
    description:
      '`archive`: a tar or tar.gz that agents unpack into a folder of its own. Agents older than 0.2.0 are not given it.',
  })
  @IsOptional()
  @IsIn(['file', 'archive'])
  kind?: 'file' | 'archive';

  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'Source of builds (its id) of the build that made the file, with `job`, `number` and `path`: it is written down, and 422 CI_DIGEST_DIFFERS when that build told another sha256.',
  })
  @IsOptional()
  @IsUUID()
  source?: string;

  @ApiPropertyOptional({ description: 'Job of the build, with its folders.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  job?: string;

  @ApiPropertyOptional({ description: 'Number of the build.', minimum: 0, maximum: 1_000_000_000_000 })
  @IsOptional()
  @WholeNumber(0, 1_000_000_000_000)
  number?: number;

  @ApiPropertyOptional({ description: 'Path of the file among those of the build.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  path?: string;
}

export class UploadAnswer {
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'The version; made by the upload if it was new.' })
  version: string;
  @ApiProperty({ description: "Architecture in the console's words: `x86_64` becomes `amd64`." })
  arch: string;
  @ApiProperty({ enum: ['file', 'archive'], description: 'Single file, or archive that agents unpack.' })
  kind: 'file' | 'archive';
  @ApiProperty({ description: 'Sha256 of what arrived, hexadecimal.' })
  sha256: string;
  @ApiProperty({ description: 'Size in bytes.', minimum: 1 })
  sizeBytes: number;
  @ApiProperty({ description: 'False when the same bytes were there already.' })
  created: boolean;
}
