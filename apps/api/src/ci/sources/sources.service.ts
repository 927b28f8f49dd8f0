import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { toDo } from '../todo.js';
import type {
  CiSecret,
  CiSource,
  CiSourceQuery,
  CiSourceTest,
  CreateCiSource,
  CreatedCiSource,
  EditCiSource,
  RotateCiSecret,
} from './source.dto.js';

@Injectable()
export class SourcesService {
  list(_actor: Actor, _query: CiSourceQuery): Promise<Page<CiSource>> {
    return toDo();
  }
  get(_id: string): Promise<CiSource> {
    return toDo();
  }
  create(_actor: Actor, _body: CreateCiSource): Promise<CreatedCiSource> {
    return toDo();
  }
  edit(_actor: Actor, _id: string, _body: EditCiSource): Promise<CiSource> {
    return toDo();
  }
  remove(_actor: Actor, _id: string): Promise<void> {
    return toDo();
  }
  rotate(_actor: Actor, _id: string, _body: RotateCiSecret): Promise<CiSecret> {
    return toDo();
  }
  test(_id: string): Promise<CiSourceTest> {
    return toDo();
  }
}
