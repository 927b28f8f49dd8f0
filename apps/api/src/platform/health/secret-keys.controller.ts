import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth-guard/index.js';
import { SealedSecrets } from '../secrets/index.js';
import { SecretKeyUses } from './secret-keys.dto.js';

@ApiTags('health')
@ApiBearerAuth()
@Controller('secret-keys')
export class SecretKeysController {
  constructor(private readonly secrets: SealedSecrets) {}

  @Get()
  @Access('user.manage', 'everywhere')
  @ApiOperation({
    summary: 'Which keys stored secrets are sealed with',
    description:
      'After SECRET_KEY was changed, what the former key sealed is sealed anew in the background; this is how far it is. For admins.',
  })
  @ApiOkResponse({ type: SecretKeyUses })
  async list(): Promise<SecretKeyUses> {
    const uses = await this.secrets.byKey();
    return { items: uses.map((use) => ({ ...use, currentSince: use.currentSince?.toISOString() ?? null })) };
  }
}
