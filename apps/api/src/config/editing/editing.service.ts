import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { ConfigEditors, EditingWord } from './editing.dto.js';

@Injectable()
export class EditingService {
  list(_actor: Actor, _id: string): Promise<ConfigEditors> {
    throw new Error('to do');
  }
  say(_actor: Actor, _id: string, _body: EditingWord): Promise<ConfigEditors> {
    throw new Error('to do');
  }
}
