import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { toDo } from '../todo.js';
import type { CiStart, CiStarts, StartCiBuild } from './start.dto.js';

@Injectable()
export class StartsService {
  start(_actor: Actor, _sourceId: string, _body: StartCiBuild): Promise<CiStart> {
    return toDo();
  }
  list(_sourceId: string): Promise<CiStarts> {
    return toDo();
  }
}
