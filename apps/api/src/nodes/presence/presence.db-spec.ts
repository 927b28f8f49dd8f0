import fc from 'fast-check';
import { eventually, withConsole } from '../../../test/with-console.js';
import { TestFleet } from '../fleet.fixtures.js';
import { PRESENCE_SQL } from '../fleet/node-list.read-model.js';
import { presenceOf } from '../rules/presence.js';
import { EngineFacts } from '../observed/engine-facts.read-model.js';
import { FutureWords } from './future-words.js';
import { NodeNews } from './node-news.js';
import { PresenceBook } from './presence-book.js';
import { PresenceWatch } from './presence-watch.js';
import { PresenceWriter } from './presence-writer.js';

const console = withConsole();
const fleet = new TestFleet(console);

describe('last words', () => {
  it('are written in batches, only when there are new ones, and never go back', async () => {
    await fleet.query("INSERT INTO nodes (id, name) SELECT 'w-' || i, 'w' FROM generate_series(1, 12000) i");
    const book = console.app.get(PresenceBook);
    const writer = console.app.get(PresenceWriter);
    const now = Date.now();
    for (let index = 1; index <= 12_000; index += 1) book.touch(`w-${index}`, now, 30);
    await writer.flush();
    const count = "SELECT count(*)::int AS n FROM node_presence WHERE node_id LIKE 'w-%'";
    expect(await fleet.query(count)).toEqual([{ n: 12_000 }]);
    book.touch('w-1', now - 60_000, 30);
    await writer.flush();
    const [row] = await fleet.query<{ last_seen_at: Date }>(
      "SELECT last_seen_at FROM node_presence WHERE node_id = 'w-1'",
    );
    expect(row?.last_seen_at.getTime()).toBe(now);
  });

  it('survive a failed write and are written later', async () => {
    await fleet.aNode('late-1');
    const book = console.app.get(PresenceBook);
    book.touch('not-yet', Date.now(), 30);
    await console.app.get(PresenceWriter).flush();
    await fleet.aNode('not-yet');
    await eventually(async () =>
      expect(await fleet.query("SELECT 1 FROM node_presence WHERE node_id = 'not-yet'")).toHaveLength(1),
    );
  });

  it('mean the same in the database and in the process', async () => {
    const limits = fc.tuple(
      fc.integer({ min: 1, max: 4_000 }),
      fc.oneof(fc.constantFrom(15, 25, 100, 150, 600, 2.5), fc.nat({ max: 50_000 })),
    );
    const samples = fc
      .sample(limits, 500)
      .flatMap(([interval, silent]) =>
        [-1, 0, 1].map((ms) => ({ interval, silentMs: Math.round(silent * 1000) + ms })),
      );
    const now = new Date();
    const rows = await fleet.query<{ presence: string }>(
      `SELECT ${PRESENCE_SQL} AS presence FROM unnest($2::float8[], $3::real[]) WITH ORDINALITY AS s (silent_ms, expected_seconds, place),
        LATERAL (SELECT $1::timestamptz - s.silent_ms * interval '1 millisecond' AS last_seen_at, s.expected_seconds) p ORDER BY s.place`,
      [now, samples.map(({ silentMs }) => silentMs), samples.map(({ interval }) => interval)],
    );
    const expected = samples.map(({ interval, silentMs }) =>
      presenceOf({ lastSeenAt: now.getTime() - silentMs, expectedSeconds: interval }, now.getTime()),
    );
    expect(rows.map(({ presence }) => presence)).toEqual(expected);
  });
});

describe('F21 a word of the future, heard before the clock was set back', () => {
  const AHEAD_MS = 2 * 3_600_000;
  const bin = '00000000-0000-0000-0000-000000000000';
  const lastSeenAt = async (nodeId: string): Promise<number | null | undefined> => {
    const facts = await console.app.get(EngineFacts).load(console.db.source.manager, bin, [nodeId]);
    return facts.get(nodeId)?.lastSeenAt;
  };

  it('proves no more to the engine than one of now', async () => {
    await fleet.aNode('ahead-1');
    await fleet.query(
      'INSERT INTO node_presence (node_id, last_seen_at, expected_seconds) VALUES ($1, $2, 10)',
      ['ahead-1', new Date(Date.now() + AHEAD_MS)],
    );
    expect(await lastSeenAt('ahead-1')).toBeLessThanOrEqual(Date.now());
  });

  it('counts as heard when it is noticed, here and in the database, so that its silence is too', async () => {
    await fleet.aNode('ahead-2');
    await fleet.aNode('level-2');
    const book = console.app.get(PresenceBook);
    const writer = console.app.get(PresenceWriter);
    const noticedAt = Date.now();
    book.touch('ahead-2', noticedAt + AHEAD_MS, 10);
    book.touch('level-2', noticedAt - 5_000, 10);
    await writer.flush();
    await console.app.get(FutureWords).bringBack();
    const after = Date.now();
    for (const seen of [book.get('ahead-2')?.lastSeenAt, await lastSeenAt('ahead-2')]) {
      expect(seen).toBeGreaterThanOrEqual(noticedAt);
      expect(seen).toBeLessThanOrEqual(after);
    }
    expect(await lastSeenAt('level-2')).toBe(noticedAt - 5_000);
    expect(presenceOf(book.get('ahead-2'), after + 101_000)).toBe('offline');
    book.touch('ahead-2', after + 1_000, 10);
    await writer.flush();
    const rows = await fleet.query("SELECT last_seen_at FROM node_presence WHERE node_id = 'ahead-2'");
    expect(rows).toEqual([{ last_seen_at: new Date(after + 1_000) }]);
  });
});

describe('F28 a node that comes and goes', () => {
  it('is news once a minute at the most', async () => {
    let now = 2_000_000_000_000;
    const clock = { millis: () => now, now: () => new Date(now), monotonic: () => now };
    const book = new PresenceBook();
    const heard: string[] = [];
    const news = { add: (ids: Iterable<string>) => heard.push(...ids) } as unknown as NodeNews;
    const repository = { find: () => Promise.resolve(new Map()) } as never;
    const watch = new PresenceWatch(book, repository, news, clock);
    for (let second = 0; second < 600; second += 1) {
      now += 1_000;
      if (second % 40 < 5) book.touch('flapper', now, 5);
      await watch.look();
    }
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThanOrEqual(11);
  });

  it('of ten thousand at once, open pages hear a bounded number of times', async () => {
    const sent: unknown[] = [];
    const realtime = {
      publish: (_: unknown, event: unknown) => Promise.resolve(void sent.push(event)),
    } as never;
    const places = {
      of: (ids: readonly string[]) =>
        Promise.resolve(ids.map((nodeId, index) => ({ nodeId, projectId: `p${index % 3}` }))),
    } as never;
    const news = new NodeNews(console.db.database, places, realtime);
    news.add(Array.from({ length: 10_000 }, (_, index) => `n${index}`));
    await news.tell();
    expect(sent).toHaveLength(3);
    news.add(['one', 'two']);
    await news.tell();
    expect(sent).toHaveLength(5);
  });
});
