import { ApiProperty } from '@nestjs/swagger';

export class WebhookAnswer {
  @ApiProperty({
    enum: ['accepted', 'duplicate'],
    description:
      '`accepted`: it is kept and will be looked at. `duplicate`: it came before, nothing more is done.',
  })
  status: 'accepted' | 'duplicate';
}
