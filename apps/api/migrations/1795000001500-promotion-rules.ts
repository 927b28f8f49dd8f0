import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PromotionRules1795000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE environments DROP COLUMN promotion_from_id, DROP COLUMN promotion_soak_hours',
    );
  }
}

const UP = [
  `ALTER TABLE environments
    ADD COLUMN promotion_from_id uuid CONSTRAINT fk_environments_promotion_from_id REFERENCES environments (id),
    ADD COLUMN promotion_soak_hours integer,
    ADD CONSTRAINT ck_environments_promotion CHECK ((promotion_from_id IS NULL) = (promotion_soak_hours IS NULL))`,
  `UPDATE releases SET rollout = rollout || '{"soakOverride": null}'`,
];
