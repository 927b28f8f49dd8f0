import { isDeepStrictEqual } from 'node:util';
import { invalidField } from '../../platform/http/index.js';
import type { ReleaseDraftDto } from '../dto/release-draft.dto.js';
import type { StrategyTemplateEntity } from '../templates/strategy-template.entity.js';
import {
  rulesAlone,
  toRulesDto,
  type ReleaseDraft,
  type ReleaseRules,
  type RulesDto,
} from './release-draft.js';

type Template = Pick<StrategyTemplateEntity, 'id' | 'name' | 'rules'>;

/** Which template a release was made from, for people; its rules are the release's own from then on. */
export interface MadeFrom {
  readonly id: string;
  readonly name: string;
  /** The release says something else than the template did when the plan was made. */
  readonly isChanged: boolean;
}

/** What the draft says goes before what the template says; that `null` is said is an answer too. */
export function withTemplate(dto: ReleaseDraftDto, template: Template | null): ReleaseDraftDto & RulesDto {
  const said = Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== undefined));
  const { strategy, ...whole } = {
    ...(template ? toRulesDto(template.rules) : {}),
    ...(said as ReleaseDraftDto),
  };
  if (!strategy)
    throw invalidField('strategy', 'required', {
      en: 'Say how it goes out, or name a strategy template of the project.',
      zh: '请给出发布策略，或指定项目中的一个策略模板。',
    });
  return { ...whole, strategy };
}

export function madeFrom({ id, name, rules }: Template, draft: ReleaseDraft): MadeFrom {
  return { id, name, isChanged: !areSameRules(rules, rulesAlone(draft)) };
}

/** What is stored has lost the order of its keys, and nothing else. */
export function areSameRules(a: ReleaseRules, b: ReleaseRules): boolean {
  const asStored = (rules: ReleaseRules): unknown => JSON.parse(JSON.stringify(rules));
  return isDeepStrictEqual(asStored(a), asStored(b));
}
