import { aBlueGreen, aPlan, Fleet } from '../fleet.fixtures.js';
import {
  ACTIONS,
  consequencesOf,
  headline,
  noCounts,
  refusalOf,
  RELEASE_STATUSES,
  type BlueGreenStrategy,
  type PauseReason,
  type Rollout,
  type Text,
} from '../index.js';

const AROUND = {
  now: 1_000_000,
  approvalsGiven: 0,
  approvalsRequired: 1,
  isApprovalExpired: false,
  approvers: ['Ana'],
  gate: null,
};

function blueGreen(change: Partial<BlueGreenStrategy>, nodes = 3): Fleet {
  const plan = aPlan({ strategy: aBlueGreen(change), maxUnavailable: '100%', minReadySeconds: 1 });
  return new Fleet(
    plan,
    Array.from({ length: nodes }, () => 'good'),
  );
}

function headlineOf(fleet: Fleet): Text {
  return headline(fleet.rollout, { ...AROUND, now: fleet.now });
}

const UNTRIED = { now: AROUND.now, after: null };

const english = (texts: readonly Text[]): readonly string[] => texts.map(({ en }) => en);

describe('a blue-green release', () => {
  it('says before it starts that all fetch, then all switch, and for how long going back is instant', () => {
    const { rollout } = blueGreen({ rollbackWindowSeconds: 1_800 });
    expect(english(consequencesOf('deploy', rollout, UNTRIED))).toEqual([
      'Starts at once: 3 nodes fetch the new version; nothing that runs changes yet.',
      'As soon as all have it, they switch by themselves, within the limits of the plan.',
      'For 30 min after the switch the old version is kept, so that going back is as instant.',
    ]);
  });

  it('says that a person switches, and that the old one runs on beside the new', () => {
    const { rollout } = blueGreen({
      mode: 'side-by-side',
      isAutomatic: false,
      rollbackWindowSeconds: 1_800,
    });
    expect(english(consequencesOf('deploy', rollout, UNTRIED)).slice(1)).toEqual([
      'When all have it, it waits for somebody to switch them: the new version starts beside the old one, then the host moves its traffic.',
      'For 30 min after the switch the old version runs on, so that going back only moves the traffic.',
    ]);
  });

  it('waits for the switch, and says how many have fetched', () => {
    const fleet = blueGreen({ isAutomatic: false });
    fleet.deploy();
    fleet.runFor(10);
    expect(fleet.rollout.status).toBe('paused');
    expect(headlineOf(fleet).en).toBe(
      'Ready at step 2/3: 3 of 3 nodes have fetched the new version and still run the old one. Waits for somebody to switch them.',
    );
    expect(english(consequencesOf('promote', fleet.rollout, UNTRIED))).toEqual([
      'The switch begins: 3 nodes.',
    ]);
  });

  it.each([
    ['swap', 'the old one is kept for 60 s more, so that going back is as instant.'],
    [
      'side-by-side',
      'for 60 s from its own switch each host runs the old one beside it, and so long going back only moves the traffic.',
    ],
  ] as const)('says in its window (%s) for how long going back is instant', (mode, words) => {
    const fleet = blueGreen({ mode, rollbackWindowSeconds: 60 });
    fleet.deploy();
    while (fleet.rollout.step < 2) fleet.runFor(1);
    expect(headlineOf(fleet).en).toBe(`Step 3/3: switched, 3 nodes on the new version; ${words}`);
    const moves = english(consequencesOf('rollback', fleet.rollout, UNTRIED)).some((line) =>
      line.includes('traffic'),
    );
    expect(moves).toBe(mode === 'side-by-side');
    const over = { ...AROUND, now: (fleet.rollout.stepStartedAt ?? 0) + 60_000 };
    expect(headline(fleet.rollout, over).en).toBe('Step 3/3: switched, 3 nodes on the new version.');
  });
});

const PAUSES: readonly PauseReason[] = [
  { kind: 'step' },
  { kind: 'person', actor: 'Ana' },
  { kind: 'person', actor: null },
  { kind: 'failures', lost: 1, asked: 4 },
  { kind: 'no_evidence', wave: 0 },
  { kind: 'no_room', down: 1 },
  { kind: 'network', dark: 1, groups: ['pop-1'] },
  { kind: 'withdrawn', version: '2' },
  { kind: 'no_way_back', lost: 1, asked: 2, why: { kind: 'barrier', version: '1' } },
  { kind: 'emergency', actor: 'Ana' },
];

describe.each([0, 1, 2])('with %i nodes', (count) => {
  const { rollout } = new Fleet(
    aPlan(),
    Array.from({ length: count }, () => 'good'),
  );
  const wave = { size: count, counts: { ...noCounts(), succeeded: count } };
  const started: Rollout = { ...rollout, step: 0, waves: [wave], deployedAt: 1, stepStartedAt: 1 };
  const fewer = { ...noCounts(), excluded: count };
  const moved: Rollout = {
    ...started,
    status: 'scheduled',
    lost: -count,
    waves: [{ size: count, counts: fewer }],
  };
  const states = [
    ...RELEASE_STATUSES.map((status) => ({ ...started, status })),
    ...PAUSES.map((pause) => ({ ...started, status: 'paused' as const, pause })),
  ];

  it.each(states.map((state) => [state.status, state.pause?.kind ?? '', state] as const))(
    'every sentence of %s %s is whole in both languages',
    (_status, _pause, state) => {
      const said = [
        headline(state, AROUND),
        ...ACTIONS.flatMap((action) => consequencesOf(action, state, UNTRIED)),
        ...ACTIONS.flatMap((action) => consequencesOf(action, state, { ...UNTRIED, after: moved })),
        ...ACTIONS.flatMap((action) => refusalOf(action, state) ?? []),
      ];
      for (const { en, zh } of said) {
        expect(en).toMatch(/^[A-Z0-9].*[.:]\s?$/);
        expect(en).not.toMatch(/undefined|null|NaN|\b1 nodes|all 1 node/);
        expect(zh).toMatch(/\p{Script=Han}.*[。：]\s?$/u);
        expect(zh).not.toMatch(/undefined|null|NaN|[a-z]{4,}/);
      }
    },
  );
});
