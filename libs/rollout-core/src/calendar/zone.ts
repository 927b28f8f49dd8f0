const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Making a formatter costs a thousand times what using one does, and there are only some hundred zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** By zone and hour: what its clocks are ahead of UTC; null for an hour in which they change. */
const offsets = new Map<string, number | null>();
const MOST_OFFSETS = 20_000;

/** Is it a zone of the IANA database, such as `Asia/Shanghai`? Bare offsets such as `+08:00` are none. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    formatterOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks there show at a moment, as if it were UTC: milliseconds since 1970. */
export function wallClock(timeZone: string, moment: number): number {
  const second = secondOf(moment);
  return second + offsetAt(timeZone, second);
}

/** The first moment at which the clocks there show this or, where they skip it, something later. */
export function firstShowing(timeZone: string, wall: number): number {
  return Math.min(...showing(timeZone, wall));
}

/** The end of the last minute in which the clocks there show something before this. */
export function lastBefore(timeZone: string, wall: number): number {
  const minute = wall - MINUTE;
  const last = Math.max(...showing(timeZone, minute));
  return wallClock(timeZone, last) === minute ? last + MINUTE : last;
}

/** One moment on most days, two where the clocks go back; where they skip it, the moment at which they do. */
function showing(timeZone: string, wall: number): readonly number[] {
  const offsets = [offsetAt(timeZone, wall - DAY), offsetAt(timeZone, wall + DAY)];
  const moments = offsets.map((offset) => wall - offset);
  const real = moments.filter((moment) => wallClock(timeZone, moment) === wall);
  return real.length > 0 ? real : [changeBetween(timeZone, Math.min(...moments), Math.max(...moments))];
}

/** The moment of the one change of clocks after `before` and not after `after`. */
function changeBetween(timeZone: string, before: number, after: number): number {
  const old = offsetAt(timeZone, before);
  let [low, high] = [before, after];
  while (high - low > SECOND) {
    const middle = Math.round((low + high) / (2 * SECOND)) * SECOND;
    if (offsetAt(timeZone, middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

/** No clocks change twice within an hour, so where they are the same at its two ends, they are in all of it. */
function offsetAt(timeZone: string, moment: number): number {
  const hour = Math.floor(moment / HOUR);
  const key = `${timeZone} ${hour}`;
  let known = offsets.get(key);
  if (known === undefined) {
    const offset = offsetByFormat(timeZone, hour * HOUR);
    known = offset === offsetByFormat(timeZone, (hour + 1) * HOUR) ? offset : null;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, known);
  }
  return known ?? offsetByFormat(timeZone, secondOf(moment));
}

function offsetByFormat(timeZone: string, second: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(second)) part[type] = Number(value);
  const { year = NaN, month = NaN, day, hour, minute, second: seconds } = part;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

function secondOf(moment: number): number {
  return Math.floor(moment / SECOND) * SECOND;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
