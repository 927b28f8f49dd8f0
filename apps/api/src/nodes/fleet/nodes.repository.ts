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
    arch = CASE WHEN n.is_arch_set_by_people THEN n.arch ELSE COALESCE(f.arch, n.arch) END,
    name = CASE WHEN n.is_named_by_people THEN n.name ELSE COALESCE(f.host_name, n.name) END
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
    AS f (id, host_name, cpu_arch, arch, os, os_release, kernel, agent_version, agent_instance, protocol)
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

@Injectable()
export class NodesRepository {
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

  async setEnrolment(tx: Tx, nodeId: string, enrolmentTokenId: string): Promise<void> {
    await tx.query('UPDATE nodes SET enrolment_token_id = $2 WHERE id = $1', [nodeId, enrolmentTokenId]);
  }
}

/** Null for what a host does not say, or says in no word that an artifact could have. */
function wordOf(said: string | null): string | null {
  return said === null ? null : (archWord(said) ?? null);
}
