import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionsSeen1795000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN user_agent text, ADD COLUMN address text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN user_agent, DROP COLUMN address');
  }
}
