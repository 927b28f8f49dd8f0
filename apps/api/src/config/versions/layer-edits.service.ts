import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type {
  ConfigCheck,
  ConfigLayer,
  ConfigMerge,
  LayerContent,
  MergeLayer,
  PromoteKeys,
  SaveLayer,
} from './layer.dto.js';

@Injectable()
export class LayerEditsService {
  save(_actor: Actor, _id: string, _layer: string, _body: SaveLayer): Promise<ConfigLayer> {
    throw new Error('to do');
  }
  check(_actor: Actor, _id: string, _layer: string, _body: LayerContent): Promise<ConfigCheck> {
    throw new Error('to do');
  }
  merge(_actor: Actor, _id: string, _layer: string, _body: MergeLayer): Promise<ConfigMerge> {
    throw new Error('to do');
  }
  promote(_actor: Actor, _id: string, _layer: string, _body: PromoteKeys): Promise<ConfigLayer> {
    throw new Error('to do');
  }
}
