import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { BinCatalog } from '../../bins/index.js';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidField, notFound, type Page } from '../../platform/http/index.js';
import { buildIs } from '../ci-sentences.js';
import { staleRule } from '../ci.errors.js';
import type { CiSourceEntity } from '../sources/ci-source.entity.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import type { CiRuleEntity } from './ci-rule.entity.js';
import { follow, unknownWords, whyNotAbout } from './follow.js';
import { catches, piecesOf } from './glob.js';
import type {
  CiRule,
  CiRuleQuery,
  CiRuleTrial,
  CiTriedBuild,
  CreateCiRule,
  EditCiRule,
  TryCiRule,
} from './rule.dto.js';
import { RuleListReadModel, type PastBuild } from './rule-list.read-model.js';
import { RulesRepository } from './rules.repository.js';

const PAST_BUILDS = 20;

/** What people say that is to become of builds. */
@Injectable()
export class RulesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly sources: SourcesRepository,
    private readonly rules: RulesRepository,
    private readonly views: RuleListReadModel,
    private readonly bins: BinCatalog,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('ci-rule', async (id) => {
      const projectId = await this.rules.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }

  list(actor: Actor, query: CiRuleQuery): Promise<Page<CiRule>> {
    return this.views.list(actor.visibleProjectIds, query);
  }

  get(id: string): Promise<CiRule> {
    return this.views.get(this.database.reader, id);
  }

  create(actor: Actor, body: CreateCiRule): Promise<CiRule> {
    return this.database.transaction(async (tx) => {
      const source = await this.sourceFor(tx, actor, body.sourceId);
      await this.ensureSensible(tx, actor, source, body);
      const { editorId, editedAt, ...said } = this.fieldsOf(actor, body);
      const id = await this.rules.create(tx, { sourceId: source.id, ...said, editorId, editedAt });
      await this.note(tx, actor, source, { id, name: said.name }, 'ci.rule_created', { to: said });
      return this.views.get(tx, id);
    });
  }

  edit(actor: Actor, id: string, body: EditCiRule): Promise<CiRule> {
    return this.database.transaction(async (tx) => {
      const rule = await this.rules.lock(tx, id);
      const source = await this.sourceFor(tx, actor, rule.sourceId);
      if (body.expectedRevision !== undefined && body.expectedRevision !== rule.revision)
        throw staleRule(rule.revision);
      await this.ensureSensible(tx, actor, source, body);
      const { editorId, editedAt, ...said } = this.fieldsOf(actor, body);
      await this.rules.save(tx, id, { ...said, editorId, editedAt, revision: rule.revision + 1 });
      const data = { from: saidIn(rule), to: said };
      await this.note(tx, actor, source, { id, name: said.name }, 'ci.rule_changed', data);
      return this.views.get(tx, id);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rule = await this.rules.lock(tx, id);
      const source = await this.sourceFor(tx, actor, rule.sourceId);
      await this.rules.remove(tx, id);
      await this.note(tx, actor, source, rule, 'ci.rule_removed', { from: saidIn(rule) });
    });
  }

  async try(actor: Actor, body: TryCiRule): Promise<CiRuleTrial> {
    const source = await this.sourceFor(this.database.reader, actor, body.sourceId);
    ensureReadable(body);
    const builds = await this.views.pastBuilds(source.id, body.job, body.builds ?? PAST_BUILDS);
    const rule = { ...body, ref: body.ref ?? '' };
    return { builds: builds.map((build) => triedOn(rule, build)) };
  }

  private async sourceFor(tx: Tx, actor: Actor, id: string): Promise<CiSourceEntity> {
    const source = await this.sources.find(tx, id);
    if (!source) throw notFound('source');
    actor.require('project.configure', source.projectId, 'source');
    return source;
  }

  private async ensureSensible(
    tx: Tx,
    actor: Actor,
    { projectId }: CiSourceEntity,
    rule: EditCiRule,
  ): Promise<void> {
    ensureReadable(rule);
    // Through a rule nobody does what they may not do themselves.
    actor.require('artifact.upload', projectId);
    if (rule.release) actor.require('release.draft', projectId);
    const bin = await this.bins.findBin(tx, rule.bin);
    if (!bin || bin.projectId !== projectId || bin.kind === 'config')
      throw invalidField('bin', 'unknown_bin', {
        en: 'The project has no such bin. Create it first.',
        zh: '项目中没有该程序，请先创建。',
      });
    if (rule.release && !(await this.rules.hasEnvironment(tx, projectId, rule.release.environment)))
      throw invalidField('release.environment', 'unknown_environment', {
        en: 'The project has no such environment.',
        zh: '项目中没有该环境。',
      });
  }

  private fieldsOf(actor: Actor, body: EditCiRule): Omit<CiRuleEntity, 'id' | 'sourceId' | 'revision'> {
    const { name, job, ref = '', file, bin, version, arch, kind = 'file', release = null } = body;
    return {
      ...{ name, job, ref, file, bin, version, arch, kind, release },
      ...{ isEnabled: body.isEnabled ?? true, position: body.position ?? 0 },
      ...{ editorId: actor.id, editedAt: this.clock.now() },
    };
  }

  private note(
    tx: Tx,
    actor: Actor,
    { projectId }: CiSourceEntity,
    { id, name }: Pick<CiRuleEntity, 'id' | 'name'>,
    action: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, { actor, action, projectId, data, subject: { type: 'ci-rule', id, name } });
  }
}

function ensureReadable({ file, version, arch }: Pick<CreateCiRule, 'file' | 'version' | 'arch'>): void {
  if (!piecesOf(file, true))
    throw invalidField('file', 'not_a_pattern', {
      en: 'A word in braces has letters and digits, and stands there once.',
      zh: '花括号中的词只能用字母和数字，且只能出现一次。',
    });
  const caught = catches(file);
  for (const [field, text] of [['version', version] as const, ['arch', arch] as const]) {
    const [unknown] = unknownWords(text, caught);
    if (unknown !== undefined)
      throw invalidField(field, 'unknown_word', {
        en: `There is no {${unknown}} here; {file.NAME} needs {NAME} in the file pattern.`,
        zh: `此处没有 {${unknown}}；使用 {file.NAME} 需要文件路径中有 {NAME}。`,
      });
  }
}

function triedOn(rule: CreateCiRule & { readonly ref: string }, build: PastBuild): CiTriedBuild {
  const whyNot = whyNotAbout(rule, build) ?? (build.state === 'succeeded' ? undefined : buildIs(build.state));
  const files = whyNot === undefined ? follow(rule, build) : [];
  return {
    ...{ buildId: build.id, job: build.job, number: build.shownNumber, ref: build.tag ?? build.branch },
    ...{ fits: whyNot === undefined, why: whyNot ?? null },
    files: files.map((file) =>
      file.fits
        ? { ...file, why: null }
        : { path: file.path, fits: false, version: null, arch: null, why: file.why },
    ),
  };
}

function saidIn(rule: CiRuleEntity): Readonly<Record<string, unknown>> {
  const { name, job, ref, file, bin, version, arch, kind, release, isEnabled, position } = rule;
  return { name, job, ref, file, bin, version, arch, kind, release, isEnabled, position };
}
