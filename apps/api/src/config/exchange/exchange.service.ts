import { Injectable, type StreamableFile } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ImportAnswer, ImportQuery } from './exchange.dto.js';

@Injectable()
export class ExchangeService {
  export(_actor: Actor, _projectId: string): Promise<StreamableFile> {
    throw new Error('to do');
  }
  import(_actor: Actor, _query: ImportQuery, _body: unknown): Promise<ImportAnswer> {
    throw new Error('to do');
  }
}
