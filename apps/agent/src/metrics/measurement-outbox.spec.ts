import type { Log, LogFields } from '../log.js';
import type { Measurement } from './measurement.js';
import { MeasurementOutbox } from './measurement-outbox.js';
import { ServerTime } from './server-time.js';
import { TestClock } from './test-clock.fixtures.js';

const NOTHING = {} as Measurement['host'];
const window = (at: number, name = 'web'): Measurement => ({
  at,
  host: NOTHING,
  bins: [{ bin: name, sha256: null }],
});

class Scene {
  readonly clock = new TestClock();
  readonly time = new ServerTime(this.clock);
  readonly logged: [string, LogFields | undefined][] = [];
  pending: readonly Measurement[] = [];
  readonly outbox: MeasurementOutbox;

  constructor(share = 0.5) {
    const log: Log = { info: () => undefined, warn: (...line) => this.logged.push([line[0], line[1]]) };
    const measurer = {
      pending: () => this.pending,
      acknowledge: (sent: readonly Measurement[]) =>
        (this.pending = this.pending.filter((each) => !sent.includes(each))),
    };
    const { clock, time } = this;
    this.outbox = new MeasurementOutbox({ measurer, time, clock, log, share, rejectedMilliseconds: 60_000 });
  }

  /** The console's clock says so many milliseconds after a full minute. */
  at(milliseconds: number): this {
    this.clock.time = milliseconds;
    return this;
  }

  asked(everySeconds = 10): this {
    this.time.heard(new Date(Date.parse('2026-01-01T00:00:00Z') + this.clock.time).toISOString());
    this.outbox.want(everySeconds);
    return this;
  }

  measured(...windows: readonly Measurement[]): this {
    this.pending = [...this.pending, ...windows];
    return this;
  }

  sends(): readonly number[] {
    const due = this.outbox.due();
    this.outbox.accepted(due);
    return due.map(({ at }) => at);
  }
}

const many = (count: number): readonly Measurement[] =>
  Array.from({ length: count }, (_, place) => window(place * 10));

describe('what was measured', () => {
  it('is sent to a console that asked for it, and to no other', () => {
    const scene = new Scene().at(0).measured(window(0));
    expect([scene.outbox.untilDue(), scene.outbox.due(), scene.outbox.isWanted]).toEqual([
      Infinity,
      [],
      false,
    ]);
    scene.asked().at(12_000);
    expect([scene.outbox.isWanted, scene.sends()]).toEqual([true, [0]]);
    scene.measured(window(10)).outbox.want(null);
    expect([scene.at(60_000).outbox.untilDue(), scene.outbox.isWanted]).toEqual([Infinity, false]);
  });

  it.each([
    [0, 10_000],
    [0.5, 11_000],
    [0.99, 11_980],
  ])('is sent once in each interval, by an agent of share %d %d ms after it began', (share, due) => {
    const scene = new Scene(share).at(3_000).asked().measured(window(0));
    expect(scene.outbox.untilDue()).toBe(due - 3_000);
    expect(scene.at(due - 1).sends()).toEqual([]);
    expect(scene.at(due).sends()).toEqual([0]);
    scene.measured(window(10));
    expect(scene.at(due + 9_999).sends()).toEqual([]);
    expect(scene.at(due + 10_000).sends()).toEqual([10]);
  });

  it('is sent as soon as it is there when its moment has passed', () => {
    const scene = new Scene().at(0).asked();
    expect([scene.at(11_000).outbox.untilDue(), scene.sends()]).toEqual([Infinity, []]);
    expect(scene.at(14_000).measured(window(0)).sends()).toEqual([0]);
    expect(scene.measured(window(10)).outbox.untilDue()).toBe(7_000);
  });

  it('is sent a part at a time, oldest first, with a pause in between', () => {
    const scene = new Scene()
      .at(0)
      .asked()
      .measured(...many(30))
      .at(11_000);
    expect(scene.sends()).toEqual(many(12).map(({ at }) => at));
    expect([scene.outbox.untilDue(), scene.sends()]).toEqual([1_000, []]);
    expect(scene.at(12_000).sends()).toHaveLength(12);
    expect(scene.at(13_000).sends()).toHaveLength(6);
    expect(scene.measured(window(300)).outbox.untilDue()).toBe(8_000);
  });

  it('is sent in requests of a size that is usual, and at least one window in each', () => {
    const big = 'b'.repeat(100_000);
    const scene = new Scene().at(0).asked().at(11_000);
    scene.measured(window(0, big), window(10, big), window(20, big), window(30, big.repeat(3)), window(40));
    const sent = [11_000, 12_000, 13_000, 14_000].map((now) => scene.at(now).sends());
    expect(sent).toEqual([[0, 10], [20], [30], [40]]);
  });

  it('stays until the console has it', () => {
    const scene = new Scene().at(0).asked().measured(window(0)).at(11_000);
    expect(scene.outbox.due()).toEqual([window(0)]);
    scene.outbox.forget();
    expect(scene.outbox.due()).toEqual([]);
    expect(scene.asked().at(21_000).sends()).toEqual([0]);
  });

  it('is dropped when the console rejects it, and then nothing is sent for a while', () => {
    const scene = new Scene()
      .at(0)
      .asked()
      .measured(...many(20))
      .at(11_000);
    scene.outbox.rejected(scene.outbox.due());
    expect(scene.pending).toHaveLength(8);
    expect(scene.at(70_999).sends()).toEqual([]);
    scene.at(71_000).outbox.rejected(scene.outbox.due());
    expect(scene.pending).toEqual([]);
    expect(scene.logged).toEqual([['measured.dropped', { windows: 12 }]]);
    expect(scene.at(140_000).measured(window(100)).sends()).toEqual([100]);
    scene.at(160_000).measured(window(120)).outbox.rejected(scene.outbox.due());
    expect(scene.logged).toHaveLength(2);
  });

  it('is sent in the interval of a console that changed its mind', () => {
    const scene = new Scene(0).at(0).asked(10).at(10_000).measured(window(0));
    scene.outbox.want(60);
    expect(scene.outbox.untilDue()).toBe(50_000);
    expect(scene.at(60_000).sends()).toEqual([0]);
  });
});
