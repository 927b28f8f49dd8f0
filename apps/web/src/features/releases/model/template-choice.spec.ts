import type { StrategyTemplate } from '../../../lib/api';
import { EMPTY_RULES, toRules } from './rules-state';
import { defaultChoice, differsFrom, NO_TEMPLATE, pickTemplate } from './template-choice';
import { EMPTY_WIZARD, toDraft } from './wizard-state';

const template = (id: string, some: Partial<StrategyTemplate> = {}): StrategyTemplate => ({
  id,
  name: id,
  strategy: { type: 'rolling', batch: 2 },
  maxUnavailable: 3,
  maxUnavailablePerGroup: { label: 'isp', max: 1 },
  darkAfterSeconds: 77,
  hours: { timeZone: 'UTC', days: [1], from: '09:00', to: '17:00' },
  defaultForEnvironmentIds: [],
  revision: 1,
  changedBy: 'Li Wei',
  changedAt: '2026-11-23T10:00:00.000Z',
  ...some,
});
const careful = template('careful', { defaultForEnvironmentIds: ['production'] });
const quick = template('quick', { strategy: { type: 'rolling', batch: '100%' }, hours: null });

it('brings everything of a template into the draft, also what the form does not show', () => {
  const state = { ...EMPTY_WIZARD, environmentId: 'e', bin: 'b', version: '1', ...pickTemplate(careful) };
  const { id, name: _n, defaultForEnvironmentIds: _d, ...more } = careful;
  const { revision: _r, changedBy: _b, changedAt: _a, ...rules } = more;
  expect(toDraft(state)).toMatchObject({ ...rules, strategyTemplateId: id });
  expect(toDraft({ ...state, ...pickTemplate(undefined) })).not.toHaveProperty('strategyTemplateId');
});

it('begins with the default of the environment, and follows another environment while nobody touched it', () => {
  const brought = defaultChoice(NO_TEMPLATE, 'production', [quick, careful]);
  expect(brought).toMatchObject({ strategyTemplateId: 'careful', strategyType: 'rolling', batch: '2' });
  const followed = { strategyTemplateId: 'careful', areRulesByHand: false };
  expect(defaultChoice(followed, 'production', [quick, careful])).toBeNull();
  expect(defaultChoice(followed, 'test', [quick, careful])).toEqual({
    ...EMPTY_RULES,
    strategyTemplateId: '',
  });
});

it('leaves alone what a person chose, unless that template is gone', () => {
  const chosen = { strategyTemplateId: 'quick', areRulesByHand: true };
  expect(defaultChoice(chosen, 'production', [quick, careful])).toBeNull();
  expect(defaultChoice({ ...NO_TEMPLATE, areRulesByHand: true }, 'production', [careful])).toBeNull();
  expect(defaultChoice(chosen, 'production', [careful])).toEqual({ strategyTemplateId: '' });
});

it('says when a release differs from its template', () => {
  const state = { ...EMPTY_RULES, ...pickTemplate(quick) };
  expect(differsFrom(quick, state)).toBe(false);
  expect(differsFrom(quick, { ...state, onFailure: 'pause' })).toBe(true);
  expect(differsFrom(quick, { ...state, batch: 'many' })).toBe(true);
  expect(toRules(state)).toMatchObject({ hours: null });
});
