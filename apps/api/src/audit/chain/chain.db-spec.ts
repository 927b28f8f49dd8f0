import { migrations } from '#migrations';
import { Logger } from '@nestjs/common';
import { withDatabase } from '../../../test/with-database.js';
import { entities } from '../../app.module.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SecretKeys } from '../../platform/secrets/index.js';
import type { Settings } from '../../platform/settings/index.js';
import { AuditLog } from '../audit-log.repository.js';
import { SYSTEM } from '../audit-record.js';
import { AuditRetention } from './audit-retention.js';
import { AuditSeals } from './audit-seals.js';
import { chainHash } from './chain-hash.js';
import { ChainRepository } from './chain.repository.js';
import { ChainVerifier } from './chain-verifier.js';
import { ChainWriter } from './chain-writer.js';

const KEY = 'k'.repeat(32);
const NEXT_KEY = 'n'.repeat(32);

describe('the chain of the audit log', () => {
  const { database, source } = withDatabase({ entities });
  const chain = new ChainRepository();
  const clock = new Clock();

  const consoleWith = (key: string, formerSecretKeys: readonly string[] = []) => {
    const seals = new AuditSeals(new SecretKeys(key, formerSecretKeys));
    const writer = new ChainWriter(chain, seals, clock);
    return {
      log: new AuditLog(database, clock, writer),
      verifier: new ChainVerifier(database, clock, chain, seals),
    };
  };
  const { log, verifier } = consoleWith(KEY);

  const record = (action: string, data: Record<string, unknown> = {}, from = log): Promise<void> =>
    database.transaction((tx) =>
      from.record(tx, { actor: SYSTEM, action, subject: { type: 'test', id: '1', name: 'One' }, data }),
    );

  /** As somebody with the database alone would: no trigger is in the way. */
  const behind = async (...statements: readonly string[]): Promise<void> => {
    await source.query('ALTER TABLE audit_entries DISABLE TRIGGER USER');
    for (const statement of statements) await source.query(statement);
    await source.query('ALTER TABLE audit_entries ENABLE TRIGGER USER');
  };
  const fault = async (by = verifier): Promise<unknown> => {
    const verdict = await by.verify();
    return verdict.fault && `${verdict.fault.kind} ${verdict.fault.seq}`;
  };

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    await behind(
      'TRUNCATE audit_entries',
      "UPDATE audit_chain SET removed = 0, unsealed = 0, count = 0, hash = decode(repeat('00', 32), 'hex'), seal = NULL",
    );
    // The first entry says that the log began, the other nine are these.
    for (let n = 2; n <= 10; n += 1)
      await record(`test.${n}`, { n, from: { a: 1, b: null }, to: ['é', 1.5] });
  });

  it('is whole, in the order of the commits', async () => {
    await database.transaction(async (slow) => {
      await log.record(slow, { actor: SYSTEM, action: 'test.slow', subject: { type: 'test', id: '1' } });
      await record('test.quick');
    });
    const verdict = await verifier.verify();
    expect(verdict).toMatchObject({ fault: null, entries: 12, removed: 0, count: 12, unsealed: 0 });
    expect(verdict.sealedSince).not.toBeNull();
    const rows = await source.query('SELECT action FROM audit_entries ORDER BY seq DESC LIMIT 2');
    expect(rows).toEqual([{ action: 'test.slow' }, { action: 'test.quick' }]);
  });

  describe("a row changed or removed behind the API's back is found and named", () => {
    it.each([
      ["action = 'test.other'"],
      ["at = at + interval '1 microsecond'"],
      ["at = 'infinity'"],
      ["actor_name = 'Somebody else'"],
      ["actor_id = 'x'"],
      ["subject_name = 'Two'"],
      ['project_id = uuidv7()'],
      ["reason = 'because'"],
      ["data = jsonb_set(data, '{to,1}', '2')"],
      ["request_id = 'x'"],
      ["address = '127.0.0.1'"],
      ["user_agent = 'x'"],
      ['id = uuidv7()'],
      ["hash = decode(repeat('00', 32), 'hex')"],
      ['seal = NULL'],
    ])('changed: %s', async (change) => {
      await behind(`UPDATE audit_entries SET ${change} WHERE seq = 5`);
      expect(await fault()).toBe('changed 5');
    });

    it('changed, and every hash from there on made anew', async () => {
      await behind("UPDATE audit_entries SET action = 'test.other' WHERE seq = 5");
      await rehashFrom(5);
      expect(await fault()).toBe('unproven 5');
      await record('test.after');
      expect(await fault()).toBe('unproven 5');
    });

    it('removed', async () => {
      await behind('DELETE FROM audit_entries WHERE seq = 5');
      expect(await fault()).toBe('removed 5');
    });

    it('removed, and those after it numbered anew', async () => {
      await behind(
        'DELETE FROM audit_entries WHERE seq = 5',
        'UPDATE audit_entries SET seq = -seq WHERE seq > 5',
        'UPDATE audit_entries SET seq = -seq - 1 WHERE seq < 0',
      );
      expect(await fault()).toBe('removed 5');
    });

    it('inserted', async () => {
      await behind(
        'UPDATE audit_entries SET seq = -seq WHERE seq >= 5',
        'UPDATE audit_entries SET seq = -seq + 1 WHERE seq < 0',
        `INSERT INTO audit_entries (seq, at, actor_kind, actor_name, action, subject_type, subject_id, hash, seal)
          SELECT 5, at, actor_kind, actor_name, 'test.forged', subject_type, subject_id, hash, seal FROM audit_entries WHERE seq = 4`,
      );
      expect(await fault()).toBe('inserted 5');
    });

    it('inserted at the end', async () => {
      await behind(
        `INSERT INTO audit_entries (seq, at, actor_kind, actor_name, action, subject_type, subject_id, hash)
          SELECT 11, at, actor_kind, actor_name, 'test.forged', subject_type, subject_id, hash FROM audit_entries WHERE seq = 4`,
      );
      await rehashFrom(11, false);
      expect(await fault()).toBe('inserted 11');
    });

    it('swapped', async () => {
      await behind(
        'UPDATE audit_entries SET seq = 100 WHERE seq = 5',
        'UPDATE audit_entries SET seq = 5 WHERE seq = 8',
        'UPDATE audit_entries SET seq = 8 WHERE seq = 100',
      );
      expect(await fault()).toBe('reordered 5');
    });

    it('given other numbers', async () => {
      await behind('UPDATE audit_entries SET seq = seq + 100 WHERE seq > 7');
      expect(await fault()).toBe('reordered 8');
    });

    it('cut off at the end', async () => {
      await behind('DELETE FROM audit_entries WHERE seq > 7');
      expect(await fault()).toBe('tail_cut 8');
    });

    it('cut off at the end with its head set to match, also after the console went on', async () => {
      await behind(
        'DELETE FROM audit_entries WHERE seq > 7',
        'UPDATE audit_chain SET count = 7, hash = (SELECT hash FROM audit_entries WHERE seq = 7)',
      );
      expect(await fault()).toBe('head_changed null');
      await record('test.after');
      expect(await fault()).toBe('head_changed 8');
    });

    it('all gone', async () => {
      await behind('TRUNCATE audit_entries');
      expect(await fault()).toBe('tail_cut 1');
      await behind('DELETE FROM audit_chain');
      expect(await fault()).toBe('head_missing null');
      await behind(
        "INSERT INTO audit_chain VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0, 0, decode(repeat('00', 32), 'hex'), NULL)",
      );
      expect(await fault()).toBe('head_changed null');
    });

    it('put back to an older state, which only what was noted elsewhere tells', async () => {
      const { count, hash } = await verifier.verify();
      await behind('CREATE TABLE older AS SELECT * FROM audit_chain');
      await record('test.11');
      const noted = await verifier.verify([{ count, hash }]);
      expect(noted.fault).toBeNull();
      await behind(
        'DELETE FROM audit_entries WHERE seq > 10',
        'UPDATE audit_chain SET count = older.count, hash = older.hash, seal = older.seal FROM older',
        'DROP TABLE older',
      );
      expect(await fault()).toBeNull();
      const kindWith = async (known: { count: number; hash: string }) =>
        (await verifier.verify([known])).fault?.kind;
      expect(await kindWith(noted)).toBe('not_what_was_noted');
      expect(await kindWith({ count: 4, hash: noted.hash })).toBe('not_what_was_noted');
    });
  });

  it('goes on under a new key, and is proven as long as the former one is named', async () => {
    const next = consoleWith(NEXT_KEY, [KEY]);
    await record('test.11', {}, next.log);
    expect(await fault(next.verifier)).toBeNull();
    expect(await fault(consoleWith(NEXT_KEY).verifier)).toBe('unproven 1');
    const forgetful = consoleWith('f'.repeat(32));
    await record('test.12', {}, forgetful.log);
    expect(await fault(forgetful.verifier)).toBe('unproven 1');
    expect(await fault(consoleWith('f'.repeat(32), [KEY, NEXT_KEY]).verifier)).toBeNull();
  });

  it('has nothing of what a savepoint or a transaction undid, and never twice what was tried again', async () => {
    let attempts = 0;
    await database.enclose(async (tx) => {
      const say = (action: string): Promise<void> =>
        log.record(tx, { actor: SYSTEM, action, subject: { type: 'test', id: '1' } });
      await say('kept.1');
      await database
        .transaction(async () => {
          await say('undone');
          throw new Error('no');
        })
        .catch(() => undefined);
      await database.transaction(async () => {
        await say('kept.2');
        if ((attempts += 1) < 3) throw Object.assign(new Error('try again'), { code: '40P01' });
      });
    });
    const rows = await source.query('SELECT action FROM audit_entries WHERE seq > 10 ORDER BY seq');
    expect(rows).toEqual([{ action: 'kept.1' }, { action: 'kept.2' }]);
    expect(await fault()).toBeNull();
    expect(() =>
      log.record(source.manager, { actor: SYSTEM, action: 'x', subject: { type: 'test', id: '1' } }),
    ).toThrow('has an end');
  });

  it('is one chain, however many processes write it at once', async () => {
    const others = [database, new Database(source)].map((own) => {
      const seals = new AuditSeals(new SecretKeys(KEY));
      return { own, log: new AuditLog(own, clock, new ChainWriter(chain, seals, clock)) };
    });
    const writes = Array.from({ length: 60 }, (_, n) => {
      const { own, log: theirs } = others[n % 2] ?? { own: database, log };
      return own.transaction(async (tx) => {
        for (let of = 0; of < 1 + (n % 3); of += 1)
          await theirs.record(tx, { actor: SYSTEM, action: `t.${n}`, subject: { type: 'test', id: '1' } });
      });
    });
    await Promise.all(writes);
    expect(await verifier.verify()).toMatchObject({ fault: null, count: 10 + 120 });
  });

  it('is still whole when retention removed its beginning, and lets nothing else go', async () => {
    const DAY_MS = 86_400_000;
    const inDays = (days: number): Clock =>
      ({
        now: () => new Date(Date.now() + days * DAY_MS),
        millis: () => Date.now() + days * DAY_MS,
      }) as Clock;
    const seals = new AuditSeals(new SecretKeys(KEY));
    const at = (days: number): AuditLog =>
      new AuditLog(database, inDays(days), new ChainWriter(chain, seals, inDays(days)));
    const sweepAt = (days: number): Promise<void> =>
      new AuditRetention(
        { auditRetentionDays: 30 } as Settings,
        database,
        inDays(days),
        chain,
        seals,
        verifier,
        at(days),
      ).sweep();
    await record('test.later', {}, at(20));
    await sweepAt(30.5);
    expect((await verifier.verify()).removed).toBe(0);
    await sweepAt(32);
    const verdict = await verifier.verify();
    expect(verdict).toMatchObject({ fault: null, removed: 10, entries: 2, count: 12 });
    const rows = await source.query('SELECT seq::int, action, data FROM audit_entries ORDER BY seq');
    expect(rows).toMatchObject([
      { seq: 11, action: 'test.later' },
      { seq: 12, action: 'audit.expired', data: { first: 1, last: 10 } },
    ]);
    await expect(source.query('DELETE FROM audit_entries WHERE seq = 11')).rejects.toThrow('never changed');
    await behind("UPDATE audit_entries SET action = 'x' WHERE seq = 11");
    await sweepAt(60);
    expect(await fault()).toBe('changed 11');
    await behind(
      'UPDATE audit_chain SET removed = 11, removed_hash = (SELECT hash FROM audit_entries WHERE seq = 11)',
      'DELETE FROM audit_entries WHERE seq = 11',
    );
    expect(await fault()).toBe('head_changed null');
  });

  it('takes in what was there before there were chains', async () => {
    const found = migrations.find(({ name }) => name.startsWith('AuditChain'));
    if (!found) throw new Error('no migration');
    const runner = source.createQueryRunner();
    const migration = new found();
    await migration.down(runner);
    await source.query(
      `INSERT INTO audit_entries (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, project_id, reason, data)
      VALUES (now(), 'user', 'a', 'A', 'old.1', 'test', '1', uuidv7(), 'é', '{"b": [1, null, {"z": 1.50, "a": "\\u0001"}], "a": null}'),
        ('2026-01-01', 'system', NULL, 'B', 'old.2', 'test', '2', NULL, NULL, '{}')`,
    );
    await migration.up(runner);
    await runner.release();
    await record('test.new');
    const verdict = await verifier.verify();
    expect(verdict).toMatchObject({ fault: null, unsealed: 12, entries: 14 });
    await behind("UPDATE audit_entries SET reason = 'x' WHERE seq = 11");
    expect(await fault()).toBe('changed 11');
  });

  /** What somebody without the key can do: every hash right, no seal; the head to match. */
  async function rehashFrom(seq: number, withHead = true): Promise<void> {
    let hash = (await chain.after(source.manager, seq - 2, 1))[0]?.hash ?? Buffer.alloc(0);
    for (const entry of await chain.after(source.manager, seq - 1, 100)) {
      hash = chainHash(hash, entry);
      await behind(
        `UPDATE audit_entries SET hash = decode('${hash.toString('hex')}', 'hex') WHERE seq = ${entry.seq}`,
      );
    }
    if (withHead)
      await source.query(`UPDATE audit_chain SET hash = decode('${hash.toString('hex')}', 'hex')`);
  }
});
