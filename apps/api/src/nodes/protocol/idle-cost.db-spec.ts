import { withConsole } from '../../../test/with-console.js';
import { DATA_SOURCE } from '../../platform/database/index.js';
import { TestFleet, type TestNode } from '../fleet.fixtures.js';
import { NodeEventsTrimmer } from '../observed/node-events-trimmer.js';

// No tick of the engine may fall into the moments in which queries are counted.
const console = withConsole({ TICK_INTERVAL_MS: '60000' });
const fleet = new TestFleet(console);
const NODES = 600;
const ROUNDS = 5;
let nodes: readonly TestNode[];

beforeAll(async () => {
  const { projectId } = await fleet.aPlace('edge');
  const version = await fleet.aVersion(await fleet.aBin(projectId, 'proxy'), '1.0.0');
  nodes = await Promise.all(
    Array.from({ length: NODES }, (_, index) => fleet.aNode(`herd-${index}`, { arch: 'amd64' })),
  );
  for (const { id } of nodes.slice(0, 5)) await fleet.want(id, version, 0);
});

/** Statements that the process sent while `work` ran, besides its own heartbeat. */
async function statementsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const source = console.app.get<{ createQueryRunner: () => { query: (text: string) => Promise<unknown> } }>(
    DATA_SOURCE,
  );
  const statements: string[] = [];
  const original = source.createQueryRunner.bind(source);
  const spy = jest.spyOn(source, 'createQueryRunner').mockImplementation((...args: []) => {
    const runner = original(...args);
    const query = runner.query.bind(runner);
    runner.query = (text: string, ...rest: unknown[]) => {
      statements.push(text);
      return (query as (...all: unknown[]) => Promise<unknown>)(text, ...rest);
    };
    return runner;
  });
  await work().finally(() => spy.mockRestore());
  return statements.filter((text) => !/pg_notify|node_presence|TRANSACTION|COMMIT/.test(text));
}

describe('what nodes cost', () => {
  it('F31 many that come back in one second are answered by a handful of queries', async () => {
    const answers: number[] = [];
    const statements = await statementsDuring(async () => {
      const all = await Promise.all(nodes.map((node) => node.call('GET', '/bins/proxy')));
      answers.push(...all.map(({ status }) => status));
    });
    expect(answers.filter((status) => status === 200)).toHaveLength(5);
    expect(answers.filter((status) => status === 404)).toHaveLength(NODES - 5);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.length).toBeLessThan(20);
  });

  it('and nothing new costs no query at all', async () => {
    const [node] = nodes;
    if (!node) throw new Error('there is no node');
    const rounds: (readonly string[])[] = [];
    // A process that stands still for seconds forgets what it knew, as it must, so one quiet round of some is asked for.
    while (rounds.length < ROUNDS && rounds.at(-1)?.length !== 0) {
      await node.sync();
      const { stateVersion } = (await node.sync()).body;
      rounds.push(
        await statementsDuring(async () => {
          for (let turn = 0; turn < 50; turn += 1) {
            expect((await node.sync({ stateVersion, held: null })).status).toBe(200);
            expect((await node.call('GET', '/bins/proxy')).status).toBe(200);
          }
        }),
      );
    }
    expect(rounds.at(-1)).toEqual([]);
  });
});

it('history older than a month goes', async () => {
  const insert =
    "INSERT INTO node_events (node_id, kind, at) VALUES ('herd-0', 'remark', now() - $1::interval)";
  for (const age of ['31 days', '29 days']) await fleet.query(insert, [age]);
  await console.app.get(NodeEventsTrimmer).trim();
  expect(
    await fleet.query("SELECT 1 FROM node_events WHERE node_id = 'herd-0' AND kind = 'remark'"),
  ).toHaveLength(1);
});
