import type { CiBuild, CiRule, CiSource } from '../../../lib/api';
import { jobsOf, newestOf } from './bin-builds';
import { healthOf, isAskable } from './looks';
import { parametersOf } from './parameters';
import { ciRuleFaults, ciRuleRequest, ciRuleValues, EMPTY_CI_RULE, type CiRuleValues } from './rule-values';
import { setupSteps } from './setup-steps';
import {
  createRequest,
  editRequest,
  losesToken,
  sourceFaults,
  sourceValues,
  type SourceValues,
} from './source-values';

const ANSWERS: CiSource['circuit'] = { isOpen: false, failures: 0, nextTryAt: null, error: null };
const source = { isEnabled: true, circuit: ANSWERS, lastDeliveryAt: '2026-01-01T00:00:00Z' };

it.each([
  ['good', source],
  ['silent', { ...source, lastDeliveryAt: null }],
  ['unreachable', { ...source, circuit: { ...ANSWERS, failures: 1 } }],
  ['unreachable', { ...source, lastDeliveryAt: null, circuit: { ...ANSWERS, isOpen: true } }],
  ['off', { ...source, isEnabled: false, circuit: { ...ANSWERS, isOpen: true } }],
] as const)('is %s', (health, told) => expect(healthOf(told)).toBe(health));

it('only a Jenkins with an address and a token can be asked', () => {
  const jenkins = { kind: 'jenkins', baseUrl: 'https://ci.example.com/', hasToken: true } as const;
  expect(isAskable(jenkins)).toBe(true);
  expect(isAskable({ ...jenkins, hasToken: false })).toBe(false);
  expect(isAskable({ ...jenkins, baseUrl: null })).toBe(false);
  expect(isAskable({ ...jenkins, kind: 'gitlab' })).toBe(false);
});

const url = 'https://console.example.com/webhooks/x/1';
const secret = { secret: 'whsec_c2VjcmV0', urlWithSecret: `${url}~whsec_c2VjcmV0` };

it.each(['jenkins', 'gitlab', 'github', 'generic'] as const)(
  'the steps of %s have the address, and the secret only while it is shown',
  (kind) => {
    const pasted = setupSteps({ kind, webhookUrl: url }, secret).map(({ paste }) => paste);
    expect(pasted).toContain(secret.secret);
    expect(pasted.join(' ')).toContain(url);
    const later = setupSteps({ kind, webhookUrl: url }, null).map(({ paste }) => paste);
    expect(later.join(' ')).toContain(url);
    expect(later.join(' ')).not.toContain(secret.secret);
  },
);

it('lines for a pipeline name no secret: they stand in the repository of whoever pastes them', () => {
  const [, lines] = setupSteps({ kind: 'jenkins', webhookUrl: url }, secret);
  expect(lines?.paste).toContain('withCredentials');
  expect(lines?.paste).not.toContain(secret.secret);
});

const filled: CiRuleValues = {
  ...EMPTY_CI_RULE,
  name: 'Main',
  job: 'team/my-svc',
  file: 'dist/my-svc-{arch}',
  bin: 'my-svc',
  version: '{parameter.VERSION}',
  arch: '{file.arch}',
};

it.each<[Partial<CiRuleValues>, string]>([
  [{ name: ' ' }, 'name'],
  [{ job: '' }, 'job'],
  [{ file: '' }, 'file'],
  [{ bin: '' }, 'bin'],
  [{ version: '' }, 'version'],
  [{ arch: ' ' }, 'arch'],
  [{ position: '' }, 'position'],
  [{ position: -1 }, 'position'],
  [{ position: 10_001 }, 'position'],
  [{ release: 'draft' }, 'environment'],
])('%j is a fault', (part, fault) => expect(ciRuleFaults({ ...filled, ...part })).toEqual([fault]));

it('what is filled in is a rule', () => {
  expect(ciRuleFaults(filled)).toEqual([]);
  expect(ciRuleRequest({ ...filled, name: ' Main ' }, 's', null)).toEqual({
    ...{
      sourceId: 's',
      name: 'Main',
      job: 'team/my-svc',
      ref: '',
      file: 'dist/my-svc-{arch}',
      bin: 'my-svc',
    },
    ...{ version: '{parameter.VERSION}', arch: '{file.arch}', kind: 'file', isEnabled: true, position: 0 },
  });
});

it('a rule that was read is sent back as it was, with a strategy that the form does not show', () => {
  const release = { mode: 'submit', environment: 'production', strategy: { type: 'all_at_once' } };
  const rule = { ...filled, position: 3, release } as unknown as CiRule;
  const values = ciRuleValues(rule);
  expect(ciRuleRequest(values, 's', rule)).toEqual({
    ...ciRuleRequest({ ...filled, position: 3 }, 's', null),
    release,
  });
  expect(ciRuleRequest({ ...values, strategyTemplateId: 't' }, 's', rule).release).toEqual({
    mode: 'submit',
    environment: 'production',
    strategyTemplateId: 't',
  });
  expect(ciRuleRequest({ ...values, release: 'none' }, 's', rule)).not.toHaveProperty('release');
});

it('reads parameters by line', () => {
  expect(parametersOf('VERSION=2.4.1\n\n FLAGS = a=b ')).toEqual({ VERSION: '2.4.1', FLAGS: 'a=b' });
  expect(parametersOf('')).toEqual({});
  expect(parametersOf('VERSION')).toBeNull();
  expect(parametersOf('2X=1')).toBeNull();
});

describe('the settings of a source', () => {
  const kept = {
    ...{ projectId: 'p', kind: 'jenkins', name: 'Main', baseUrl: 'https://ci.example.com/' },
    ...{ userName: 'bot', hasToken: true, pollSeconds: 60, revision: 2 },
  } as CiSource;
  const values = sourceValues(kept, '');

  it('name the token only when it changes', () => {
    expect(editRequest(values)).not.toHaveProperty('token');
    expect(editRequest({ ...values, token: ' new ' }).token).toBe('new');
    expect(editRequest({ ...values, isTokenGone: true }).token).toBeNull();
    expect(createRequest({ ...values, token: '' }).token).toBeNull();
  });

  it('say when another address takes the token away', () => {
    expect(losesToken(kept, values)).toBe(false);
    expect(losesToken(kept, { ...values, baseUrl: 'https://other.example.com/' })).toBe(true);
    expect(losesToken(kept, { ...values, baseUrl: '', token: 'new' })).toBe(false);
    expect(losesToken(null, values)).toBe(false);
  });

  it.each<[Partial<SourceValues>, string]>([
    [{ projectId: '' }, 'projectId'],
    [{ name: ' ' }, 'name'],
    [{ baseUrl: 'ci.example.com' }, 'baseUrl'],
    [{ baseUrl: 'ftp://ci.example.com' }, 'baseUrl'],
    [{ pollSeconds: '' }, 'pollSeconds'],
    [{ pollSeconds: 1.5 }, 'pollSeconds'],
  ])('%j is a fault', (part, fault) => expect(sourceFaults({ ...values, ...part })).toEqual([fault]));

  it('ask only Jenkins for builds', () => {
    const gitlab = { ...values, kind: 'gitlab', pollSeconds: '' } as const;
    expect(sourceFaults(gitlab)).toEqual([]);
    expect(createRequest(gitlab)).not.toHaveProperty('pollSeconds');
  });
});

describe('builds of a bin', () => {
  const aBuild = (id: string, seenAt: string) => ({ id, seenAt }) as CiBuild;
  const aRule = (bin: string, sourceId: string, job: string) => ({ bin, sourceId, job }) as CiRule;

  it('are those that became it and those of its jobs, the newest first and each once', () => {
    const [old, mid, young] = [
      aBuild('a', '2026-01-01'),
      aBuild('b', '2026-01-02'),
      aBuild('c', '2026-01-03'),
    ];
    expect(
      newestOf([
        [mid, old],
        [young, mid],
      ]),
    ).toEqual([young, mid, old]);
  });

  it('are asked for by jobs that have names', () => {
    const rules = [
      aRule('mine', 's', 'team/my-svc'),
      aRule('mine', 's', 'team/my-svc'),
      aRule('mine', 's', 'team/*'),
      aRule('other', 's', 'team/other'),
    ];
    expect(jobsOf('mine', rules)).toEqual([{ sourceId: 's', job: 'team/my-svc' }]);
  });
});
