import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, type FieldError } from '../../platform/http/index.js';
import { Baselines } from '../desired/baselines.repository.js';
import { MembershipsRepository, type MembershipRow } from '../fleet/memberships.repository.js';
import { NodesRepository } from '../fleet/nodes.repository.js';
import { NodeNews } from '../presence/node-news.js';
import { NODE_TOKEN_PREFIX } from './authorization.js';
import { fault, readBulk, type BulkFile, type BulkRow } from './bulk-rows.js';
import { parseCsv, writeCsv } from '../../platform/csv/index.js';
import { NodeTokensRepository } from './node-tokens.repository.js';
import { newSecret } from './secrets.js';

/** Nodes and tokens from a table: all of its lines or none. */
@Injectable()
export class BulkTokensService {
  constructor(
    private readonly database: Database,
    private readonly nodes: NodesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly tokens: NodeTokensRepository,
    private readonly baselines: Baselines,
    private readonly audit: AuditLog,
    private readonly news: NodeNews,
  ) {}

  /** The same table with a token for each node; nodes that are new are registered. */
  async issue(actor: Actor, text: string): Promise<string> {
    const table = parseCsv(text);
    if (!table)
      throw invalidField('body', 'invalid_csv', {
        en: 'The table can’t be read: a quotation mark is not closed.',
        zh: '无法读取表格：有引号没有闭合。',
      });
    const file = readBulk(table);
    refuse(file.faults);
    const secrets = file.rows.map(() => newSecret(NODE_TOKEN_PREFIX));
    await this.database.transaction(async (tx) => {
      const places = await this.placesOf(tx, actor, file.rows);
      await this.registerNew(tx, actor, file.rows);
      await this.memberships.put(tx, places);
      await this.tokens.insert(
        tx,
        file.rows.map(({ nodeId }, index) => ({
          nodeId,
          sha256: secrets[index]?.sha256 ?? Buffer.alloc(0),
          createdBy: actor.id,
        })),
      );
      await this.baselines.giveTo(
        tx,
        file.rows.map(({ nodeId }) => nodeId),
      );
      await this.record(tx, actor, file, places);
    });
    this.news.add(file.rows.map(({ nodeId }) => nodeId));
    return writeCsv(
      withTokens(
        file,
        secrets.map(({ token }) => token),
      ),
    );
  }

  private async placesOf(tx: Tx, actor: Actor, rows: readonly BulkRow[]): Promise<readonly MembershipRow[]> {
    const placed = rows.filter(({ project }) => project !== '');
    const known = await this.memberships.byCodes(tx, placed);
    const faults: FieldError[] = [];
    const places = placed.flatMap(({ nodeId, project, environment, line }) => {
      const place = known.get(`${project}/${environment}`);
      if (place && actor.may('node.operate', place.projectId)) return [{ nodeId, ...place }];
      faults.push(
        fault(line, 'environment', 'unknown_environment', {
          en: 'There is no such environment, or you may not put nodes into it.',
          zh: '环境不存在，或无权向其中加入节点。',
        }),
      );
      return [];
    });
    refuse(faults);
    return places;
  }

  private async registerNew(tx: Tx, actor: Actor, rows: readonly BulkRow[]): Promise<void> {
    const sorted = [...rows].sort((left, right) => (left.nodeId < right.nodeId ? -1 : 1));
    const created = new Set(
      await this.nodes.insert(
        tx,
        sorted.map(({ nodeId, name, labels }) => ({
          id: nodeId,
          name,
          isNamedByPeople: name !== nodeId,
          arch: null,
          labels,
          lifecycle: 'active',
          enrolmentTokenId: null,
        })),
      ),
    );
    const projects = await this.nodes.projectsOf(
      tx,
      rows.map(({ nodeId }) => nodeId).filter((nodeId) => !created.has(nodeId)),
    );
    const isForeign = ({ nodeId }: BulkRow): boolean => {
      const projectIds = projects.get(nodeId) ?? [];
      return projectIds.length > 0 && !projectIds.some((projectId) => actor.may('node.operate', projectId));
    };
    refuse(
      rows.filter(isForeign).map(({ line }) =>
        fault(line, 'node_id', 'taken', {
          en: 'This id belongs to a node that you may not manage; choose another one.',
          zh: '此编号属于无权管理的节点，请换一个。',
        }),
      ),
    );
  }

  private async record(
    tx: Tx,
    actor: Actor,
    { rows }: BulkFile,
    places: readonly MembershipRow[],
  ): Promise<void> {
    const projectIds = new Set(places.map(({ projectId }) => projectId));
    for (const projectId of projectIds.size > 0 ? projectIds : [null]) {
      const nodeIds = rows.map(({ nodeId }) => nodeId);
      await this.audit.record(tx, {
        actor: { kind: actor.kind, id: actor.id, name: actor.name },
        action: 'node.tokens_issued',
        subject: { type: 'node', id: `${nodeIds.length} nodes` },
        projectId,
        data: { nodeIds: nodeIds.slice(0, 1_000), count: nodeIds.length },
      });
    }
  }
}

function refuse(faults: readonly FieldError[]): void {
  if (faults.length === 0) return;
  throw new DomainError(
    'invalid',
    'VALIDATION_FAILED',
    {
      en: 'The table has faults; each is named under errors. Nothing was changed.',
      zh: '表格有误，详见 errors 中的各项。未做任何更改。',
    },
    { errors: faults },
  );
}

function withTokens({ header, cells }: BulkFile, tokens: readonly string[]): readonly (readonly string[])[] {
  const kept = header.map((name) => name.toLowerCase() !== 'token');
  const pick = (row: readonly string[]): string[] =>
    header.flatMap((_, index) => (kept[index] ? [row[index] ?? ''] : []));
  return [[...pick(header), 'token'], ...cells.map((row, index) => [...pick(row), tokens[index] ?? ''])];
}
