import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decide, draftRollout } from '@release-console/rollout-core';
import { AuditLog } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DomainError, notFound } from '../platform/http/index.js';
import type { EditReleaseDto, NewReleaseDto, ReleaseDraftDto } from './dto/release-draft.dto.js';
import { DecisionWriter } from './engine/decision-writer.js';
import { madeTitle } from './planning/made-title.js';
import { PlanBuilder, type BuiltPlan } from './planning/plan-builder.js';
import { rulesAlone } from './planning/release-draft.js';
import { areSameRules } from './planning/template-copy.js';
import { ReleaseCommandsService } from './release-commands.service.js';
import { refusedBy } from './releases.errors.js';
import type { Release } from './store/release.entity.js';
import { ReleasesRepository, type PlanChange } from './store/releases.repository.js';

const LARGEST_NUMBER = 2_147_483_647;
const NUMBERS_OF_NOBODY = 100_000_000;

/** Newer than all there are; what is only rehearsed must use up no number. */
const numberOfNobody = (): number => LARGEST_NUMBER - randomInt(NUMBERS_OF_NOBODY);

/** Making and editing drafts; from the submission on, commands take over. */
@Injectable()
export class ReleaseDraftsService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleasesRepository,
    private readonly plans: PlanBuilder,
    private readonly commands: ReleaseCommandsService,
    private readonly writer: DecisionWriter,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async preview(actor: Actor, dto: ReleaseDraftDto): Promise<BuiltPlan> {
    const place = await this.plans.placeFor(this.database.reader, actor, dto);
    return this.plans.build(this.database.reader, place, dto);
  }

  async create(actor: Actor, dto: NewReleaseDto): Promise<string> {
    return this.database.transaction(async (tx) => (await this.createIn(tx, actor, dto)).id);
  }

  async createIn(tx: Tx, actor: Actor, dto: NewReleaseDto): Promise<Release> {
    const place = await this.plans.placeFor(tx, actor, dto);
    const built = await this.plans.build(tx, place, dto);
    const release = await this.insert(tx, actor, built, {
      title: dto.title,
      notes: dto.notes,
      kind: 'forward',
      rollbackOfId: null,
    });
    return dto.submit ? this.commands.submitIn(tx, release, actor) : release;
  }

  async insert(
    tx: Tx,
    actor: Actor,
    built: BuiltPlan,
    about: {
      readonly title: string | undefined;
      readonly notes: string | undefined;
      readonly kind: Release['kind'];
      readonly rollbackOfId: string | null;
    },
  ): Promise<Release> {
    const rollout = draftRollout(built.plan);
    const release = await this.releases.insert(tx, {
      ...planFields(built, about.title, about.notes, [actor.id]),
      ...(this.database.isRehearsing ? { number: numberOfNobody() } : {}),
      kind: about.kind,
      rollbackOfId: about.rollbackOfId,
      status: rollout.status,
      revision: rollout.revision,
      rollout,
      authorId: actor.id,
      createdAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      actor: { kind: 'user', id: actor.id, name: actor.name },
      action: 'release.created',
      subject: { type: 'release', id: release.id, name: `#${release.number} ${release.title}` },
      projectId: release.projectId,
      data: { planHash: release.planHash, kind: release.kind },
    });
    await this.writer.publish(tx, release);
    return release;
  }

  async edit(actor: Actor, id: string, dto: EditReleaseDto): Promise<void> {
    await this.database.transaction(async (tx) => {
      const release = await this.releases.lock(tx, id);
      if (!release) throw notFound('release');
      if (dto.expectedRevision !== undefined && dto.expectedRevision !== release.revision) {
        throw new DomainError(
          'conflict',
          'RELEASE_CHANGED',
          {
            en: 'Somebody changed the draft meanwhile; look at it again.',
            zh: '期间有人修改了草稿，请重新查看。',
          },
          {
            facts: { revision: release.revision },
          },
        );
      }
      const place = await this.plans.placeFor(tx, actor, dto);
      if (place.project.id !== release.projectId)
        throw new DomainError('conflict', 'OTHER_PROJECT', {
          en: 'A draft stays in its project; make a new one there.',
          zh: '草稿不能移到其他项目；请在那里新建。',
        });
      const built = await this.plans.build(tx, place, dto);
      const decided = decide(release.rollout, { type: 'edit', plan: built.plan }, this.clock.millis());
      if (!decided.ok) throw refusedBy(decided.refusal);
      await this.releases.replacePlan(tx, id, {
        ...planFields(built, dto.title, dto.notes, [...release.makerIds, actor.id]),
        ...(built.madeFrom ? {} : keptTemplate(release, built)),
      });
      await this.writer.write(tx, { ...release, planHash: built.planHash }, decided, {
        id: actor.id,
        name: actor.name,
      });
    });
  }
}

/** A draft whose template was deleted meanwhile can't name it any more, and still says what it was made from. */
function keptTemplate(
  release: Release,
  { draft }: BuiltPlan,
): Pick<PlanChange, 'strategyTemplateName' | 'isTemplateChanged'> {
  const { strategyTemplateId, strategyTemplateName: name, draft: before } = release;
  if (strategyTemplateId !== null || name === null)
    return { strategyTemplateName: null, isTemplateChanged: false };
  const isSame = areSameRules(rulesAlone(draft), rulesAlone(before));
  return { strategyTemplateName: name, isTemplateChanged: release.isTemplateChanged || !isSame };
}

function planFields(
  built: BuiltPlan,
  title: string | undefined,
  notes: string | undefined,
  makers: readonly string[],
): PlanChange {
  const { place, draft, planHash, plan, fromVersions, uploaderIds } = built;
  return {
    projectId: place.project.id,
    environmentId: place.environment.id,
    draft,
    planHash,
    title: title?.trim() || madeTitle(plan.bins),
    notes: notes ?? '',
    binNames: plan.bins.map(({ bin }) => bin),
    versions: plan.bins.map(({ version }) => version),
    fromVersions,
    makerIds: [...new Set([...makers, ...uploaderIds])],
    strategyTemplateId: built.madeFrom?.id ?? null,
    strategyTemplateName: built.madeFrom?.name ?? null,
    isTemplateChanged: built.madeFrom?.isChanged ?? false,
  };
}
