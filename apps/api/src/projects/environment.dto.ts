import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  NotEquals,
} from 'class-validator';
import { IsNested } from '../platform/http/index.js';

const CODE = /^[a-z0-9][a-z0-9-]{0,38}$/;
const CODE_RULE = 'code must begin with a lower-case letter or digit and have up to 39 of a-z, 0-9 and -';

export class PromotionRule {
  @ApiProperty({
    format: 'uuid',
    description:
      'Environment of the same project in which a version must have completed; no chain of rules leads back to where it began.',
  })
  @IsUUID()
  fromEnvironmentId: string;

  @ApiProperty({
    description: 'Whole hours for which it must have run there since; 0 asks for the completion alone.',
    minimum: 0,
    maximum: 2160,
  })
  @IsInt()
  @Min(0)
  @Max(2160)
  soakHours: number;
}

export class CreateEnvironment {
  @ApiProperty({
    description:
      'Short name, unique in its project; not `base`, which is what configuration calls the text of all.',
    pattern: CODE.source,
  })
  @Matches(CODE, { message: CODE_RULE })
  @NotEquals('base', {
    message: 'code must not be "base": configuration calls the text of all environments so',
  })
  code: string;

  @ApiPropertyOptional({
    description: 'Name for people; the code when absent.',
    minLength: 1,
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'name must have a visible character' })
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({
    description: 'Place in the order, from 0; the end when absent.',
    minimum: 0,
    maximum: 99,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99)
  position?: number;

  @ApiPropertyOptional({ description: 'Production is confirmed with more care.', default: false })
  @IsOptional()
  @IsBoolean()
  isProduction?: boolean;

  @ApiPropertyOptional({
    description:
      'How many of those with the right must approve a release to it: a policy of one level. Another number than now replaces the policy; the address `approval-policy` below takes whole ones.',
    minimum: 0,
    maximum: 5,
    default: 0,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(5)
  requiredApprovals?: number;

  @ApiPropertyOptional({
    description: 'Hours after a release in which going back needs no new approval.',
    minimum: 0,
    maximum: 2160,
    default: 72,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2160)
  rollbackWindowHours?: number;
}

/** Beside the environments of a new project there is none yet that a rule could name. */
export class AddEnvironment extends CreateEnvironment {
  @ApiPropertyOptional({
    type: PromotionRule,
    nullable: true,
    description: 'What versions must have proved before a release of them starts here; null: nothing.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => PromotionRule)
  promotionRule?: PromotionRule | null;
}

export class ChangeEnvironment extends PartialType(AddEnvironment) {
  @ApiPropertyOptional({
    description: 'The `revision` of the project that you read; 409 STALE_REVISION when it has grown since.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class Environment {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Short name, unique in its project.' })
  code: string;
  @ApiProperty({ description: 'Name for people.' })
  name: string;
  @ApiProperty({ description: 'Place in the order, from 0.', minimum: 0 })
  position: number;
  @ApiProperty({ description: 'Whether real users depend on it.' })
  isProduction: boolean;
  @ApiProperty({
    description: 'How many people must approve a release to it, over all levels of its policy.',
    minimum: 0,
    maximum: 25,
  })
  requiredApprovals: number;
  @ApiProperty({
    description: 'Hours after a release in which going back needs no new approval.',
    minimum: 0,
    maximum: 2160,
  })
  rollbackWindowHours: number;
  @ApiProperty({
    type: PromotionRule,
    nullable: true,
    description: 'What versions must have proved before a release of them starts here; null: nothing.',
  })
  promotionRule: PromotionRule | null;
  @ApiProperty({ description: 'Nodes that serve it.', minimum: 0 })
  nodeCount: number;
}
