import { ApiProperty } from '@nestjs/swagger';

export class WebhookAnswer {
  @ApiProperty({
    enum: ['accepted', 'duplicate', 'unreadable'],
    description:
      '`accepted`: it is kept and will be looked at. `duplicate`: it came before, nothing more is done. `unreadable`: its body can not be read or is too large, so it has no effect; GitLab and GitHub are answered so, others by a refusal.',
  })
  status: 'accepted' | 'duplicate' | 'unreadable';
}
