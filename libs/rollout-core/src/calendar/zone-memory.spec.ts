import { wallClock } from './zone.js';

const HOUR = 3_600_000;
const ZONE = 'Asia/Shanghai';
const MOST = 20_000;

/** How often the runtime is asked for what the clocks show; that costs a thousand times what remembering does. */
function asked(work: () => void): number {
  const { prototype } = Intl.DateTimeFormat;
  const original = prototype.formatToParts;
  let count = 0;
  prototype.formatToParts = function counted(...args) {
    count += 1;
    return original.apply(this, args);
  };
  try {
    work();
  } finally {
    prototype.formatToParts = original;
  }
  return count;
}

/** How many formatters are made. */
function made(work: () => void): number {
  const original = Intl.DateTimeFormat;
  let count = 0;
  Intl.DateTimeFormat = new Proxy(original, {
    construct(target, args: ConstructorParameters<typeof Intl.DateTimeFormat>) {
      count += 1;
      return new target(...args);
    },
  });
  try {
    work();
  } finally {
    Intl.DateTimeFormat = original;
  }
  return count;
}

describe('what is remembered of the clocks of a zone', () => {
  const at = (hour: number) => (): void => void wallClock(ZONE, hour * HOUR + 1_500_000);

  it('is how they are read, and each hour that was asked for, but not more hours than fit', () => {
    expect(made(at(0))).toBe(1);
    expect([made(at(1)), asked(at(0)), asked(at(1)), asked(at(2))]).toEqual([0, 0, 0, 2]);
    for (let hour = 3; hour < MOST; hour += 1) at(hour)();
    expect(asked(at(0))).toBe(0);
    expect(asked(at(MOST))).toBe(2);
    expect(asked(at(0))).toBe(2);
  });
});
