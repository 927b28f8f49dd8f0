import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom an e-mail has reached, while others are still to get it. */
export class SettledRecipients1795000002700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification_deliveries ADD COLUMN settled jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification_deliveries DROP COLUMN settled');
  }
}
