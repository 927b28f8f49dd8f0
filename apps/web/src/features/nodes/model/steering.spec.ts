import { HOLD_ENDS, holdUntil } from './hold-ends';
import { isMark, MARK_LOOKS, MARKS, marksOf } from './node-marks';
import { movesFrom } from './node-looks';
import { runForEach } from './run-for-each';

const PLAIN = { holds: [], heldLocally: null, quarantine: null, running: [{ drift: null }] };
const PIN = { id: 'h1', bin: null, reason: 'r', by: 'Mei', since: '2026-01-01T00:00:00Z', until: null };

it.each([
  [[], PLAIN],
  [['held'], { ...PLAIN, holds: [PIN] }],
  [['held'], { ...PLAIN, heldLocally: { reason: 'r', until: null } }],
  [
    ['drifted', 'quarantined'],
    {
      ...PLAIN,
      quarantine: { since: '2026-01-01T00:00:00Z' },
      running: [{ drift: { findingId: 'f', since: '2026-01-01T00:00:00Z', attempts: 1 } }],
    },
  ],
])('marks %j', (marks, node) => {
  expect(marksOf(node)).toEqual(marks);
});

it('knows its own marks only, each with a filter of its own', () => {
  expect(['held', 'offline', '', undefined].map(isMark)).toEqual([true, false, false, false]);
  expect(new Set(MARKS.map((mark) => MARK_LOOKS[mark].parameter)).size).toBe(MARKS.length);
});

it('ends a hold after its time by the clock it is given, or never', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(HOLD_ENDS.map((end) => holdUntil(end, now))).toEqual([
    '2026-01-01T01:00:00.000Z',
    '2026-01-02T00:00:00.000Z',
    '2026-01-08T00:00:00.000Z',
    null,
  ]);
});

it('offers no move that the console refuses: who left for good stays so', () => {
  expect([movesFrom('retired'), movesFrom('replaced')]).toEqual([[], []]);
});

it('does it for each, few at a time, and tells which did not work', async () => {
  let atOnce = 0;
  let most = 0;
  const outcome = await runForEach([1, 2, 3, 4, 5, 6, 7, 8, 9], async (item) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
    if (item % 4 === 0) throw new Error(`not ${item}`);
  });
  expect([...outcome.done].sort()).toEqual([1, 2, 3, 5, 6, 7, 9]);
  expect(outcome.failed.map(({ item }) => item).sort()).toEqual([4, 8]);
  expect(most).toBeLessThanOrEqual(4);
});
