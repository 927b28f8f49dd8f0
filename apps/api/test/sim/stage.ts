import { createHash } from 'node:crypto';
import type { Setting } from '@release-console/fleet-sim';
import pg from 'pg';
import type { ApprovalPolicyRequest } from '../../src/projects/approval-policies/approval-policy.dto.js';

const VERSIONS = 5;
export const BINS = ['edge', 'relay'] as const;
/** Who acts in the simulation, with fixed ids so that every process knows them. */
export const PEOPLE = {
  ana: '00000000-0000-7000-8000-00000000000a',
  ben: '00000000-0000-7000-8000-00000000000b',
  cai: '00000000-0000-7000-8000-00000000000c',
} as const;
export const PROJECT = '00000000-0000-7000-8000-000000000001';
export const ENVIRONMENTS = {
  production: '00000000-0000-7000-8000-000000000002',
  staging: '00000000-0000-7000-8000-000000000003',
} as const;

export const ONE_APPROVER: ApprovalPolicyRequest = {
  levels: [{ roles: ['admin', 'project_admin', 'release_manager'], userIds: [], minimum: 1 }],
};
const AS_STORED = { ...ONE_APPROVER, allowsOwnWork: false, expiresAfterHours: null };

/** All that is written about releases and desired state is noted here, whoever writes it. */
const LOG = `
  CREATE TABLE sim_log (id bigserial PRIMARY KEY, release_id uuid, write jsonb, line jsonb);
  CREATE FUNCTION sim_note_desired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sim_log (release_id, write) SELECT NEW.release_id, jsonb_build_object('nodeId', NEW.node_id, 'bin', b.name,
      'generation', NEW.generation, 'sha256', NEW.sha256, 'action', NEW.action) FROM bins b WHERE b.id = NEW.bin_id;
    RETURN NULL; END $$;
  CREATE FUNCTION sim_note_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sim_log (release_id, line) VALUES (NEW.release_id, jsonb_build_object('revision', NEW.revision,
      'at', (extract(epoch FROM NEW.at) * 1000)::bigint, 'event', NEW.data));
    RETURN NULL; END $$;
  CREATE FUNCTION sim_note_release() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sim_log (release_id) VALUES (NEW.id); RETURN NULL; END $$;
  CREATE FUNCTION sim_note_target() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sim_log (release_id) VALUES (NEW.release_id); RETURN NULL; END $$;
  CREATE TRIGGER sim_desired AFTER INSERT OR UPDATE ON desired_state FOR EACH ROW EXECUTE FUNCTION sim_note_desired();
  CREATE TRIGGER sim_event AFTER INSERT ON release_events FOR EACH ROW EXECUTE FUNCTION sim_note_event();
  CREATE TRIGGER sim_release AFTER INSERT OR UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION sim_note_release();
  CREATE TRIGGER sim_target AFTER UPDATE ON release_targets FOR EACH ROW
    WHEN ((OLD.status, OLD.is_forgiven, OLD.error_code) IS DISTINCT FROM (NEW.status, NEW.is_forgiven, NEW.error_code))
    EXECUTE FUNCTION sim_note_target();`;

/** People, a project and its bins: what stays from one schedule to the next. */
export async function setStage(client: pg.Client): Promise<void> {
  await client.query(LOG);
  await client.query(
    `INSERT INTO users (id, email, name, password_hash, is_admin)
     SELECT id, name || '@example.com', name, 'none', name = 'cai' FROM unnest($1::uuid[], $2::text[]) AS p (id, name)`,
    [Object.values(PEOPLE), Object.keys(PEOPLE)],
  );
  await client.query(
    `INSERT INTO projects (id, code, name, created_at, updated_at) VALUES ($1, 'sim', 'Simulation', now(), now())`,
    [PROJECT],
  );
  await client.query(
    `INSERT INTO environments (id, project_id, code, name, position, approval_policy)
     VALUES ($3, $1, 'staging', 'Staging', 1, $4), ($2, $1, 'production', 'Production', 2, $4)`,
    [PROJECT, ENVIRONMENTS.production, ENVIRONMENTS.staging, AS_STORED],
  );
  await client.query(
    `INSERT INTO project_members (project_id, user_id, role) SELECT $1, id, 'project_admin' FROM unnest($2::uuid[]) AS id`,
    [PROJECT, [PEOPLE.ana, PEOPLE.ben]],
  );
  await client.query(
    'INSERT INTO bins (name, project_id, created_at) SELECT name, $1, now() FROM unnest($2::text[]) AS name',
    [PROJECT, BINS],
  );
  await client.query(
    `INSERT INTO bin_versions (bin_id, version, created_at)
     SELECT b.id, 'v' || n, now() + n * interval '1 s' FROM bins b, generate_series(0, ${VERSIONS - 1}) n`,
  );
}

const OF_ONE_SCHEDULE = [
  ...['release_approvals', 'release_events', 'release_target_bins', 'release_targets', 'releases'],
  ...['emergency_stops', 'freezes', 'desired_state', 'observed_state', 'node_events', 'node_presence'],
  ...['node_tokens', 'node_memberships', 'node_holds', 'nodes', 'artifacts', 'sim_log', 'idempotency_keys'],
];

/** Everything as it is when a world begins; what the processes remember of the last one is forgotten. */
export async function beginAnew(client: pg.Client, { nodes, builds, promotion }: Setting): Promise<void> {
  await client.query(`TRUNCATE ${OF_ONE_SCHEDULE.join(', ')} CASCADE`);
  await client.query(
    `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
     SELECT v.id, 'any', b.digest, 1, 'file', now() FROM bin_versions v
     JOIN unnest($1::text[], $2::text[]) AS b (version, digest) ON b.version = v.version`,
    [builds.map(({ version }) => version), builds.map(({ digest }) => digest)],
  );
  await client.query(
    `UPDATE bin_versions SET withdrawn_at = NULL, rollback_barrier_id = CASE WHEN version = ANY ($1) THEN id END`,
    [builds.flatMap(({ version, isBarrier }) => (isBarrier ? [version] : []))],
  );
  await client.query(
    `INSERT INTO nodes (id, name, arch, lifecycle, labels, protocol, agent_version, agent_instance, side_by_side_bins)
     SELECT id, id, 'any', 'active', jsonb_strip_nulls(jsonb_build_object('pop', NULLIF(pop, ''))), protocol,
       CASE protocol WHEN 'agent' THEN '1' END, CASE protocol WHEN 'agent' THEN id END, CASE protocol WHEN 'agent' THEN $4 END
     FROM unnest($1::text[], $2::text[], $3::text[]) AS n (id, pop, protocol)`,
    [
      ...[nodes.map(({ id }) => id), nodes.map(({ pop }) => pop), nodes.map(({ protocol }) => protocol)],
      BINS.join(' '),
    ],
  );
  await client.query(
    `INSERT INTO node_memberships (node_id, project_id, environment_id)
     SELECT id, $1, environment FROM unnest($2::text[], $3::uuid[]) AS n (id, environment)`,
    [PROJECT, nodes.map(({ id }) => id), nodes.map(({ environment }) => ENVIRONMENTS[environment])],
  );
  await client.query('UPDATE environments SET approval_policy = $1', [AS_STORED]);
  await client.query(
    'UPDATE environments SET promotion_from_id = $2, promotion_soak_hours = $3 WHERE id = $1',
    [ENVIRONMENTS.production, promotion && ENVIRONMENTS.staging, promotion?.hours ?? null],
  );
  await client.query(
    'INSERT INTO node_tokens (node_id, sha256) SELECT * FROM unnest($1::text[], $2::bytea[])',
    [nodes.map(({ id }) => id), nodes.map(({ id }) => createHash('sha256').update(tokenOf(id)).digest())],
  );
  await client.query(`SELECT pg_notify('nodes_changed', '*')`);
}

export function tokenOf(nodeId: string): string {
  return `rcn_${nodeId}`;
}
