import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the console says of builds and messages, from now on in both languages. */
const SENTENCES = [
  ['ci_deliveries', 'fate'],
  ['ci_imports', 'error'],
  ['ci_runs', 'error'],
  ['ci_sources', 'last_error'],
  ['ci_starts', 'note'],
  ['notification_channels', 'last_error'],
] as const;

export class LocalizedSentences1795000002600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE ci_deliveries ALTER COLUMN fate DROP DEFAULT, ALTER COLUMN fate DROP NOT NULL',
    );
    for (const [table, column] of SENTENCES)
      await runner.query(
        `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE jsonb
         USING CASE WHEN ${column} <> '' THEN jsonb_build_object('en', ${column}, 'zh', ${column}) END`,
      );
    await runner.query('ALTER TABLE notification_attempts ADD COLUMN why jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification_attempts DROP COLUMN why');
    for (const [table, column] of SENTENCES)
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE text USING ${column} ->> 'en'`);
    await runner.query(
      `ALTER TABLE ci_deliveries ALTER COLUMN fate TYPE text USING coalesce(fate, ''),
         ALTER COLUMN fate SET DEFAULT '', ALTER COLUMN fate SET NOT NULL`,
    );
  }
}
