import { explain, type ExplainFacts } from './explain.js';

const WANTED = {
  sha256: 'b'.repeat(64),
  version: '2.0',
  action: 'activate',
  source: 'release',
  releaseNumber: 7,
  isReleaseOver: false,
} as const;
const FACTS: ExplainFacts = {
  bin: 'proxy',
  lifecycle: 'active',
  presence: 'online',
  isQuarantined: false,
  needsNewerAgent: false,
  isDrifted: false,
  held: null,
  running: { sha256: 'a'.repeat(64), version: '1.0', healthy: true },
  desired: WANTED,
  awaited: null,
  phase: null,
  error: null,
};
const ON_HOST = { by: 'host', reason: 'tests', who: null, until: null } as const;
const BY_PEOPLE = {
  by: 'people',
  reason: 'incident',
  who: 'Mei',
  until: '2030-01-02T03:04:05.000Z',
} as const;
const AWAITED = { number: 9, version: '3.0', isPaused: false, wave: 2, passedBy: null };
const ARRIVED = { sha256: WANTED.sha256, version: '2.0', healthy: true };

describe('why a node runs what it runs', () => {
  it.each<[string, Partial<ExplainFacts>, string]>([
    ['left', { lifecycle: 'retired' }, 'retired'],
    ['observing', { lifecycle: 'observing' }, 'until it is adopted'],
    ['nothing_decided', { desired: null }, 'ever released'],
    ['left_alone', { desired: { ...WANTED, sha256: null, version: null, source: 'none' } }, 'left alone'],
    ['agent_too_old', { needsNewerAgent: true }, 'upgrade the agent to 0.2.0'],
    ['no_file', { desired: { ...WANTED, sha256: null } }, 'which file is not known'],
    [
      'failed',
      { phase: 'failed', error: { code: 'UNHEALTHY', message: 'no answer' } },
      'proxy 2.0 failed here (UNHEALTHY: no answer)',
    ],
    ['held', { held: ON_HOST }, 'its host is held (tests); proxy 2.0 waits'],
    ['held', { held: BY_PEOPLE }, 'Mei holds it until 2030-01-02 03:04 UTC (incident); proxy 2.0 waits'],
    ['held', { held: BY_PEOPLE, running: ARRIVED }, 'keeps proxy 2.0 because Mei holds it'],
    ['held', { held: BY_PEOPLE, running: ARRIVED, awaited: AWAITED }, 'proxy 3.0 waits'],
    ['held', { held: BY_PEOPLE, desired: null }, 'It keeps proxy 1.0'],
    ['quarantined', { isQuarantined: true, held: ON_HOST }, 'two agents speak in its name'],
    ['awaits_release', { running: ARRIVED, awaited: AWAITED }, 'gets proxy 3.0 in wave 2 of release #9'],
    ['awaits_release', { desired: null, awaited: { ...AWAITED, isPaused: true } }, 'which is paused'],
    [
      'awaits_release',
      { running: ARRIVED, awaited: { ...AWAITED, passedBy: 'NODE_OFFLINE' } },
      'passed it by because it was offline',
    ],
    ['under_way', { awaited: AWAITED }, 'on its way to proxy 2.0'],
    ['silent', { presence: 'offline' }, 'not been heard of'],
    ['staged', { desired: { ...WANTED, action: 'stage' } }, 'ready for the switch'],
    [
      'staged',
      { desired: { ...WANTED, action: 'stage', isReleaseOver: true } },
      'a switch that does not come: release #7 has ended',
    ],
    ['under_way', { phase: 'downloading' }, 'on its way to proxy 2.0 (downloading)'],
    ['drift', { isDrifted: true, phase: 'active' }, 'something on the host changed it'],
    ['as_decided', { running: ARRIVED }, 'release #7 gave it that'],
    ['as_decided', { running: ARRIVED, presence: 'offline' }, 'release #7'],
    [
      'as_decided',
      { running: ARRIVED, desired: { ...WANTED, action: 'revert' } },
      'took back what it had given',
    ],
    [
      'as_decided',
      { running: ARRIVED, desired: { ...WANTED, source: 'baseline', releaseNumber: null } },
      'baseline',
    ],
    [
      'as_decided',
      { running: ARRIVED, desired: { ...WANTED, source: 'adopted', releaseNumber: null } },
      'adopted',
    ],
  ])('%s: %j', (kind, change, words) => {
    const explanation = explain({ ...FACTS, ...change });
    expect(explanation.kind).toBe(kind);
    expect(explanation.text.en).toContain(words);
    expect(explanation.text.en).toMatch(/\.$/);
    expect(explanation.text.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it('names a digest that is no version by its beginning, and says when it is not healthy', () => {
    const { text } = explain({
      ...FACTS,
      running: { sha256: 'c'.repeat(64), version: null, healthy: false },
    });
    expect(text.en).toContain('proxy cccccccccccc… (not healthy)');
  });
});
