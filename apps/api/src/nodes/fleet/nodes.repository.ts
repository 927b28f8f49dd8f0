import { Injectable } from '@nestjs/common';
import { archWord } from '../../bins/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { HostFacts } from '../desired/node-state.js';
import type { HeldFact } from '../observed/node-report.js';
import type { Labels, Lifecycle } from '../rules/node-words.js';

export interface NewNode {
  readonly id: string;
  readonly name: string;
  readonly isNamedByPeople: boolean;
  readonly arch: string | null;
  readonly labels: Labels;
  readonly lifecycle: Lifecycle;
  readonly enrolmentTokenId: string | null;
}

const SAVE_FACTS = `
  UPDATE nodes n SET host_name = f.host_name, cpu_arch = f.cpu_arch, os = f.os, os_release = f.os_release, kernel = f.kernel,
    agent_version = f.agent_version, agent_instance = f.agent_instance, protocol = f.protocol,
    side_by_side_bins = f.side_by_side_bins,
    arch = CASE WHEN n.is_arch_set_by_people THEN n.arch ELSE COALESCE(f.arch, n.arch) END,
    name = CASE WHEN n.is_named_by_people THEN n.name ELSE COALESCE(f.host_name, n.name) END
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[])
    AS f (id, host_name, cpu_arch, arch, os, os_release, kernel, agent_version, agent_instance, protocol, side_by_side_bins)
  WHERE n.id = f.id`;

const SAVE_HOLDS = `
  UPDATE nodes n SET held_reason = h.reason, held_until = h.until
  FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS h (id, reason, until) WHERE n.id = h.id`;

const INSERT = `
  INSERT INTO nodes (id, name, is_named_by_people, arch, is_arch_set_by_people, labels, lifecycle, enrolment_token_id)
  SELECT n.id, n.name, n.is_named, n.arch, n.arch IS NOT NULL, n.labels, n.lifecycle, n.enrolment_token_id
  FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::jsonb[], $6::text[], $7::uuid[])
    AS n (id, name, is_named, arch, labels, lifecycle, enrolment_token_id)
  ON CONFLICT (id) DO NOTHING RETURNING id`;

const LOCK = `
  SELECT n.id, n.name, n.arch, n.labels, n.lifecycle,
    ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id ORDER BY m.created_at, m.project_id) AS "projectIds"
  FROM nodes n WHERE n.id = $1 FOR UPDATE OF n`;

const CHANGE = `
  UPDATE nodes SET name = COALESCE($2, name), is_named_by_people = is_named_by_people OR $2::text IS NOT NULL,
    labels = COALESCE($3::jsonb, labels),
    arch = CASE WHEN $4 THEN $5 ELSE arch END, is_arch_set_by_people = CASE WHEN $4 THEN $6 ELSE is_arch_set_by_people END
  WHERE id = $1`;

export interface LockedNode {
  readonly id: string;
  readonly name: string;
  readonly arch: string | null;
  readonly labels: Labels;
  readonly lifecycle: Lifecycle;
  readonly projectIds: readonly string[];
}

export interface NodeEdit {
  readonly name?: string | undefined;
  readonly labels?: Labels | undefined;
  /** Null: what the host says. */
  readonly arch?: string | null | undefined;
}

@Injectable()
export class NodesRepository {
  async lock(tx: Tx, nodeId: string): Promise<LockedNode | undefined> {
    const rows = await tx.query<LockedNode[]>(LOCK, [nodeId]);
    return rows[0];
  }

  async change(tx: Tx, nodeId: string, { name, labels, arch }: NodeEdit): Promise<void> {
    const hostArch = arch === null ? await this.hostArch(tx, nodeId) : wordOf(arch ?? null);
    await tx.query(CHANGE, [
      nodeId,
      name ?? null,
      labels === undefined ? null : JSON.stringify(labels),
      arch !== undefined,
      hostArch,
      arch !== null,
    ]);
  }

  /** Projects of each of the nodes that there are. */
  async projectsOf(tx: Tx, nodeIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ id: string; projectIds: string[] }[]>(
      `SELECT n.id, ARRAY(SELECT m.project_id::text FROM node_memberships m WHERE m.node_id = n.id) AS "projectIds"
       FROM nodes n WHERE n.id = ANY ($1::text[])`,
      [nodeIds],
    );
    return new Map(rows.map(({ id, projectIds }) => [id, projectIds]));
  }

  async setLifecycle(tx: Tx, nodeId: string, lifecycle: Lifecycle): Promise<void> {
    await tx.query('UPDATE nodes SET lifecycle = $2 WHERE id = $1', [nodeId, lifecycle]);
  }

  /** The ids that were really new. */
  async insert(tx: Tx, nodes: readonly NewNode[]): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(INSERT, [
      nodes.map(({ id }) => id),
      nodes.map(({ name }) => name),
      nodes.map(({ isNamedByPeople }) => isNamedByPeople),
      nodes.map(({ arch }) => wordOf(arch)),
      nodes.map(({ labels }) => JSON.stringify(labels)),
      nodes.map(({ lifecycle }) => lifecycle),
      nodes.map(({ enrolmentTokenId }) => enrolmentTokenId),
    ]);
    return rows.map(({ id }) => id);
  }

  /** `facts` in node order. */
  async saveFacts(
    tx: Tx,
    facts: readonly { readonly nodeId: string; readonly facts: HostFacts }[],
  ): Promise<void> {
    const column = <K extends keyof HostFacts>(key: K): readonly HostFacts[K][] =>
      facts.map((row) => row.facts[key]);
    await tx.query(SAVE_FACTS, [
      facts.map(({ nodeId }) => nodeId),
      column('hostName'),
      column('cpuArch'),
      column('cpuArch').map(wordOf),
      column('os'),
      column('osRelease'),
      column('kernel'),
      column('agentVersion'),
      column('agentInstance'),
      column('protocol'),
      column('sideBySideBins'),
    ]);
  }

  async saveHolds(
    tx: Tx,
    holds: readonly { readonly nodeId: string; readonly held: HeldFact | null }[],
  ): Promise<void> {
    await tx.query(SAVE_HOLDS, [
      holds.map(({ nodeId }) => nodeId),
      holds.map(({ held }) => held?.reason ?? null),
      holds.map(({ held }) => held?.until ?? null),
    ]);
  }

  async lockForEnrolment(
    tx: Tx,
    nodeId: string,
  ): Promise<{ readonly enrolmentTokenId: string | null } | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(7201, hashtext($1))', [nodeId]);
    const rows = await tx.query<{ enrolmentTokenId: string | null }[]>(
      'SELECT enrolment_token_id AS "enrolmentTokenId" FROM nodes WHERE id = $1 FOR UPDATE',
      [nodeId],
    );
    return rows[0];
  }

  private async hostArch(tx: Tx, nodeId: string): Promise<string | null> {
    const [row] = await tx.query<{ cpuArch: string | null }[]>(
      'SELECT cpu_arch AS "cpuArch" FROM nodes WHERE id = $1',
      [nodeId],
    );
    return wordOf(row?.cpuArch ?? null);
  }

  async setEnrolment(tx: Tx, nodeId: string, enrolmentTokenId: string): Promise<void> {
    await tx.query('UPDATE nodes SET enrolment_token_id = $2 WHERE id = $1', [nodeId, enrolmentTokenId]);
  }
}

/** Null for what a host does not say, or says in no word that an artifact could have. */
function wordOf(said: string | null): string | null {
  return said === null ? null : (archWord(said) ?? null);
}
