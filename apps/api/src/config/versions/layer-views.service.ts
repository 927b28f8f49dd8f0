import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import type { RevealedText } from '../secrets/config-secret.dto.js';
import type { ConfigDiff, ConfigDiffQuery } from './diff.dto.js';
import type {
  ConfigEffective,
  ConfigLayer,
  ConfigVersion,
  ConfigVersionQuery,
  RevealText,
} from './layer.dto.js';

@Injectable()
export class LayerViewsService {
  layer(_id: string, _layer: string): Promise<ConfigLayer> {
    throw new Error('to do');
  }
  version(_id: string, _layer: string, _version: number): Promise<ConfigLayer> {
    throw new Error('to do');
  }
  versions(_id: string, _query: ConfigVersionQuery): Promise<Page<ConfigVersion>> {
    throw new Error('to do');
  }
  reveal(_actor: Actor, _id: string, _layer: string, _body: RevealText): Promise<RevealedText> {
    throw new Error('to do');
  }
  diff(_id: string, _query: ConfigDiffQuery): Promise<ConfigDiff> {
    throw new Error('to do');
  }
  effective(_id: string, _environment: string): Promise<ConfigEffective> {
    throw new Error('to do');
  }
}
