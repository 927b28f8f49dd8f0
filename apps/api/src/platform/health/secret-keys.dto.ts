import { ApiProperty } from '@nestjs/swagger';

export class SecretKeyUse {
  @ApiProperty({
    description: 'Name of the key in sealed texts, 12 hexadecimal digits; it tells nothing about the key.',
  })
  id: string;
  @ApiProperty({
    enum: ['current', 'former', 'missing'],
    description:
      '`current`: SECRET_KEY. `former`: one of FORMER_SECRET_KEYS, still opens what it sealed. `missing`: the console does not have it, and what it sealed can not be read.',
  })
  state: 'current' | 'former' | 'missing';
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'Since when it is, or last was, the key in use (UTC); null: never since the console notes it.',
  })
  currentSince: string | null;
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'So many stored secrets are sealed with it. A former key with 0 is needed for none of them.',
  })
  sealed: number;
}

export class SecretKeyUses {
  @ApiProperty({ type: [SecretKeyUse], description: 'The one in use first.' })
  items: readonly SecretKeyUse[];
}
