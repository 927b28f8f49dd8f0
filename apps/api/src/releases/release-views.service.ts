import { Injectable } from '@nestjs/common';
import { ApprovalsService, type ApprovalState } from '../approvals/index.js';
import { ProjectPeople } from '../auth/index.js';
import { presenceAt } from '../nodes/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { notFound, type Page } from '../platform/http/index.js';
import type { ReleaseEventListQuery, ReleaseListQuery, TargetListQuery } from './dto/release-query.dto.js';
import type {
  ReleaseDetailDto,
  ReleaseEventDto,
  ReleasePreviewDto,
  ReleaseSummaryDto,
  ReleaseTargetDto,
} from './dto/release-view.dto.js';
import { ReleaseExpectation } from './expected/release-expectation.js';
import type { HaltProofDto } from './emergency/emergency-stop.dto.js';
import { HaltProofReadModel } from './emergency/halt-proof.read-model.js';
import type { BuiltPlan } from './planning/plan-builder.js';
import { SoakReadModel } from './planning/soak.read-model.js';
import { toDetail } from './view/release-detail.js';
import { eventText, nodesToName } from './view/event-text.js';
import { toPreview } from './view/preview.js';
import { ReleaseEventsReadModel } from './view/release-events.read-model.js';
import { ReleaseListReadModel } from './view/release-list.read-model.js';
import type { ListedRelease, ReleaseRow } from './view/release-row.js';
import { toSummary } from './view/release-summary.js';
import { WaitingReadModel } from './view/waiting.read-model.js';
import { ReleaseTargetsReadModel, type TargetViewRow } from './view/release-targets.read-model.js';
import { subjectOf } from './view/approval-subject.js';
import { OPEN_STATUSES } from './store/releases.repository.js';

/** Releases as people see them. */
@Injectable()
export class ReleaseViewsService {
  constructor(
    private readonly database: Database,
    private readonly list: ReleaseListReadModel,
    private readonly targets: ReleaseTargetsReadModel,
    private readonly events: ReleaseEventsReadModel,
    private readonly approvals: ApprovalsService,
    private readonly people: ProjectPeople,
    private readonly waiting: WaitingReadModel,
    private readonly soaks: SoakReadModel,
    private readonly expectation: ReleaseExpectation,
    private readonly proofs: HaltProofReadModel,
    private readonly clock: Clock,
  ) {}

  async page(actor: Actor, query: ReleaseListQuery): Promise<Page<ReleaseSummaryDto>> {
    if (query.projectId !== undefined) actor.require('project.read', query.projectId);
    const page = await this.list.list(this.database.reader, {
      projectIds: query.projectId === undefined ? actor.visibleProjectIds : [query.projectId],
      environmentId: query.environmentId,
      statuses: query.status,
      isActive: query.active,
      bin: query.bin,
      text: query.q,
      limit: query.limit,
      cursor: query.cursor,
    });
    const gates = await this.waiting.gatesOf(this.database.reader, page.items);
    const approvals = await this.approvalsOf(page.items);
    const now = this.clock.millis();
    return {
      ...page,
      items: page.items.map((row, index) =>
        toSummary(row, gates[index] ?? null, approvals.get(row.id) ?? null, actor, now),
      ),
    };
  }

  /** Of those that are asked for and not deployed yet, by their ids. */
  async approvalsOf(rows: readonly ListedRelease[]): Promise<ReadonlyMap<string, ApprovalState>> {
    const asked = rows.filter(({ status }) => OPEN_STATUSES.includes(status));
    const subjects = asked.map((row) => subjectOf(row, row.environment.approvalPolicy));
    const states = await this.approvals.statesOf(this.database.reader, subjects);
    return new Map(states.map((state, index) => [asked[index]?.id ?? '', state]));
  }

  async detail(actor: Actor, id: string): Promise<ReleaseDetailDto> {
    const tx = this.database.reader;
    const row = await this.rowOf(id);
    const subject = subjectOf(row, row.environment.approvalPolicy);
    // One after the other: in a rehearsal they share one connection.
    const [gate = null] = await this.waiting.gatesOf(tx, [row]);
    const block = await this.waiting.blockOf(tx, row);
    const soak = await this.waiting.soakOf(tx, row);
    const approval = await this.approvals.stateOf(tx, subject);
    const milestones = await this.events.milestones(tx, id);
    const exceptions = await this.targets.exceptions(tx, id);
    const operators = await this.people.whoMay(tx, 'release.operate', row.projectId);
    const questions = await this.approvals.questionsOf(tx, id);
    return toDetail({
      row,
      gate,
      block,
      soak,
      actor,
      approval,
      approvalRefusal: this.approvals.refusalFor(approval, actor.id),
      rejectionRefusal: this.approvals.rejectionRefusalFor(approval, actor.id),
      questions,
      milestones,
      exceptions,
      operators,
      now: this.clock.millis(),
    });
  }

  async preview(actor: Actor, built: BuiltPlan): Promise<ReleasePreviewDto> {
    const approvers = await this.people.holdersOf(this.database.reader, 'release.approve', [
      built.place.project.id,
    ]);
    const soak = await this.soaks.of(this.database.reader, built.place.environment.id, built.plan.bins);
    const expected = await this.expectation.of(this.database.reader, built);
    return toPreview(built, { authorId: actor.id, approvers, soak, expected, now: this.clock.millis() });
  }

  async targetPage(id: string, query: TargetListQuery): Promise<Page<ReleaseTargetDto>> {
    const page = await this.targets.page(this.database.reader, id, {
      statuses: query.status,
      wave: query.wave,
      text: query.q,
      limit: query.limit,
      cursor: query.cursor,
    });
    return { ...page, items: page.items.map((row) => toTargetDto(row, this.clock.millis())) };
  }

  async target(id: string, nodeId: string): Promise<ReleaseTargetDto> {
    const row = await this.targets.one(this.database.reader, id, nodeId);
    if (!row) throw notFound('node in this release');
    return toTargetDto(row, this.clock.millis());
  }

  haltProof(id: string): Promise<HaltProofDto> {
    return this.proofs.ofRelease(this.database.reader, id);
  }

  async eventPage(id: string, query: ReleaseEventListQuery): Promise<Page<ReleaseEventDto>> {
    const page = await this.events.page(this.database.reader, id, query);
    const names = await this.events.nodeNames(this.database.reader, [
      ...new Set(page.items.flatMap(({ data }) => nodesToName(data))),
    ]);
    const items = page.items.map(({ data, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      text: eventText(data, (nodeId) => names.get(nodeId) ?? nodeId),
      data: { ...data } as Record<string, unknown>,
    }));
    return { ...page, items };
  }

  private async rowOf(id: string): Promise<ReleaseRow> {
    const row = await this.list.one(this.database.reader, id);
    if (!row) throw notFound('release');
    return row;
  }
}

function toTargetDto(row: TargetViewRow, now: number): ReleaseTargetDto {
  const { rank: _, since, lastSeenAt, expectedSeconds, ...rest } = row;
  return {
    ...rest,
    since: new Date(since).toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    presence: presenceAt(lastSeenAt, expectedSeconds, now),
  };
}
