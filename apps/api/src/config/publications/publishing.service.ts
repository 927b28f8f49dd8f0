import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type {
  ConfigRelease,
  DeleteConfig,
  MadePublications,
  MakePublications,
  PublishConfig,
  RollBackConfig,
} from './publication.dto.js';

@Injectable()
export class PublishingService {
  make(_actor: Actor, _body: MakePublications): Promise<MadePublications> {
    throw new Error('to do');
  }
  publish(_actor: Actor, _id: string, _body: PublishConfig): Promise<ConfigRelease> {
    throw new Error('to do');
  }
  rollback(_actor: Actor, _id: string, _body: RollBackConfig): Promise<ConfigRelease> {
    throw new Error('to do');
  }
  delete(_actor: Actor, _id: string, _body: DeleteConfig): Promise<ConfigRelease> {
    throw new Error('to do');
  }
}
