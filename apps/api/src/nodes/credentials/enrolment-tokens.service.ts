import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, invalidField, notFound, toPage, type Page } from '../../platform/http/index.js';
import { NodeSignals } from '../desired/node-signals.js';
import { MembershipsRepository } from '../fleet/memberships.repository.js';
import { ENROLMENT_TOKEN_PREFIX } from './authorization.js';
import { Credentials } from './credentials.js';
import { EnrolmentTokensRepository } from './enrolment-tokens.repository.js';
import { newSecret } from './secrets.js';
import type { CreateEnrolmentToken, EnrolmentToken, IssuedEnrolmentToken } from './token.dto.js';

const LONGEST_MS = 366 * 86_400_000;

@Injectable()
export class EnrolmentTokensService {
  constructor(
    private readonly database: Database,
    private readonly tokens: EnrolmentTokensRepository,
    private readonly memberships: MembershipsRepository,
    private readonly audit: AuditLog,
    private readonly signals: NodeSignals,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: Actor,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<EnrolmentToken>> {
    const [before] = decodeCursor(page.cursor, ['uuid']) ?? [];
    const operated = actor.projectsWhere('node.operate') ?? null;
    const rows = await this.tokens.list(
      this.database.reader,
      operated,
      before === undefined ? null : String(before),
      page.limit + 1,
    );
    return toPage(rows, page.limit, ({ id }) => [id]);
  }

  /** The secret is in the answer and nowhere else. */
  async create(actor: Actor, request: CreateEnrolmentToken): Promise<IssuedEnrolmentToken> {
    const expiresAt = new Date(request.expiresAt);
    const left = expiresAt.getTime() - this.clock.millis();
    if (left <= 0 || left > LONGEST_MS)
      throw invalidField('expiresAt', 'out_of_range', {
        en: 'It must end in the future, at most a year from now.',
        zh: '到期时间必须晚于现在，最长一年。',
      });
    const { token, sha256 } = newSecret(ENROLMENT_TOKEN_PREFIX);
    const { environmentIds, maxUses, labels = {}, lifecycle = 'observing' } = request;
    return this.database.transaction(async (tx) => {
      const projectIds = await this.requireEnvironments(tx, actor, environmentIds);
      const row = await this.tokens.insert(tx, {
        sha256,
        environmentIds,
        maxUses,
        expiresAt,
        labels,
        lifecycle,
        createdBy: actor.id,
      });
      await this.record(tx, actor, 'enrolment_token.created', row.id, projectIds, {
        environmentIds,
        maxUses,
        expiresAt,
        lifecycle,
      });
      return { ...row, token };
    });
  }

  /** Nobody enrols with it any more, and seed agents that still show it are refused. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const bound = await this.database.transaction(async (tx) => {
      const nodeIds = await this.tokens.revoke(tx, id);
      if (!nodeIds) throw notFound('enrolment token');
      await this.signals.nodesRevoked(tx, nodeIds);
      await this.record(
        tx,
        actor,
        'enrolment_token.revoked',
        id,
        (await this.tokens.projectIdsOf(tx, id)) ?? [],
        { boundNodes: nodeIds.length },
      );
      return nodeIds;
    });
    this.credentials.onNodesRevoked(bound);
  }

  private async requireEnvironments(
    tx: Tx,
    actor: Actor,
    environmentIds: readonly string[],
  ): Promise<readonly string[]> {
    const known = await this.memberships.projectsOf(tx, environmentIds);
    for (const id of environmentIds) {
      const projectId = known.get(id);
      if (projectId === undefined || !actor.may('project.read', projectId)) {
        throw invalidField('environmentIds', 'unknown_environment', {
          en: 'There is no such environment, or you may not see it.',
          zh: '环境不存在，或无权查看。',
        });
      }
      actor.require('node.operate', projectId);
    }
    const projectIds = [...known.values()];
    if (new Set(projectIds).size !== projectIds.length) {
      throw invalidField('environmentIds', 'same_project', {
        en: 'A node serves one environment per project; name one of each.',
        zh: '节点在每个项目中只能属于一个环境，请各写一个。',
      });
    }
    return projectIds;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    projectIds: readonly string[],
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    for (const projectId of projectIds.length > 0 ? projectIds : [null]) {
      const who = { kind: actor.kind, id: actor.id, name: actor.name } as const;
      await this.audit.record(tx, {
        actor: who,
        action,
        subject: { type: 'enrolment_token', id },
        projectId,
        data,
      });
    }
  }
}
