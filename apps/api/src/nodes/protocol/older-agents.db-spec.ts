import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConsole } from '../../../test/with-console.js';
import { TestFleet, type AVersion } from '../fleet.fixtures.js';

type Json = Readonly<Record<string, unknown>>;
interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Json;
  };
  readonly answer: { readonly status: number; readonly body?: Json; readonly headers?: Json };
}
/** What people wanted of the node at that time. */
interface Wish {
  readonly want: 'one' | 'two';
  readonly action: 'activate' | 'revert';
}

const console = withConsole();
const fleet = new TestFleet(console);
let origin: string;

beforeAll(async () => {
  origin = await fleet.listen();
});

/**
 * All that an agent of that version and a console said to each other, taken down between the two: it joins, takes a new
 * version and goes back. Words in braces are other ones each time.
 */
function talkOf(version: string): readonly (Exchange | Wish)[] {
  const lines = readFileSync(join(import.meta.dirname, `talks/agent-${version}.jsonl`), 'utf8').trim();
  return lines.split('\n').map((line) => JSON.parse(line) as Exchange | Wish);
}

/** The size that the console told of a version then. */
function sizeIn(talk: readonly (Exchange | Wish)[], word: string): number {
  const text = JSON.stringify(talk);
  return Number(
    new RegExp(`"sha256":"\\{${word}\\}","version":"[^"]*","generation":\\d+,"sizeBytes":(\\d+)`).exec(
      text,
    )?.[1],
  );
}

async function upload(bin: string, version: string, bytes: Buffer): Promise<AVersion> {
  const answer = await fetch(`${origin}/api/v1/bins/${bin}/versions/${version}/artifacts/amd64`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${console.admin.token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  if (answer.status !== 201) throw new Error(`uploading answered ${answer.status} ${await answer.text()}`);
  const [row] = await fleet.query<{ versionId: string; binId: string }>(
    'SELECT v.id AS "versionId", v.bin_id AS "binId" FROM bin_versions v JOIN bins b ON b.id = v.bin_id WHERE b.name = $1 AND v.version = $2',
    [bin, version],
  );
  return { binId: row?.binId ?? '', versionId: row?.versionId ?? '', sha256: sha256Of(bytes) };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Says again what was said, with the words of today, and hears whether the answer is still the one of then. */
class Replay {
  readonly words = new Map<string, string>();

  async say({ request, answer }: Exchange): Promise<void> {
    const { method, path, headers, body } = this.filled(request);
    const said = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const bytes = new Uint8Array(await said.arrayBuffer());
    expect({ path, status: said.status }).toEqual({ path, status: answer.status });
    if (answer.headers) {
      const { etag, 'content-length': length } = this.filled(answer.headers);
      expect([said.headers.get('etag'), said.headers.get('content-length')]).toEqual([etag, length]);
      return expect(`"${sha256Of(bytes)}"`).toBe(etag);
    }
    const heard = JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
    this.learn(answer.body, heard);
    expect(heard).toMatchObject({
      ...this.filled(answer.body ?? {}),
      syncAfterSeconds: expect.any(Number) as number,
    });
    expect(Object.hasOwn(heard, 'bins')).toBe(Object.hasOwn(answer.body ?? {}, 'bins'));
  }

  private learn(then: Json | undefined, now: Json): void {
    for (const [key, value] of Object.entries(then ?? {})) {
      const word = typeof value === 'string' ? /^\{(.*)\}$/.exec(value)?.[1] : undefined;
      if (word !== undefined && !this.words.has(word)) this.words.set(word, String(now[key]));
    }
  }

  private filled<T>(value: T): T {
    const text = JSON.stringify(value).replace(
      /\{([a-z0-9-]+)\}/g,
      (whole, word: string) => this.words.get(word) ?? whole,
    );
    return JSON.parse(text) as T;
  }
}

describe.each(['0.1', '0.2', '0.3'])('an agent of version %s', (version) => {
  it('joins, takes a new version and goes back as it did when it was new', async () => {
    const talk = talkOf(version);
    const bin = `proxy-${version}`;
    const place = await fleet.aPlace(`edge-${version.replace('.', '-')}`);
    await console.admin.call('POST', '/bins', { projectId: place.projectId, name: bin });
    const one = await upload(bin, '1.0.0', randomBytes(sizeIn(talk, 'one')));
    const two = await upload(bin, '2.0.0', randomBytes(sizeIn(talk, 'two')));
    const node = randomUUID();
    const { token } = await fleet.anEnrolmentToken([place.environmentId]);
    const replay = new Replay();
    const known = { bin, node, enrolment: token, one: one.sha256, two: two.sha256 };
    for (const [word, value] of Object.entries({ ...known, instance: 'i-1', event: node }))
      replay.words.set(word, value);
    let generation = 0;
    for (const line of talk) {
      if ('request' in line) {
        await replay.say(line);
        continue;
      }
      await fleet.want(node, line.want === 'one' ? one : two, generation, { action: line.action });
      generation += 1;
    }
    expect(generation).toBe(2);
    expect((await console.admin.call('GET', `/nodes/${node}`)).body).toMatchObject({
      agentVersion: `${version}.0`,
      presence: 'online',
      protocol: 'agent',
      running: [{ bin, version: '1.0.0', sha256: one.sha256, healthy: true, phase: 'active', error: null }],
    });
  });
});
