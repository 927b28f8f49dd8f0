import { unpack } from '@release-console/metrics-core';
import { withConsole } from '../../../test/with-console.js';
import { TestFleet, type AVersion, type TestNode } from '../../nodes/fleet.fixtures.js';
import { BOUNDS, counted, windowAgo } from '../measuring.fixtures.js';
import { STEPS } from '../store/series.js';

const console = withConsole();
const fleet = new TestFleet(console);

let place: { projectId: string; environmentId: string };
let version: AVersion;
let other: AVersion;

interface Row {
  readonly at: number;
  readonly versionId: string | null;
  readonly stratum: string;
  readonly windows: number;
  readonly troubled: number;
  readonly counted: number;
  readonly requests: string;
  readonly errors: string;
  readonly latency: Buffer;
  readonly gauged: number;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly mostMemoryBytes: string;
}

function rows(table: string): Promise<Row[]> {
  return fleet.query<Row>(
    `SELECT extract(epoch FROM r.at)::float8 AS at, s.version_id AS "versionId", s.stratum, r.windows, r.troubled, r.counted, r.requests, r.errors,
       r.latency, r.gauged, r.cpus, r.memory_bytes AS "memoryBytes", r.most_memory_bytes AS "mostMemoryBytes"
     FROM ${table} r JOIN metric_series s ON s.id = r.series_id
     WHERE s.environment_id = $1 ORDER BY r.at, s.stratum, s.version_id`,
    [place.environmentId],
  );
}

async function tells(node: TestNode, measured: readonly object[]): Promise<void> {
  const { status, body } = await node.sync({ measured });
  expect([status, body.measureAfterSeconds]).toEqual([200, 60]);
}

let count = 0;

let now = 0;
/** Of one moment, however long a test takes. */
const ago = (windows: number): number => windowAgo(windows, now);

beforeEach(async () => {
  count += 1;
  now = Date.now();
  place = await fleet.aPlace(`measured-${count}`);
  const binId = await fleet.aBin(place.projectId, `measured-${count}`);
  version = await fleet.aVersion(binId, '1.0.0');
  other = await fleet.aVersion(binId, '2.0.0');
});

const bin = (): string => `measured-${count}`;
const aNode = (name: string): Promise<TestNode> => fleet.aNode(`${name}-${count}`, { arch: 'amd64', place });

describe('what nodes measured', () => {
  it('adds up per version, at ten seconds, a minute and ten minutes', async () => {
    const [first, second] = [await aNode('a'), await aNode('b')];
    const at = ago(2);
    const program = { cpus: 0.5, memoryBytes: 1_000, openFiles: 5 };
    const said = (requests: object): object => ({ bin: bin(), sha256: version.sha256, requests, program });
    await tells(first, [{ at, host: {}, bins: [said(counted(10, 1, [5, 4, 1, 0]))] }]);
    await tells(second, [
      { at, bins: [{ ...said(counted(20, 0, [0, 20, 0, 0])), program: { cpus: 1, memoryBytes: 3_000 } }] },
    ]);
    for (const { table, seconds } of STEPS) {
      const [row, ...more] = await rows(table);
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        at: Math.floor(at / seconds) * seconds,
        versionId: version.versionId,
        stratum: '',
        windows: 2,
        troubled: 0,
        counted: 2,
        requests: '30',
        errors: '1',
        gauged: 2,
        cpus: 1.5,
        memoryBytes: 4_000,
        mostMemoryBytes: '3000',
      });
      expect(unpack(row?.latency ?? Buffer.alloc(0)).data().explicit).toEqual([
        { bounds: BOUNDS, counts: [5, 24, 1, 0] },
      ]);
    }
  });

  it('counts once, however often it is told, by whichever process it is heard', async () => {
    const node = await aNode('again');
    const window = (windows: number): object => ({
      at: ago(windows),
      bins: [{ bin: bin(), sha256: version.sha256, requests: counted(7, 0, [7, 0, 0, 0]) }],
    });
    await Promise.all([tells(node, [window(3), window(2)]), tells(node, [window(3), window(2)])]);
    const replica = await console.another();
    await node.sync({ measured: [window(3), window(2), window(1)] }, replica);
    await replica.close();
    await tells(node, [window(2)]);
    const told = await rows('metrics_10s');
    expect(told.map(({ at, requests }) => [at, requests])).toEqual([
      [ago(3), '7'],
      [ago(2), '7'],
      [ago(1), '7'],
    ]);
  });

  it('is kept apart by version and region, and late windows still find their row', async () => {
    const [near, far] = [await aNode('near'), await aNode('far')];
    await fleet.query('UPDATE nodes SET labels = \'{"region": "eu"}\' WHERE id = $1', [far.id]);
    const window = (windows: number, sha256: string | null): object => ({
      at: ago(windows),
      bins: [{ bin: bin(), sha256, requests: counted(5, 5, [5, 0, 0, 0]) }],
    });
    await tells(near, [window(4, version.sha256), window(3, other.sha256)]);
    await tells(far, [window(4, version.sha256), window(3, 'f'.repeat(64))]);
    const told = await rows('metrics_10s');
    expect(told.map((row) => [row.at, row.stratum, row.versionId, row.errors])).toEqual([
      [ago(4), '', version.versionId, '5'],
      [ago(4), 'eu', version.versionId, '5'],
      [ago(3), '', other.versionId, '5'],
      [ago(3), 'eu', null, '5'],
    ]);
  });

  it('of the last twenty minutes counts, whatever time the console was begun at', async () => {
    const node = await aNode('away');
    const said = { bin: bin(), sha256: version.sha256, requests: counted(1, 0, [1, 0, 0, 0]) };
    const told = [110, 60, 1].map(ago);
    await tells(
      node,
      told.map((at) => ({ at, bins: [said] })),
    );
    expect((await rows('metrics_10s')).map(({ at }) => at)).toEqual(told);
  });

  it('that is too old, of the future, off the grid or of a stranger to the console counts nowhere', async () => {
    const node = await aNode('odd');
    const said = { bin: bin(), sha256: version.sha256, requests: counted(1, 0, [1, 0, 0, 0]) };
    const ats = [ago(200), ago(-3), ago(2) + 3];
    await tells(
      node,
      ats.map((at) => ({ at, bins: [said] })),
    );
    await tells(node, [{ at: ago(1), bins: [{ ...said, bin: 'nobody-knows-it' }] }]);
    expect(await rows('metrics_10s')).toEqual([]);
  });

  it('counts without its latency where that makes no sense, and says nothing where the program did not tell', async () => {
    const node = await aNode('nonsense');
    const nonsense = { count: 4, errors: 9, explicit: [{ bounds: [2, 1], counts: [1, 1, 1] }] };
    const trouble = { code: 'METRICS_UNREACHABLE', message: 'refused' };
    await tells(node, [
      { at: ago(2), bins: [{ bin: bin(), sha256: version.sha256, requests: nonsense }] },
      { at: ago(1), bins: [{ bin: bin(), sha256: version.sha256, trouble }] },
    ]);
    const [first, second] = await rows('metrics_10s');
    expect(first).toMatchObject({ counted: 1, requests: '4', errors: '4', troubled: 0 });
    expect(unpack(first?.latency ?? Buffer.alloc(0)).size).toBe(0);
    expect(second).toMatchObject({ windows: 1, counted: 0, requests: '0', troubled: 1 });
  });

  it('is lost where it can not be kept, and the node is answered all the same', async () => {
    const node = await aNode('unkept');
    const told = { bin: bin(), sha256: version.sha256, requests: counted(1, 0, [1, 0, 0, 0]) };
    await fleet.query('ALTER TABLE node_measurements RENAME TO elsewhere');
    await tells(node, [{ at: windowAgo(2), bins: [told] }]);
    await fleet.query('ALTER TABLE elsewhere RENAME TO node_measurements');
    expect(await rows('metrics_10s')).toEqual([]);
    await tells(node, [{ at: windowAgo(1), bins: [told] }]);
    expect(await rows('metrics_10s')).toHaveLength(1);
  });

  it('is refused with the name of the field that is none, and nothing of the request is lost before', async () => {
    const node = await aNode('faulty');
    const { status, body } = await node.sync({ measured: [{ at: 'yesterday' }] });
    expect([status, body.code, body.errors[0].field]).toEqual([400, 'VALIDATION_FAILED', 'measured[0].at']);
  });
});
