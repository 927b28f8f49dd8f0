const NAMES_DIFFER = 'No two nodes have the same name, so these two are never equal.';
const SORT_ASKS_LESS = 'Sorting keeps the order where nothing is less, so it never tells 0 from 1.';
const SAVES_WORK =
  'What this keeps out comes to nothing further down as well: a span is cut to the time in which it counts, and dropped where nothing is left.';
const CUT_BEFORE =
  'What would differ was kept out at the top: all that is left begins before the end and ends after the beginning.';
const NOBODY_ASKS = 'Nobody asks a room whether it is full; who wants a place takes one.';

/** Mutants that may survive, by id, each with why nobody can tell it from the engine as it is, or why that is accepted. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  'assign.ts | if (away.length > 0 && isOverBudget(draft.rollout)) return true; | > => >=':
    'Where nobody was passed by nothing has changed, and `advance` comes here only while the losses are within the budget.',
  'assign.ts | const hasFailed = index > next && known !== undefined && failureOf(bin, known) !== undefined; | > => >=':
    'The bin at `next` itself was answered two lines above.',
  'calendar/freeze.ts | for (let from = now; from < end; from += 14 * DAY) { | < => <=':
    'The fortnight that is looked at besides has no length, and what is on at its moment was found in the one before.',
  'calendar/freeze.ts | if (first >= to || last <= from) return []; | first >= to || last <= from => false':
    SAVES_WORK,
  'calendar/freeze.ts | if (first >= to || last <= from) return []; | || => &&': SAVES_WORK,
  'calendar/freeze.ts | if (first >= to || last <= from) return []; | >= => >': SAVES_WORK,
  'calendar/freeze.ts | if (first >= to || last <= from) return []; | <= => <': SAVES_WORK,
  'calendar/freeze.ts | .filter(({ startsAt, endsAt }) => startsAt < endsAt && startsAt < to && endsAt > from); | < => <= (2)':
    CUT_BEFORE,
  'calendar/freeze.ts | .filter(({ startsAt, endsAt }) => startsAt < endsAt && startsAt < to && endsAt > from); | > => >=':
    CUT_BEFORE,
  'calendar/opening.ts | for (let turn = 0; turn < MOST_TURNS; turn += 1) { | < => <=':
    'Whether one gives up after 200 turns or after 201 is all the same; nobody writes a calendar that turns so often.',
  'calendar/weekly.ts | if (span.startsAt < span.endsAt && span.endsAt > from && span.startsAt < to) spans.push(span); | < => <= (2)':
    'Freezes filter once more, and hours look five weeks ahead: what begins at the end of these is never the first, and what lasts so long has no end in sight either way.',
  'calendar/zone.ts | if (!/^[A-Za-z]/.test(timeZone)) return false; | !/^[A-Za-z]/.test(timeZone) => false':
    'The oldest Node that is supported knows no zones such as +08:00; newer ones do, and there `calendar.spec.ts` is red.',
  'cohort.ts | return a < b ? -1 : a > b ? 1 : 0; | < => <=': NAMES_DIFFER,
  'cohort.ts | return a < b ? -1 : a > b ? 1 : 0; | a > b => true': NAMES_DIFFER,
  'cohort.ts | return a < b ? -1 : a > b ? 1 : 0; | > => >=': NAMES_DIFFER,
  'cohort.ts | return a < b ? -1 : a > b ? 1 : 0; | a > b => false': SORT_ASKS_LESS,
  'cohort.ts | return a < b ? -1 : a > b ? 1 : 0; | > => <=': SORT_ASKS_LESS,
  'failures.ts | return lost > 0 && exceeds(lost, askedOf(allCounts(rollout)), rollout.plan.failureThreshold); | > => >=':
    'No amount is exceeded by nothing.',
  "plan-rules.ts | if (plan.strategy.type === 'rolling' && plan.strategy.batch !== null && plan.nodeCount > 0) { | > => >=":
    'Nobody at all makes no waves, which are not too many.',
  'plan.ts | const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)); | < => <=':
    'No two fields of an object have the same name.',
  'rollout.ts | return rollout.deployedAt === null ? -1 : (opened.at(-1) ?? -1); | rollout.deployedAt === null => false':
    'Steps come with the deploy, so before it no wave of them is open.',
  'room.ts | return left <= 0; | <= => <': NOBODY_ASKS,
  'room.ts | return left <= 0; | <= => >': NOBODY_ASKS,
  'strategies/rolling.ts | if (ordered.length === 0) return []; | ordered.length === 0 => false':
    'Batches of nobody are none.',
};
