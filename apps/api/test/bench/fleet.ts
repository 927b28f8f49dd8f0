import { createHash } from 'node:crypto';

export const BIN = 'edge-proxy';

/** Answers the rows of a SELECT; of everything else nobody looks at the answer. */
export type Query = (sql: string, parameters: unknown[]) => Promise<unknown>;

export function digestOf(version: string): string {
  return createHash('sha256').update(`bytes of ${version}`).digest('hex');
}

/** Hosts that run version 1.0.0 and were heard just now, in 40 sites; all serve one environment. */
export async function addFleet(
  query: Query,
  place: { readonly projectId: string; readonly environmentId: string },
  count: number,
): Promise<void> {
  await query(`INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now())`, [
    BIN,
    place.projectId,
  ]);
  for (const version of ['1.0.0', '2.0.0']) await addVersion(query, version);
  await query(
    `INSERT INTO nodes (id, name, arch, labels, lifecycle, protocol)
     SELECT 'node-' || n, 'node-' || n, 'amd64', jsonb_build_object('pop', 'pop-' || n % 40), 'active', 'agent'
     FROM generate_series(1, $1::int) n`,
    [count],
  );
  await query(
    `INSERT INTO node_memberships (node_id, project_id, environment_id) SELECT id, $1, $2 FROM nodes`,
    [place.projectId, place.environmentId],
  );
  // They call once an hour, so that none falls silent while it is measured.
  await query(
    `INSERT INTO node_presence (node_id, last_seen_at, expected_seconds) SELECT id, now(), 3600 FROM nodes`,
    [],
  );
  await query(
    `INSERT INTO desired_state (node_id, bin_id, sha256, version_id, action, generation, source)
     SELECT n.id, v.bin_id, $1, v.id, 'activate', 1, 'adopted' FROM nodes n, bin_versions v WHERE v.version = '1.0.0'`,
    [digestOf('1.0.0')],
  );
  await query(
    `INSERT INTO observed_state (node_id, bin_id, sha256, source, healthy, generation, reported_at, running_since)
     SELECT node_id, bin_id, sha256, 'process', true, 1, now(), now() FROM desired_state`,
    [],
  );
  await query('VACUUM ANALYZE', []);
}

async function addVersion(query: Query, version: string): Promise<void> {
  await query(
    `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $2, now() FROM bins WHERE name = $1`,
    [BIN, version],
  );
  await query(
    `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
     SELECT id, 'amd64', $2, 1000, 'edge-proxy', now() FROM bin_versions WHERE version = $1`,
    [version, digestOf(version)],
  );
}

/** Some of those that the release has asked say that they run it, as their reports would be stored. */
export async function letReport(
  query: Query,
  releaseId: string,
  count: number,
  nowMs: number,
): Promise<readonly string[]> {
  const rows = (await query(
    `SELECT node_id AS id FROM release_targets WHERE release_id = $1 AND status = 'assigned' ORDER BY rank LIMIT $2`,
    [releaseId, count],
  )) as { id: string }[];
  const ids = rows.map(({ id }) => id);
  if (ids.length < count) throw new Error(`only ${ids.length} hosts are at work, ${count} should report`);
  await query(
    `UPDATE observed_state o SET sha256 = d.sha256, generation = d.generation, running_since = to_timestamp($2 / 1000.0), reported_at = to_timestamp($2 / 1000.0)
     FROM desired_state d WHERE d.node_id = o.node_id AND d.bin_id = o.bin_id AND o.node_id = ANY ($1)`,
    [ids, nowMs],
  );
  await query(`UPDATE node_presence SET last_seen_at = to_timestamp($2 / 1000.0) WHERE node_id = ANY ($1)`, [
    ids,
    nowMs,
  ]);
  return ids;
}
