import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ApprovalPolicies1795000001900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...POLICIES, ...REQUESTS, ...AROUND]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** A number of people becomes one level of everybody who could approve before. */
const POLICIES = [
  `ALTER TABLE environments ADD COLUMN approval_policy jsonb NOT NULL
     DEFAULT '{"levels": [], "allowsOwnWork": false, "expiresAfterHours": null}'`,
  `UPDATE environments SET approval_policy = jsonb_set(approval_policy, '{levels}', jsonb_build_array(jsonb_build_object(
     'roles', '["admin", "project_admin", "release_manager"]'::jsonb, 'userIds', '[]'::jsonb, 'minimum', required_approvals)))
   WHERE required_approvals > 0`,
  'ALTER TABLE environments ALTER COLUMN approval_policy DROP DEFAULT, DROP COLUMN required_approvals',
];

const REQUESTS = [
  `CREATE TABLE approval_requests (
    release_id uuid NOT NULL CONSTRAINT fk_approval_requests_release_id REFERENCES releases (id),
    round integer NOT NULL,
    policy jsonb NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz,
    CONSTRAINT pk_approval_requests PRIMARY KEY (release_id, round)
  )`,
  `INSERT INTO approval_requests (release_id, round, policy, opened_at)
   SELECT r.id, 1, e.approval_policy, coalesce(r.submitted_at, r.created_at)
   FROM releases r JOIN environments e ON e.id = r.environment_id WHERE r.status <> 'draft'`,
  `ALTER TABLE release_approvals
     ADD COLUMN round integer NOT NULL DEFAULT 1,
     ADD COLUMN level integer NOT NULL DEFAULT 0,
     ADD COLUMN decided_by uuid CONSTRAINT fk_release_approvals_decided_by REFERENCES users (id)`,
  'UPDATE release_approvals SET decided_by = approver_id',
  `ALTER TABLE release_approvals
     ALTER COLUMN round DROP DEFAULT,
     ALTER COLUMN level DROP DEFAULT,
     ALTER COLUMN decided_by SET NOT NULL,
     DROP CONSTRAINT pk_release_approvals,
     ADD CONSTRAINT pk_release_approvals PRIMARY KEY (release_id, plan_hash, round, approver_id),
     ADD CONSTRAINT uq_release_approvals_decided_by UNIQUE (release_id, plan_hash, round, decided_by)`,
  `UPDATE releases SET rollout = rollout || '{"approvalOverride": null}'`,
];

const AROUND = [
  `CREATE TABLE release_questions (
    id uuid NOT NULL DEFAULT uuidv7(),
    release_id uuid NOT NULL CONSTRAINT fk_release_questions_release_id REFERENCES releases (id),
    author_id uuid NOT NULL CONSTRAINT fk_release_questions_author_id REFERENCES users (id),
    text text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_release_questions PRIMARY KEY (id)
  )`,
  'CREATE INDEX ix_release_questions_release_id ON release_questions (release_id)',
  `CREATE TABLE approval_delegations (
    id uuid NOT NULL DEFAULT uuidv7(),
    from_id uuid NOT NULL CONSTRAINT fk_approval_delegations_from_id REFERENCES users (id),
    to_id uuid NOT NULL CONSTRAINT fk_approval_delegations_to_id REFERENCES users (id),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_approval_delegations PRIMARY KEY (id),
    CONSTRAINT ck_approval_delegations_order CHECK (starts_at < ends_at AND from_id <> to_id)
  )`,
  'CREATE INDEX ix_approval_delegations_from_id ON approval_delegations (from_id)',
  'CREATE INDEX ix_approval_delegations_to_id ON approval_delegations (to_id)',
];

const DOWN = [
  'DROP TABLE approval_delegations',
  'DROP TABLE release_questions',
  `UPDATE releases SET rollout = rollout - 'approvalOverride'`,
  `DELETE FROM release_approvals a WHERE a.round < (SELECT max(b.round) FROM release_approvals b WHERE b.release_id = a.release_id)`,
  `ALTER TABLE release_approvals
     DROP CONSTRAINT uq_release_approvals_decided_by,
     DROP CONSTRAINT pk_release_approvals,
     ADD CONSTRAINT pk_release_approvals PRIMARY KEY (release_id, plan_hash, approver_id),
     DROP COLUMN round, DROP COLUMN level, DROP COLUMN decided_by`,
  'DROP TABLE approval_requests',
  'ALTER TABLE environments ADD COLUMN required_approvals integer NOT NULL DEFAULT 0',
  `UPDATE environments SET required_approvals =
     (SELECT coalesce(sum((l ->> 'minimum')::int), 0) FROM jsonb_array_elements(approval_policy -> 'levels') AS l)`,
  'ALTER TABLE environments DROP COLUMN approval_policy',
];
