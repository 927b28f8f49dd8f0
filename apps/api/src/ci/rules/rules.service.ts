import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { toDo } from '../todo.js';
import type { CiRule, CiRuleQuery, CiRuleTrial, CreateCiRule, EditCiRule, TryCiRule } from './rule.dto.js';

@Injectable()
export class RulesService {
  list(_actor: Actor, _query: CiRuleQuery): Promise<Page<CiRule>> {
    return toDo();
  }
  get(_id: string): Promise<CiRule> {
    return toDo();
  }
  create(_actor: Actor, _body: CreateCiRule): Promise<CiRule> {
    return toDo();
  }
  edit(_actor: Actor, _id: string, _body: EditCiRule): Promise<CiRule> {
    return toDo();
  }
  remove(_actor: Actor, _id: string): Promise<void> {
    return toDo();
  }
  try(_actor: Actor, _body: TryCiRule): Promise<CiRuleTrial> {
    return toDo();
  }
}
