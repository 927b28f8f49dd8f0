import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the entries about a source, those by which somebody said whom the console asks, and as whom. */
const SAID_WHOM = `
  a.action = 'ci.source_created' OR (a.action = 'ci.source_changed' AND (a.data ->> 'isTokenChanged' = 'true'
    OR a.data -> 'from' ->> 'baseUrl' IS DISTINCT FROM a.data -> 'to' ->> 'baseUrl'
    OR a.data -> 'from' ->> 'userName' IS DISTINCT FROM a.data -> 'to' ->> 'userName'))`;

const UP = [
  `ALTER TABLE ci_sources ADD COLUMN base_url_since timestamptz, ADD COLUMN last_polled_job text, ADD COLUMN editor_id uuid,
     ADD CONSTRAINT fk_ci_sources_editor_id FOREIGN KEY (editor_id) REFERENCES users (id)`,
  `ALTER TABLE ci_source_secrets ADD COLUMN maker_id uuid,
     ADD CONSTRAINT fk_ci_source_secrets_maker_id FOREIGN KEY (maker_id) REFERENCES users (id)`,
  `UPDATE ci_sources s SET editor_id = (
     SELECT u.id FROM audit_entries a JOIN users u ON u.id::text = a.actor_id
     WHERE a.subject_type = 'ci-source' AND a.subject_id = s.id::text AND (${SAID_WHOM}) ORDER BY a.seq DESC LIMIT 1)`,
  `UPDATE ci_source_secrets k SET maker_id = (
     SELECT u.id FROM audit_entries a JOIN users u ON u.id::text = a.actor_id
     WHERE a.subject_type = 'ci-source' AND a.subject_id = k.source_id::text AND a.at >= k.created_at
       AND a.action IN ('ci.source_created', 'ci.source_secret_changed') ORDER BY a.seq LIMIT 1)`,
];

/** Who may have made builds up: four eyes are no use when two of them are theirs. And how far the asking of a source is. */
export class CiMakers1795000002800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ci_source_secrets DROP COLUMN maker_id');
    await runner.query(
      'ALTER TABLE ci_sources DROP COLUMN editor_id, DROP COLUMN last_polled_job, DROP COLUMN base_url_since',
    );
  }
}
