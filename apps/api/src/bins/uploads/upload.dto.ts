import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

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
