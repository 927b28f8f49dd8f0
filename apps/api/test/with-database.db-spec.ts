import { withDatabase } from './with-database.js';

describe('a database of its own', () => {
  const first = withDatabase();
  const second = withDatabase();

  it('keeps what one spec writes away from the others', async () => {
    await first.source.query('CREATE TABLE left_behind (id int)');
    const [row] = (await second.source.query("SELECT to_regclass('left_behind') AS found")) as {
      found: unknown;
    }[];
    expect(row).toEqual({ found: null });
  });

  it('has every migration behind it', async () => {
    expect(await first.source.showMigrations()).toBe(false);
  });

  it('runs transactions through the same class as the server', async () => {
    const failed = first.database.transaction(async (tx) => {
      await tx.query('CREATE TABLE undone (id int)');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    const [row] = (await first.source.query("SELECT to_regclass('undone') AS found")) as { found: unknown }[];
    expect(row).toEqual({ found: null });
  });
});
