import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '#migrations';
import { entities } from '../src/app.module.js';
import { withDatabase } from './with-database.js';

describe('migrations', () => {
  const { source } = withDatabase({ entities });

  it('leave nothing for the entities to ask for', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('name every file of their folder, oldest first', () => {
    const files = readdirSync(join(import.meta.dirname, '../migrations'))
      .filter((file) => /^\d{13}-.*\.ts$/.test(file))
      .sort();
    const stamps = migrations.map(({ name }) => /\d{13}$/.exec(name)?.[0]);
    expect(stamps).toEqual(files.map((file) => file.slice(0, 13)));
  });
});
