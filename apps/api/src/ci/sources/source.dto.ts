import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { LocalizedText, PageQuery } from '../../platform/http/index.js';
import { NAME, SOURCE_KINDS, type SourceKind } from '../ci-words.js';

const DAY = 86_400;
const BASE_URL =
  'Where it answers, such as `https://ci.example.com/`; of GitHub the API, `https://api.github.com/`. Files are fetched from below it only. An address of the own network needs OUTGOING_ALLOW. Null: nothing is fetched or asked.';
const USER = 'User name for Basic sign-in with `token`; of Jenkins the person of the API token.';
const TOKEN =
  'API token that reads builds and files; sealed, and never shown again. Without it the files must be open to anybody.';
const POLL =
  'How often Jenkins is asked for builds that nobody told of, in seconds; 0: never. Jenkins itself never repeats a call.';

export class CiSourceQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only sources of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
}

export class CreateCiSource {
  @ApiProperty({ description: 'The project whose bins it feeds (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;
  @ApiProperty({ enum: SOURCE_KINDS, description: 'Who calls.' })
  @IsIn(SOURCE_KINDS)
  kind: SourceKind;
  @ApiProperty({
    description: 'Name, one of a kind in the project.',
    maxLength: 100,
    example: 'Main Jenkins',
  })
  @Matches(NAME, { message: 'name must have 1 to 100 characters' })
  name: string;
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, description: BASE_URL })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  baseUrl?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, description: USER })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  userName?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, description: TOKEN })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  token?: string | null;
  @ApiPropertyOptional({ minimum: 0, maximum: DAY, default: 300, description: POLL })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY)
  pollSeconds?: number;
}

export class EditCiSource {
  @ApiPropertyOptional({ description: 'Name.', maxLength: 100 })
  @IsOptional()
  @Matches(NAME, { message: 'name must have 1 to 100 characters' })
  name?: string;
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, description: BASE_URL })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(500)
  baseUrl?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, description: USER })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(200)
  userName?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 500,
    description: `${TOKEN} Null takes it away. Another base URL takes it away too, unless it is given again.`,
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(500)
  token?: string | null;
  @ApiPropertyOptional({ minimum: 0, maximum: DAY, description: POLL })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY)
  pollSeconds?: number;
  @ApiPropertyOptional({ description: 'Whether its calls are taken; while it is off they answer 401.' })
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;
  @ApiPropertyOptional({
    description: 'Revision that the edit was made on; refused when it is not the current one.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class CiSecretState {
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when it is taken; null: it is the current one.',
  })
  endsAt: string | null;
}

export class CiCircuit {
  @ApiProperty({ description: 'Whether the console leaves it alone for a while, because it did not answer.' })
  isOpen: boolean;
  @ApiProperty({ minimum: 0, description: 'Calls in a row that failed.' })
  failures: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is asked again; null while it answers.',
  })
  nextTryAt: string | null;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'What went wrong last; null while it answers.',
  })
  error: LocalizedText | null;
}

export class CiSource {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({ description: 'Code of the project.' })
  projectCode: string;
  @ApiProperty({ enum: SOURCE_KINDS, description: 'Who calls.' })
  kind: SourceKind;
  @ApiProperty({ description: 'Name.' })
  name: string;
  @ApiProperty({ description: 'Address for its calls, without a secret.' })
  webhookUrl: string;
  @ApiProperty({ type: String, nullable: true, description: BASE_URL })
  baseUrl: string | null;
  @ApiProperty({ type: String, nullable: true, description: USER })
  userName: string | null;
  @ApiProperty({ description: 'Whether there is a token.' })
  hasToken: boolean;
  @ApiProperty({ minimum: 0, description: POLL })
  pollSeconds: number;
  @ApiProperty({ description: 'Whether its calls are taken.' })
  isEnabled: boolean;
  @ApiProperty({ minimum: 1, description: 'Grows with each change of the settings.' })
  revision: number;
  @ApiProperty({ type: [CiSecretState], description: 'Secrets that are taken now, the newest first.' })
  secrets: CiSecretState[];
  @ApiProperty({ type: CiCircuit, description: 'How asking it goes.' })
  circuit: CiCircuit;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it last told something that was true; null: not yet.',
  })
  lastDeliveryAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last asked for builds; null: not yet.',
  })
  lastPolledAt: string | null;
  @ApiProperty({ minimum: 0, description: 'How many rules it has.' })
  rules: number;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt: string;
  @ApiProperty({ description: 'Who made it.' })
  createdByName: string;
}

export class CiSourcePage {
  @ApiProperty({ type: [CiSource], description: 'Newest first.' })
  items: CiSource[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class CiSecret {
  @ApiProperty({ description: 'The secret, `whsec_` and base64; shown this once only.' })
  secret: string;
  @ApiProperty({
    description:
      'Address with the secret in it, for a sender that can set no header; keep it like the secret.',
  })
  urlWithSecret: string;
}

export class CreatedCiSource extends CiSecret {
  @ApiProperty({ type: CiSource, description: 'The source.' })
  source: CiSource;
}

export class RotateCiSecret {
  @ApiPropertyOptional({
    description: 'How long the secret so far is taken too, in seconds; 0: no longer.',
    minimum: 0,
    maximum: 30 * DAY,
    default: DAY,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30 * DAY)
  graceSeconds?: number;
}

export class CiSourceTest {
  @ApiProperty({ description: 'Whether it answered as it should, with the token.' })
  isOk: boolean;
  @ApiProperty({ type: LocalizedText, description: 'What it answered, in one sentence.' })
  note: LocalizedText;
}
