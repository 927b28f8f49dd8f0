import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { withConsole } from '../../../test/with-console.js';
import { sha, TestFleet, type AVersion } from '../fleet.fixtures.js';
import { mergeObserved, NOTHING_OBSERVED, type Observed, type Progress } from '../rules/observed-merge.js';
import { PHASES, phaseRank } from '../rules/phase.js';
import type { BinReport, NodeReport, ReportedEvent } from './node-report.js';
import { ReportWriter } from './report-writer.js';

const console = withConsole();
const fleet = new TestFleet(console);
let other: NestFastifyApplication;
let binId: string;
let version: AVersion;
let nodeCount = 0;

beforeAll(async () => {
  const { projectId } = await fleet.aPlace('edge');
  binId = await fleet.aBin(projectId, 'proxy');
  version = await fleet.aVersion(binId, '1.0.0');
  other = await console.another();
});

afterAll(() => other.close());

/** A node at generation 2. */
async function aNode(): Promise<string> {
  nodeCount += 1;
  const id = `writer-${nodeCount}`;
  await fleet.aNode(id, { arch: 'amd64' });
  await fleet.want(id, version, 0);
  await fleet.want(id, version, 1);
  return id;
}

function report(nodeId: string, bin: Partial<BinReport>): NodeReport {
  return {
    nodeId,
    receivedAt: 0,
    facts: null,
    held: undefined,
    bins: [{ bin: 'proxy', running: null, events: [], ...bin }],
  };
}

const events = fc.array(
  fc
    .record({
      phase: fc.constantFrom(...PHASES),
      generation: fc.integer({ min: 1, max: 3 }),
      attempt: fc.integer({ min: 1, max: 3 }),
      seq: fc.nat({ max: 30 }),
    })
    .map((said): ReportedEvent => ({
      ...said,
      rank: phaseRank(said.phase),
      error: null,
      saidAt: null,
      durationMs: null,
    })),
  { minLength: 1, maxLength: 25 },
);

/** By the rule alone: of the current generation, the largest. */
function expected(said: readonly ReportedEvent[]): Progress | null {
  const current = said.filter(({ generation }) => generation === 2);
  return current.reduce<Observed>(
    (state, { generation, attempt, seq, rank, phase, error }) =>
      mergeObserved(state, {
        progress: {
          generation: generation ?? 0,
          attempt: attempt ?? 0,
          seq: seq ?? 0,
          rank,
          phase,
          error,
          at: 0,
        },
      }),
    NOTHING_OBSERVED,
  ).progress;
}

describe('reports on PostgreSQL', () => {
  it('F22 F23 I16 in any order, twice, at once and through two processes leave what the rule says', async () => {
    const orders = events.chain((said) =>
      fc.tuple(fc.constant(said), fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 })),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([said, order]) => {
        const nodeId = await aNode();
        const [here, there] = [console.app.get(ReportWriter), other.get(ReportWriter)];
        // Where a row has to be made first, making it would keep the two apart.
        await here.submit(report(nodeId, { events: order.slice(0, 1) }));
        await Promise.all(
          order.map((event, index) => (index % 2 ? here : there).submit(report(nodeId, { events: [event] }))),
        );
        const row = await fleet.observedOf(nodeId, binId);
        const rule = expected(said);
        expect(row && { phase: row['phase'], attempt: row['attempt'], seq: Number(row['seq']) }).toEqual({
          phase: rule?.phase ?? null,
          attempt: rule?.attempt ?? 0,
          seq: rule?.seq ?? 0,
        });
        const keys = new Set(said.map(({ generation, attempt, seq }) => `${generation} ${attempt} ${seq}`));
        expect(await fleet.query('SELECT 1 FROM node_events WHERE node_id = $1', [nodeId])).toHaveLength(
          keys.size,
        );
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('are answered only when they are stored', async () => {
    const nodeId = await aNode();
    await console.app.get(ReportWriter).submit(
      report(nodeId, {
        running: {
          sha256: sha('x'),
          source: null,
          healthy: true,
          generation: 2,
          phase: null,
          kept: [],
          error: null,
        },
      }),
    );
    expect(await fleet.observedOf(nodeId, binId)).toMatchObject({ sha256: sha('x'), generation: 2 });
  });

  it('of one node that can not be stored fail alone', async () => {
    const [good, bad] = [await aNode(), await aNode()];
    const writer = console.app.get(ReportWriter);
    const running = {
      sha256: sha('y'),
      source: null,
      healthy: true,
      generation: 2,
      phase: null,
      kept: [],
      error: null,
    } as const;
    const outcomes = await Promise.allSettled([
      writer.submit(report(good, { running })),
      writer.submit(report(bad, { running: { ...running, kept: ['\u0000'] } })),
      writer.submit(report('nobody', { running })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await fleet.observedOf(good, binId)).toMatchObject({ sha256: sha('y') });
  });
});
