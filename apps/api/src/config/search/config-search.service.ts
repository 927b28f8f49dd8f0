import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ConfigMatches, ConfigSearchQuery } from './config-search.dto.js';

@Injectable()
export class ConfigSearchService {
  find(_actor: Actor, _query: ConfigSearchQuery): Promise<ConfigMatches> {
    throw new Error('to do');
  }
}
