import { ApiProperty } from '@nestjs/swagger';

export class Session {
  @ApiProperty({ format: 'uuid', description: 'Id; it is no secret and opens nothing.' })
  id: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'How the browser called itself when it was last heard; anybody can make one up.',
  })
  userAgent: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Network address of the last renewal, as the console saw it; a proxy shows its own.',
  })
  address: string | null;
  @ApiProperty({ format: 'date-time', description: 'When somebody signed in (UTC).' })
  createdAt: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was last renewed (UTC); a page that is open renews about every quarter of an hour.',
  })
  lastUsedAt: string;
  @ApiProperty({
    format: 'date-time',
    description:
      'When it ends if nobody uses it until then (UTC); never later than 30 days after the sign-in.',
  })
  expiresAt: string;
  @ApiProperty({ description: 'Whether it is the one that asks.' })
  isCurrent: boolean;
}

export class SessionPage {
  @ApiProperty({ type: [Session], description: 'Sessions that are open now, newest sign-in first.' })
  items: readonly Session[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}

export class SessionsEnded {
  @ApiProperty({ description: 'How many sessions were open and are ended now.', minimum: 0 })
  ended: number;
}
