import type { AlertRule } from '../../../lib/api';
import { PRESET_IDS, PRESETS, withPreset } from './presets';
import { EMPTY_RULE, ruleFaults, ruleRequest, ruleValues, type RuleValues } from './rule-values';

const filled: RuleValues = { ...EMPTY_RULE, name: 'Mine', projectId: 'p', environmentId: 'e', bin: 'edge' };

it.each(PRESET_IDS)('the preset %s says what it promises, where somebody wants to look', (id) => {
  const values = withPreset(filled, id, 'Named');
  expect(ruleFaults(values)).toEqual([]);
  const request = ruleRequest(values);
  expect(request).toMatchObject({
    name: 'Named',
    projectId: 'p',
    environmentId: 'e',
    severity: PRESETS[id].severity,
  });
  expect(request.condition).toEqual(PRESETS[id].condition);
  expect(request.bin).toBe(PRESETS[id].condition.kind === 'nodes' ? null : 'edge');
});

it('a rule that was read is sent back as it was', () => {
  const condition = {
    kind: 'metric',
    figure: 'errorRate',
    comparison: 'below',
    threshold: 0.07,
    windowSeconds: 600,
    minRequests: 50,
    forSeconds: 90,
  } as const;
  const place = { id: 'p', code: 'p', name: 'P' };
  const rule = {
    name: 'r',
    severity: 'info',
    isEnabled: false,
    project: place,
    environment: null,
    bin: 'b',
    condition,
  };
  const values = ruleValues(rule as unknown as AlertRule);
  expect(values).toMatchObject({ threshold: 7, windowMinutes: 10, forCount: 90, forUnit: 'second' });
  expect(ruleRequest(values)).toEqual({
    name: 'r',
    severity: 'info',
    isEnabled: false,
    projectId: 'p',
    environmentId: null,
    bin: 'b',
    condition,
  });
});

it.each<[Partial<RuleValues>, string]>([
  [{ name: ' ' }, 'name'],
  [{ projectId: '' }, 'projectId'],
  [{ states: [] }, 'states'],
  [{ kind: 'nodes', atLeast: '0' }, 'atLeast'],
  [{ kind: 'nodes', atLeast: '101%' }, 'atLeast'],
  [{ kind: 'metric', threshold: '' }, 'threshold'],
  [{ kind: 'metric', windowMinutes: 61 }, 'windowSeconds'],
  [{ forCount: 1.5 }, 'forSeconds'],
  [{ forCount: 25, forUnit: 'hour' }, 'forSeconds'],
])('%j is a fault', (part, fault) => {
  expect(ruleFaults({ ...filled, ...part })).toEqual([fault]);
});

it('a figure that is not of requests asks for none', () => {
  const memory = {
    ...filled,
    kind: 'metric',
    figure: 'memoryBytes',
    threshold: 200,
    minRequests: 10,
  } as const;
  expect(ruleRequest(memory).condition).toMatchObject({ figure: 'memoryBytes', threshold: 2e8 });
  expect(ruleRequest(memory).condition).not.toHaveProperty('minRequests');
});
