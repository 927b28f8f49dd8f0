import { Logger } from '@nestjs/common';
import { withDatabase } from '../../../test/with-database.js';
import { entities } from '../../app.module.js';
import { RefreshTokens } from '../../auth/refresh-tokens.js';
import { AccessTokens } from '../auth-guard/index.js';
import { Clock } from '../clock/index.js';
import type { Settings } from '../settings/index.js';
import { KeyUse } from './key-use.js';
import { Resealer } from './resealer.js';
import { SealedRowsRepository } from './sealed-rows.repository.js';
import type { SealedColumn } from './sealed-column.js';
import { SecretBox } from './secret-box.js';
import { SecretKeysRepository } from './secret-keys.repository.js';
import { SecretKeys } from './secret-keys.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const OTHER = 'x'.repeat(32);
const PASSWORDS: SealedColumn = { table: 'test_secrets', column: 'password', key: ['place', 'number'] };
const HINTS: SealedColumn = {
  table: 'test_secrets',
  column: 'hint',
  key: ['place', 'number'],
  isForgettable: true,
};

describe('secrets at rest', () => {
  const { database, source } = withDatabase({ entities });
  const repository = new SealedRowsRepository();

  const consoleWith = (
    key: string,
    options: { former?: readonly string[]; lost?: readonly string[] } = {},
  ) => {
    const columns = [PASSWORDS, HINTS];
    const keys = new SecretKeys(key, options.former);
    const box = new SecretBox(keys, columns);
    const settings = { lostSecretKeys: options.lost ?? [] } as unknown as Settings;
    let now = Date.now();
    const clock = Object.assign(new Clock(), { millis: () => now, now: () => new Date(now) });
    const use = new KeyUse(keys, settings, columns, database, clock, new SecretKeysRepository(), repository);
    return {
      box,
      keys,
      use,
      start: () => use.onModuleInit(),
      reseal: () => new Resealer(keys, columns, database, repository, box).resealAll(0),
      access: new AccessTokens(keys, use, clock),
      refresh: new RefreshTokens(keys),
      later: (seconds: number) => (now += seconds * 1000),
    };
  };

  const store = (
    box: SecretBox,
    row: readonly [string, string],
    password: string,
    hint?: string,
  ): Promise<unknown> =>
    source.query('INSERT INTO test_secrets VALUES ($1, $2, $3, $4)', [
      ...row,
      box.seal(PASSWORDS, row, password),
      hint === undefined ? null : box.seal(HINTS, row, hint),
    ]);
  const stored = async (): Promise<
    { place: string; number: number; password: string; hint: string | null }[]
  > => (await source.query('SELECT * FROM test_secrets ORDER BY place, number')) as never;
  const counts = (): Promise<unknown> => repository.counts(database.reader, PASSWORDS);

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await source.query(
      'CREATE TABLE test_secrets (place text, number integer, password text, hint text, PRIMARY KEY (place, number))',
    );
  });
  beforeEach(() => source.query('TRUNCATE test_secrets, secret_keys'));

  it('I31 S27 open in their own row and column only', () => {
    const { box } = consoleWith(OLD);
    const sealed = box.seal(PASSWORDS, ['a', '1'], 'correct horse');
    expect(sealed).not.toContain('correct');
    expect(box.open(PASSWORDS, ['a', '1'], sealed)).toBe('correct horse');
    expect(box.openIfReadable(PASSWORDS, ['a', '2'], sealed)).toBeUndefined();
    expect(box.openIfReadable(HINTS, ['a', '1'], sealed)).toBeUndefined();
    expect(() => box.open(PASSWORDS, ['a', '2'], sealed)).toThrow(
      expect.objectContaining({ code: 'SECRET_UNREADABLE', refusal: 'unavailable' }),
    );
  });

  it('are not sealed for a column that the app module does not know, which would be left out when keys change', () => {
    const { box } = consoleWith(OLD);
    expect(() => box.seal({ ...PASSWORDS }, ['a', '1'], 'x')).toThrow('not among the sealed columns');
  });

  it('are sealed anew under a new key, so that the former one can go', async () => {
    const old = consoleWith(OLD);
    for (let n = 1; n <= 430; n += 1)
      await store(old.box, [n % 2 ? 'a b' : 'ä', String(n)], `secret ${n}`, 'hint');
    await expect(consoleWith(NEW).start()).rejects.toThrow(
      `430 secrets in test_secrets.password are sealed with the SECRET_KEY that has the id ${old.keys.current.id}`,
    );

    const both = consoleWith(NEW, { former: [OLD] });
    await both.start();
    const [one] = await stored();
    expect(both.box.open(PASSWORDS, ['a b', '1'], one?.password ?? '')).toBe('secret 1');
    expect(await both.reseal()).toBe(860);
    expect(await both.reseal()).toBe(0);

    const alone = consoleWith(NEW);
    await alone.start();
    expect(await counts()).toEqual([{ keyId: alone.keys.current.id, count: 430 }]);
    for (const { place, number, password, hint } of await stored()) {
      expect(alone.box.open(PASSWORDS, [place, String(number)], password)).toBe(`secret ${number}`);
      expect(alone.box.open(HINTS, [place, String(number)], hint ?? '')).toBe('hint');
    }
  });

  it('are sealed anew once, however many processes are at it', async () => {
    const old = consoleWith(OLD);
    for (let n = 1; n <= 300; n += 1) await store(old.box, ['a', String(n)], `secret ${n}`);
    const replicas = [1, 2, 3].map(() => consoleWith(NEW, { former: [OLD] }));
    const done = await Promise.all(replicas.map((replica) => replica.reseal()));
    // What one had locked the others passed by; the next round finds nothing that is left.
    done.push((await replicas[0]?.reseal()) ?? 0);
    expect(done.reduce((sum, count) => sum + count)).toBe(300);
  });

  it('that somebody changed in the database are left alone, and the others are not', async () => {
    const old = consoleWith(OLD);
    for (const n of ['1', '2', '3']) await store(old.box, ['a', n], `secret ${n}`);
    await source.query(
      `UPDATE test_secrets SET password = (SELECT password FROM test_secrets WHERE number = 1) WHERE number = 2`,
    );
    const both = consoleWith(NEW, { former: [OLD] });
    expect(await both.reseal()).toBe(2);
    expect(await counts()).toEqual(
      expect.arrayContaining([
        { keyId: old.keys.current.id, count: 1 },
        { keyId: both.keys.current.id, count: 2 },
      ]),
    );
  });

  it('whose key is lost are started without only when the operator says so', async () => {
    const lost = consoleWith(OLD).keys.current.id;
    await store(consoleWith(OLD).box, ['a', '1'], 'secret');
    await expect(consoleWith(NEW).start()).rejects.toThrow(`LOST_SECRET_KEYS=${lost}`);
    await expect(consoleWith(NEW, { lost: [lost] }).start()).resolves.toBeUndefined();
    await expect(consoleWith(NEW, { lost: ['0123456789ab'] }).start()).rejects.toThrow(lost);
  });

  it('that are of use for a day only keep nobody from starting', async () => {
    const old = consoleWith(OLD);
    await store(consoleWith(NEW).box, ['a', '1'], 'secret');
    await source.query('UPDATE test_secrets SET hint = $1', [old.box.seal(HINTS, ['a', '1'], 'hint')]);
    await expect(consoleWith(NEW).start()).resolves.toBeUndefined();
  });

  it('I31 sign access tokens that hold for their time when the key changes, and not a second longer', async () => {
    const claims = { userId: 'u', sessionId: 's' };
    const old = consoleWith(OLD);
    await old.start();
    const token = await old.access.sign(claims);
    const both = consoleWith(NEW, { former: [OLD] });
    expect(await both.access.verify(token)).toBeUndefined();
    await both.start();
    expect(await both.access.verify(token)).toEqual(claims);
    expect(await consoleWith(NEW).access.verify(token)).toBeUndefined();
    expect(await consoleWith(NEW, { former: [OTHER] }).access.verify(token)).toBeUndefined();

    // Whoever has the former key makes tokens for tomorrow; a restart does not begin the time anew.
    const forger = consoleWith(OLD);
    const restarted = consoleWith(NEW, { former: [OLD] });
    await restarted.start();
    for (const replica of [both, restarted, forger]) replica.later(15 * 60 + 1);
    const forged = await forger.access.sign(claims);
    expect(await both.access.verify(forged)).toBeUndefined();
    expect(await restarted.access.verify(forged)).toBeUndefined();
    expect(await both.access.verify(await both.access.sign(claims))).toEqual(claims);
  });

  it('make refresh tokens that are known after the key changed', () => {
    const session = '01890a5d-ac96-774b-bcce-b302099a8057';
    const { refresh } = consoleWith(OLD);
    const token = refresh.token(session, refresh.newSalt());
    expect(consoleWith(NEW, { former: [OLD] }).refresh.sessionOf(token)).toBe(session);
    expect(consoleWith(NEW, { former: [OTHER] }).refresh.sessionOf(token)).toBeUndefined();
  });
});
