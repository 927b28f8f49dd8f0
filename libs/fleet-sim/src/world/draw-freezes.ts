import type { Chance } from '../chance.js';
import type { DeclaredFreeze } from '../words.js';
import type { PlannedFreeze } from './scenario.js';
import { CHANGING_ZONES, STEADY_ZONES, type Zone } from './zones.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 1_440 * MINUTE;
const ORDINARY_START = 1_000 * SECOND;

export interface DrawnCalendar {
  /** When the world begins, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly freezes: readonly PlannedFreeze[];
}

/** What is in the freeze calendar; some worlds begin shortly before the clocks of a zone change. */
export function drawCalendar(chance: Chance, calmAt: number, mayClocksChange: boolean): DrawnCalendar {
  const isAny = chance.is(0.35);
  const isChanging = chance.is(0.4);
  const steady = chance.pick(STEADY_ZONES);
  const changing = chance.pick(CHANGING_ZONES);
  const lead = chance.int(30, 240) * SECOND;
  if (!isAny) return { startsAt: ORDINARY_START, freezes: [] };
  const isAtChange = isChanging && mayClocksChange;
  const startsAt = isAtChange ? changing.change.at - lead : ORDINARY_START;
  const zone = isAtChange ? changing : steady;
  const freezes = Array.from({ length: chance.int(1, 3) }, (_, index) =>
    drawFreeze(chance, { index, startsAt, calmAt, zone }),
  );
  return { startsAt, freezes };
}

interface Around {
  readonly index: number;
  readonly startsAt: number;
  readonly calmAt: number;
  readonly zone: Zone;
}

function drawFreeze(chance: Chance, around: Around): PlannedFreeze {
  const enteredAt = chance.int(0, 120) * SECOND;
  const isOnce = chance.is(0.4);
  const times = isOnce ? drawOnce(chance, around) : drawWeekly(chance, around);
  const scope = chance.pick(SCOPES);
  // One that comes again must be taken out, or it would hold for as long as a day.
  const removedAt =
    isOnce && chance.is(0.7) ? null : enteredAt + chance.int(30, around.calmAt / SECOND) * SECOND;
  const goBackAt = chance.is(0.6) ? enteredAt + chance.int(5, 200) * SECOND : null;
  return { id: `freeze-${around.index}`, enteredAt, removedAt, goBackAt, freeze: { scope, times } };
}

const SCOPES: readonly DeclaredFreeze['scope'][] = [
  ...['production', 'production', 'production', 'project', 'everywhere', 'staging'],
] as DeclaredFreeze['scope'][];

function drawOnce(chance: Chance, { startsAt }: Around): DeclaredFreeze['times'] {
  const from = startsAt + chance.int(-60, 280) * SECOND;
  return { kind: 'once', startsAt: from, endsAt: from + chance.int(1, 150) * SECOND };
}

/** Begins, by the clock before or after a change, in the last hours or soon; and ends soon. */
function drawWeekly(chance: Chance, { startsAt, zone }: Around): DeclaredFreeze['times'] {
  const wall = (minutes: number): number => {
    const offset = chance.is(0.5) ? zone.offset : (zone.change?.offset ?? zone.offset);
    return startsAt + (minutes + offset) * MINUTE;
  };
  const begin = chance.is(0.25) ? chance.int(-900, -60) : chance.int(-5, 4);
  const [from, to] = [wall(begin), wall(Math.max(begin, -1) + chance.int(1, 7))];
  const day = new Date(Math.floor(from / DAY) * DAY).getUTCDay() || 7;
  return {
    kind: 'weekly',
    timeZone: zone.name,
    days: chance.pick([[day], [day], EVERY_DAY, [(day % 7) + 1], EVERY_DAY.filter((other) => other !== day)]),
    fromMinute: minuteOf(from),
    toMinute: minuteOf(to),
    validFrom: chance.is(0.15) ? floorMinute(startsAt) + chance.int(0, 4) * MINUTE : null,
    validUntil: chance.is(0.3) ? floorMinute(startsAt) + chance.int(5, 9) * MINUTE : null,
  };
}

const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

function minuteOf(wall: number): number {
  return Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE);
}

function floorMinute(moment: number): number {
  return Math.floor(moment / MINUTE) * MINUTE;
}
