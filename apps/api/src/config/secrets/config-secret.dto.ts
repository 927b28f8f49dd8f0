import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';

export class SecretQuery {
  @ApiProperty({ description: 'The project (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;
}

export class SecretValueView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the environment; null: every one without a value of its own.',
  })
  environment: string | null;
  @ApiProperty({ minimum: 1, description: 'Grows with each new value.' })
  revision: number;
  @ApiProperty({ description: 'Who set it.' })
  changedByName: string;
  @ApiProperty({ format: 'date-time', description: 'When (UTC).' })
  changedAt: string;
}

export class ConfigSecret {
  @ApiProperty({ description: 'Name: texts refer to it by `${secret:NAME}`.' })
  name: string;
  @ApiProperty({ type: [SecretValueView], description: 'Where it has a value; never the value itself.' })
  values: readonly SecretValueView[];
  @ApiProperty({ type: [String], description: 'Names of the files whose newest texts refer to it.' })
  usedBy: readonly string[];
}

export class ConfigSecretList {
  @ApiProperty({ type: [ConfigSecret], description: 'By name.' })
  items: readonly ConfigSecret[];
}

export class SecretPlace {
  @ApiProperty({ description: 'The project (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;
  @ApiPropertyOptional({
    description: 'Code of the environment; absent: every environment that has no value of its own.',
    maxLength: 39,
  })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  environment?: string;
}

export class SetSecret extends SecretPlace {
  @ApiProperty({
    description:
      'The value; it is sealed and shown to nobody who may not reveal it. Nodes get it with the next publication.',
    minLength: 1,
    maxLength: 20_000,
  })
  @IsString()
  @MinLength(1)
  @MaxLength(20_000)
  value: string;
}

export class RevealSecret extends SecretPlace {
  @ApiProperty({ description: 'Why it must be seen; kept in the audit log.', minLength: 1, maxLength: 500 })
  @IsString()
  @Matches(/\S/, { message: 'reason must have a visible character' })
  @MaxLength(500)
  reason: string;
}

export class RevealedText {
  @ApiProperty({ description: 'The value or text in the clear.' })
  text: string;
}
