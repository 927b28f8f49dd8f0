import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type {
  ConfigSecret,
  ConfigSecretList,
  RevealedText,
  RevealSecret,
  SecretPlace,
  SetSecret,
} from './config-secret.dto.js';

@Injectable()
export class ConfigSecretsService {
  list(_actor: Actor, _projectId: string): Promise<ConfigSecretList> {
    throw new Error('to do');
  }
  set(_actor: Actor, _name: string, _body: SetSecret): Promise<ConfigSecret> {
    throw new Error('to do');
  }
  forget(_actor: Actor, _name: string, _query: SecretPlace): Promise<void> {
    throw new Error('to do');
  }
  reveal(_actor: Actor, _name: string, _body: RevealSecret): Promise<RevealedText> {
    throw new Error('to do');
  }
}
