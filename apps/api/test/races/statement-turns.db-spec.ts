import { Chance } from '@release-console/fleet-sim';
import pg from 'pg';
import { withDatabase } from '../with-database.js';
import { StatementTurns } from './statement-turns.js';

/** Whose turn it is, as it stands here: of those who wait, by name; then always the first. */
class Script extends Chance {
  constructor(private readonly turns: number[]) {
    super(1);
  }

  override int(min: number, max: number): number {
    return Math.max(min, Math.min(max, this.turns.shift() ?? 0));
  }

  override is(): boolean {
    return false;
  }
}

describe('statements that take turns', () => {
  const db = withDatabase();
  const clients: pg.Client[] = [];

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    clients.push(client);
    return client;
  }

  async function play(
    order: number[],
    row: { readonly a: number; readonly b: number },
  ): Promise<StatementTurns> {
    const control = await connect();
    await control.query(
      'CREATE TABLE IF NOT EXISTS rows_of_turns AS SELECT id FROM generate_series(1, 2) AS id',
    );
    const turns = new StatementTurns(control, new Script(order));
    const work = async (actor: 'a' | 'b'): Promise<readonly [string, () => Promise<void>]> => {
      const client = await connect();
      const statements = async (): Promise<void> => {
        await client.query('BEGIN');
        await client.query('UPDATE rows_of_turns SET id = id WHERE id = $1', [row[actor]]);
        await client.query('COMMIT');
      };
      return [actor, () => turns.as({ actor, step: 0, order: actor }, statements)];
    };
    await turns.play(new Map([await work('a'), await work('b')]));
    return turns;
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
  });

  it('S15 takes a transaction for begun once it has read something', async () => {
    const { commits, sent } = await play([1, 0, 0, 0], { a: 1, b: 2 });
    expect(sent.map(({ doing }) => doing.actor).join('')).toBe('baaabb');
    expect(commits.map(({ begunAfter }) => begunAfter)).toEqual([0, 1]);
  });

  it('S15 leaves whoever waits for a lock waiting, and goes on with them as soon as they have it', async () => {
    const { commits, sent } = await play([1, 0, 0, 1, 0], { a: 1, b: 1 });
    expect(sent.map(({ doing }) => doing.actor).join('')).toBe('baabab');
    expect(sent.filter(({ hasWaited }) => hasWaited)).toHaveLength(1);
    // The answer to whoever waited may be read before that to the commit that let them go on: then less is claimed.
    const [first, second] = commits.map(({ begunAfter }) => begunAfter);
    expect([first, [0, 1].includes(second ?? NaN)]).toEqual([0, true]);
  });
});
