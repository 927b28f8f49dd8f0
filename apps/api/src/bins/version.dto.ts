import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { DAMAGES, type Damage } from './blobs/blob-check.entity.js';

export class PersonRef {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
}

export class Artifact {
  @ApiProperty({ description: '`amd64`, `arm64`, `any` or another lower-case word.' })
  arch: string;
  @ApiProperty({
    enum: ['file', 'archive'],
    description: 'A single file, or a tar or tar.gz that agents unpack into a folder of its own.',
  })
  kind: 'file' | 'archive';
  @ApiProperty({ description: 'Sha256 of the file, hexadecimal.' })
  sha256: string;
  @ApiProperty({ description: 'Size in bytes.', minimum: 1 })
  sizeBytes: number;
  @ApiProperty({ description: 'Name that a download gets.' })
  fileName: string;
  @ApiProperty({
    enum: DAMAGES,
    nullable: true,
    description:
      'What is wrong with the stored file: it is `missing`, `changed` (no longer hashes to its sha256) or `unreadable`. It is not served then (410) until the same file is uploaded again. Null: nothing is known to be.',
  })
  damage: Damage | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'When the stored file was last read through and compared with its sha256 (UTC), which the console does once in SCRUB_CYCLE_HOURS; null: not yet.',
  })
  checkedAt: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it was uploaded (UTC).' })
  uploadedAt: string;
  @ApiProperty({ type: PersonRef, nullable: true, description: 'Who uploaded it; null when no person did.' })
  uploadedBy: PersonRef | null;
}

export class RunningCount {
  @ApiProperty({ description: 'Code of the environment.' })
  environmentCode: string;
  @ApiProperty({ description: 'How many nodes report running this version.', minimum: 1 })
  nodes: number;
}

export class Version {
  @ApiProperty({ description: 'Name of the version.' })
  version: string;
  @ApiProperty({ format: 'date-time', description: 'When its first file arrived (UTC).' })
  createdAt: string;
  @ApiProperty({
    type: PersonRef,
    nullable: true,
    description: 'Who uploaded its first file; null when no person did.',
  })
  createdBy: PersonRef | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is withdrawn: never deployed again; null when it is not.',
  })
  withdrawnAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was withdrawn.' })
  withdrawReason: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where this version has run, no version older than this one is put back; null: any may be.',
  })
  noRollbackBelow: string | null;
  @ApiProperty({ type: [Artifact], description: 'One per architecture.' })
  artifacts: readonly Artifact[];
  @ApiProperty({ type: [RunningCount], description: 'Where it runs now.' })
  running: readonly RunningCount[];
}

export class VersionPage {
  @ApiProperty({ type: [Version], description: 'Newest first.' })
  items: readonly Version[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}

export class WithdrawVersion {
  @ApiProperty({ description: 'Why it must not be deployed again.', minLength: 1, maxLength: 500 })
  @IsString()
  @Matches(/\S/, { message: 'reason must have a visible character' })
  @MaxLength(500)
  reason: string;
}

export class RestoreVersion {
  @ApiPropertyOptional({ description: 'Why it is fit again.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class SetRollbackBarrier {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'A version of the same bin, this one included, below which nobody goes back; null takes the barrier away.',
    maxLength: 100,
  })
  @ValidateIf(({ below }: SetRollbackBarrier) => below !== null)
  @IsString()
  @MaxLength(100)
  below: string | null;
}
