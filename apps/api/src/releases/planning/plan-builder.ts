import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  artifactFor,
  canonicalPlan,
  planWaves,
  type ReleasePlan,
  type WavePlan,
} from '@release-console/rollout-core';
import { lacksSideBySide, NodeSelection, type PassedByNode, type SelectedNode } from '../../nodes/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { ReleaseDraftDto } from '../dto/release-draft.dto.js';
import type { FromVersions } from '../store/release.entity.js';
import { ReleaseContextReadModel, type Place, type ReleasableVersion } from './release-context.read-model.js';
import type { StrategyTemplateEntity } from '../templates/strategy-template.entity.js';
import { StrategyTemplatesRepository } from '../templates/strategy-templates.repository.js';
import { ensureAskable } from './askable.js';
import { namesOf } from './names-of.js';
import { ensureSound } from './plan-faults.js';
import { rulesOf, toDraft, type ReleaseDraft } from './release-draft.js';
import { madeFrom, withTemplate, type MadeFrom } from './template-copy.js';

/** A draft together with everything that it stands for at this moment. */
export interface BuiltPlan {
  readonly place: Place;
  readonly draft: ReleaseDraft;
  readonly plan: ReleasePlan;
  readonly planHash: string;
  readonly nodes: readonly SelectedNode[];
  readonly waves: WavePlan;
  /** They match and have never called, so nobody knows which artifact is theirs; they join when they call. */
  readonly unheard: readonly SelectedNode[];
  /** They were named and are not active. */
  readonly inactive: readonly PassedByNode[];
  /** Nodes that can't run two versions beside each other although the plan wants it. */
  readonly lackingSideBySide: readonly SelectedNode[];
  readonly fromVersions: readonly FromVersions[];
  readonly uploaderIds: readonly string[];
  /** The strategy template that its rules were copied from. */
  readonly madeFrom: MadeFrom | null;
}

type PlaceName = Pick<ReleaseDraftDto, 'environmentId' | 'project' | 'environment'>;

@Injectable()
export class PlanBuilder {
  constructor(
    private readonly context: ReleaseContextReadModel,
    private readonly selection: NodeSelection,
    private readonly templates: StrategyTemplatesRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Where somebody may draft; to everybody else there is no such place. */
  async placeFor(tx: Tx, actor: Actor, dto: PlaceName): Promise<Place> {
    const place = await this.find(tx, dto);
    if (!place) throw notFound('environment');
    actor.require('release.draft', place.project.id, 'environment');
    return unarchived(place);
  }

  async placeOf(tx: Tx, environmentId: string): Promise<Place> {
    const place = await this.find(tx, { environmentId });
    if (!place) throw notFound('environment');
    return unarchived(place);
  }

  private async find(tx: Tx, dto: PlaceName): Promise<Place | undefined> {
    if (dto.environmentId) return this.context.placeById(tx, dto.environmentId);
    if (dto.project && dto.environment) return this.context.placeByCodes(tx, dto.project, dto.environment);
    return missingPlace();
  }

  async build(tx: Tx, place: Place, dto: ReleaseDraftDto): Promise<BuiltPlan> {
    const template = await this.templateOf(tx, place, dto);
    const draft = toDraft(withTemplate(dto, template), place.environment.id);
    const built = await this.buildDraft(tx, place, draft);
    ensureAskable(built.plan, this.settings);
    const passedBy = await this.selection.passedBy(tx, place.environment.id, draft.selector.nodeIds);
    ensureKnown(passedBy);
    return { ...built, inactive: passedBy, madeFrom: template && madeFrom(template, draft) };
  }

  private async templateOf(
    tx: Tx,
    place: Place,
    { strategyTemplateId: id }: ReleaseDraftDto,
  ): Promise<StrategyTemplateEntity | null> {
    if (id === undefined) return null;
    const template = await this.templates.keep(tx, place.project.id, id);
    if (template) return template;
    throw invalidField('strategyTemplateId', 'unknown_template', {
      en: 'This project has no such strategy template; choose another, or say the strategy yourself.',
      zh: '该项目没有此策略模板；请另选一个，或自行给出策略。',
    });
  }

  /** Refuses every fault of the draft by field, so that what is kept can be carried out. */
  async buildDraft(tx: Tx, place: Place, draft: ReleaseDraft): Promise<BuiltPlan> {
    const versions = await this.versionsOf(tx, place, draft);
    const bins = versions.map(toPlanBin);
    const matching = await this.selection.select(tx, place.environment.id, draft.selector);
    const unheard = matching.filter((node) => isUnheard(node, bins));
    const nodes = matching.filter((node) => !isUnheard(node, bins));
    const plan: ReleasePlan = { ...rulesOf(draft), bins, nodeCount: nodes.length };
    ensureSound(plan);
    const ids = nodes.map(({ id }) => id);
    return {
      place,
      draft,
      plan,
      planHash: planHashOf(plan),
      nodes,
      unheard,
      inactive: [],
      waves: planWaves(
        plan,
        nodes.map(({ id, labels, arch }) => ({ nodeId: id, labels, arch })),
        this.clock.millis(),
      ),
      lackingSideBySide: lackingSideBySide(plan, nodes),
      fromVersions: await this.runningOn(tx, versions, ids),
      uploaderIds: [...new Set(versions.flatMap(({ uploaderIds }) => uploaderIds))],
      madeFrom: null,
    };
  }

  private async runningOn(
    tx: Tx,
    versions: readonly ReleasableVersion[],
    nodeIds: readonly string[],
  ): Promise<FromVersions[]> {
    const found: FromVersions[] = [];
    for (const { bin, binId } of versions)
      found.push({ bin, fromVersions: await this.context.runningVersions(tx, binId, nodeIds) });
    return found;
  }

  private async versionsOf(tx: Tx, place: Place, draft: ReleaseDraft): Promise<ReleasableVersion[]> {
    const versions: ReleasableVersion[] = [];
    for (const [index, wanted] of draft.bins.entries()) {
      const version = await this.context.version(tx, wanted.bin, wanted.version);
      versions.push(ensureReleasable(version, place, index));
    }
    return versions;
  }
}

/** A release of fewer nodes than were named would be approved as one of all of them. */
function ensureKnown(passedBy: readonly PassedByNode[]): void {
  const unknown = passedBy.filter(({ lifecycle }) => lifecycle === null).map(({ id }) => ({ name: id }));
  if (unknown.length === 0) return;
  throw invalidField('selector.nodeIds', 'not_in_environment', {
    en: `Not nodes of this environment: ${namesOf(unknown)}.`,
    zh: `以下不是此环境的节点：${namesOf(unknown)}。`,
  });
}

function unarchived(place: Place): Place {
  if (!place.project.isArchived) return place;
  throw new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'The project is archived; restore it first.',
    zh: '项目已归档，请先恢复。',
  });
}

function ensureReleasable(
  version: ReleasableVersion | undefined,
  place: Place,
  index: number,
): ReleasableVersion {
  const field = `bins[${index}]`;
  if (!version || version.projectId !== place.project.id) {
    throw invalidField(field, 'unknown_version', {
      en: 'This project has no such version of such a bin; upload it first.',
      zh: '该项目没有这样的程序版本；请先上传。',
    });
  }
  if (version.environmentIds?.includes(place.environment.id) === false) {
    throw invalidField(`${field}.version`, 'other_environment', {
      en: 'This text was not published for this environment; publish the file for it first.',
      zh: '这份内容没有为此环境发布过；请先为此环境发布该文件。',
    });
  }
  if (version.isWithdrawn) {
    throw new DomainError('conflict', 'VERSION_WITHDRAWN', {
      en: `Version ${version.version} of ${version.bin} was withdrawn and is not deployed any more; choose another one.`,
      zh: `${version.bin} 的版本 ${version.version} 已撤下，不再部署，请选择其他版本。`,
    });
  }
  if (version.artifacts.length === 0)
    throw invalidField(`${field}.version`, 'no_artifact', {
      en: 'This version has no artifact; upload one first.',
      zh: '该版本没有制品；请先上传。',
    });
  return version;
}

export function isSideBySide({ strategy }: Pick<ReleasePlan, 'strategy'>): boolean {
  return strategy.type === 'blue-green' && strategy.mode === 'side-by-side';
}

/** Nodes on which the old version would have to stop before the new one starts, though the plan says otherwise. */
export function lackingSideBySide(
  plan: Pick<ReleasePlan, 'strategy' | 'bins'>,
  nodes: readonly SelectedNode[],
): readonly SelectedNode[] {
  if (!isSideBySide(plan)) return [];
  return nodes.filter((node) => plan.bins.some(({ bin }) => lacksSideBySide(node, bin)));
}

function isUnheard({ arch, lastSeenAt }: SelectedNode, bins: ReleasePlan['bins']): boolean {
  return arch === null && lastSeenAt === null && bins.some((bin) => !artifactFor(bin, null).ok);
}

export function planHashOf(plan: ReleasePlan): string {
  return createHash('sha256').update(canonicalPlan(plan)).digest('hex');
}

function toPlanBin(version: ReleasableVersion): ReleasePlan['bins'][number] {
  const { binId, bin, versionId, version: name, artifacts } = version;
  return { binId, bin, versionId, version: name, artifacts };
}

function missingPlace(): never {
  throw invalidField('environmentId', 'required', {
    en: 'Name the environment by environmentId, or by project and environment.',
    zh: '请用 environmentId 指定环境，或用 project 和 environment 指定。',
  });
}
