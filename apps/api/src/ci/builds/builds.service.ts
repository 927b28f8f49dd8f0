import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { toDo } from '../todo.js';
import type { CiBuild, CiBuildDetail, CiBuildQuery } from './build.dto.js';

@Injectable()
export class BuildsService {
  list(_actor: Actor, _query: CiBuildQuery): Promise<Page<CiBuild>> {
    return toDo();
  }
  get(_id: string): Promise<CiBuildDetail> {
    return toDo();
  }
}
