import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ArtifactKind1795000000810 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "artifacts" ADD CONSTRAINT "ck_artifacts_kind" CHECK ("kind" IN ('file', 'archive'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "artifacts" DROP CONSTRAINT "ck_artifacts_kind"');
  }
}
