import { withConsole } from '../../../test/with-console.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { OLDEST_SECONDS, PARTITIONED } from './partitioned-tables.js';
import { Partitions } from './partitions.js';
import { PartitionsRepository } from './partitions.repository.js';

const console = withConsole();

class MovedClock extends Clock {
  ahead = 0;
  override millis(): number {
    return Date.now() + this.ahead * 1_000;
  }
}

const clock = new MovedClock();
const begins = (table: string): Promise<readonly number[]> => {
  const partitioned = PARTITIONED.find((each) => each.table === table);
  if (!partitioned) throw new Error(`${table} has no partitions`);
  return console.app.get(PartitionsRepository).begins(console.app.get(Database).reader, partitioned);
};

describe('room for what is measured', () => {
  const aProcess = (): Partitions =>
    new Partitions(console.app.get(PartitionsRepository), console.app.get(Database), clock);

  it('is there from the start, and before it is needed', async () => {
    const now = Date.now() / 1_000;
    for (const { table, spanSeconds } of PARTITIONED) {
      const known = await begins(table);
      expect(Math.min(...known)).toBeLessThanOrEqual(now - Math.max(spanSeconds, OLDEST_SECONDS) + 60);
      expect(Math.max(...known)).toBeGreaterThan(now + spanSeconds);
    }
  });

  it('moves on with time: what is old goes as a whole, whoever looks after it, and however many do', async () => {
    const before = await begins('node_measurements');
    clock.ahead = 7_200;
    await Promise.all([aProcess().keep(), aProcess().keep()]);
    const after = await begins('node_measurements');
    expect(after.filter((begin) => before.includes(begin))).toEqual([]);
    expect(after).toHaveLength(5);
    expect(await begins('metrics_10m')).toHaveLength(4);
  });

  it('comes back after the console was off for long', async () => {
    clock.ahead = 100 * 86_400;
    await aProcess().keep();
    const day = 86_400;
    const now = clock.millis() / 1_000;
    for (const begin of await begins('metrics_1m')) expect(Math.abs(begin - now)).toBeLessThan(3 * day);
    expect((await begins('metrics_10m')).length).toBeGreaterThan(4);
  });
});
