import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import { ConfigNews } from '../config-news.js';
import { faultyText, layerChanged } from '../config.errors.js';
import type { VersionKind } from '../config-words.js';
import { isKeyed } from '../content/index.js';
import { ConfigFilesRepository, type FileFacts } from '../files/config-files.repository.js';
import { ConfigSecrets } from '../secrets/config-secrets.js';
import { missingSecrets } from '../secrets/missing-secrets.js';
import { ConfigTexts, ownOf, withLayer } from './config-texts.js';
import { draftsOf, isSameLayer, laid, MOST_FAULTS, type LayerText } from './drafts.js';
import type {
  ConfigCheck,
  ConfigFault,
  ConfigLayer,
  ConfigMerge,
  LayerContent,
  MergeLayer,
  PromoteKeys,
  SaveLayer,
} from './layer.dto.js';
import { effectiveView, layerNamed, layerView, type NamedLayer } from './layer-view.js';
import { Layers, type AllLayers } from './layers.js';
import { mergedKeys, mergedTexts, wholeConflict, withTheirs } from './merged-layers.js';
import { promotedLayer, type PromotionRefusal } from './promotion.js';

interface Open {
  readonly file: FileFacts;
  readonly all: AllLayers;
  readonly place: NamedLayer;
}

interface Wish {
  readonly kind: VersionKind;
  readonly message: string;
  readonly action: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

@Injectable()
export class LayerEditsService {
  constructor(
    private readonly database: Database,
    private readonly files: ConfigFilesRepository,
    private readonly layers: Layers,
    private readonly texts: ConfigTexts,
    private readonly secrets: ConfigSecrets,
    private readonly news: ConfigNews,
  ) {}

  save(actor: Actor, id: string, layer: string, body: SaveLayer): Promise<ConfigLayer> {
    return this.database.transaction(async (tx) => {
      const open = await this.openIn(tx, await this.texts.lockFile(tx, id), layer);
      ensureNewest(open.place, body.parentVersion);
      const next = contentOf(open, body);
      return this.keep(tx, actor, open, next, {
        kind: 'edit',
        message: body.message ?? '',
        action: 'config.saved',
      });
    });
  }

  async check(_actor: Actor, id: string, layer: string, body: LayerContent): Promise<ConfigCheck> {
    const tx = this.database.reader;
    const open = await this.openIn(tx, await this.files.facts(tx, id), layer);
    const { file, place } = open;
    const { base, environments } = withLayer(open.all, place.environmentId, contentOf(open, body));
    const { texts, faults } = draftsOf(file, base.text, environments);
    const known = await this.secrets.knownNames(tx, file.projectId);
    const missing = environments.flatMap(({ environmentId, environmentCode }) =>
      missingSecrets(file.format, texts.get(environmentId) ?? '', known(environmentId)).map(
        ({ name, line, column }): ConfigFault => ({
          ...{ of: 'secret', environment: environmentCode, line, column },
          message: `the secret "${name}" has no value here`,
        }),
      ),
    );
    const own = place.environmentId === null ? undefined : ownOf({ base, environments }, place.environmentId);
    const result = own && laid(file.format, base.text, own);
    return {
      faults: [...faults, ...missing].slice(0, MOST_FAULTS),
      effective: own && result?.ok ? effectiveView(file.isSecret, base, own, result) : null,
    };
  }

  async merge(_actor: Actor, id: string, layer: string, body: MergeLayer): Promise<ConfigMerge> {
    const tx = this.database.reader;
    const open = await this.openIn(tx, await this.files.facts(tx, id), layer);
    const { file, all, place } = open;
    const parent = await this.layers.find(tx, file.id, place.environmentId, body.parentVersion);
    if (!parent)
      throw invalidField('parentVersion', 'unknown_version', {
        en: 'This layer never had such a version.',
        zh: '该层从未有过此版本。',
      });
    const mine = contentOf(open, body);
    const theirs = place.newest;
    const removedKeys = mergedKeys(parent.removedKeys, mine.removedKeys, theirs.removedKeys);
    const view = (of: typeof parent): ConfigLayer =>
      layerView(file.isSecret, place.name, all.base.number, of);
    const sides = { parent: view(parent), theirs: view(theirs), removedKeys };
    // What both made together would show what somebody else wrote.
    if (file.isSecret) {
      const conflicts = theirs.text === parent.text ? [] : [wholeConflict(null, mine.text, null)];
      return { ...sides, text: mine.text, conflicts };
    }
    const both = mergedTexts(file.format, parent.text, mine.text, theirs.text);
    const merged = both.ok ? withTheirs(file.format, both, theirs.text, body.takeTheirs ?? []) : both;
    if (!merged.ok) {
      const of = place.environmentId === null ? 'base' : 'override';
      throw faultyText(merged.faults.map((fault) => ({ of, environment: null, ...fault })));
    }
    return { ...sides, text: merged.text, conflicts: merged.conflicts };
  }

  promote(actor: Actor, id: string, layer: string, body: PromoteKeys): Promise<ConfigLayer> {
    return this.database.transaction(async (tx) => {
      const open = await this.openIn(tx, await this.texts.lockFile(tx, id), layer);
      const { file, all, place } = open;
      if (place.environmentId === null)
        throw invalidField('layer', 'no_environment', {
          en: 'Keys are promoted to an environment, not to the base.',
          zh: '键只能提升到环境，不能提升到基础层。',
        });
      ensureNewest(place, body.parentVersion);
      const from = all.environments.find(({ environmentCode }) => environmentCode === body.from);
      if (!from || from.environmentId === place.environmentId)
        throw invalidField('from', 'unknown_environment', {
          en: 'Name another environment of this project.',
          zh: '请指定该项目的另一个环境。',
        });
      const base = all.base.text;
      const sides = { base, own: place.newest.text, target: textIn(open, place), source: textIn(open, from) };
      const promoted = promotedLayer(file.format, sides, body.keys);
      if (!promoted.ok) throw notPromoted(promoted);
      const { text, removedKeys } = promoted;
      const next = { text, removedKeys, isDeleted: false };
      const data = { from: body.from, keys: body.keys };
      const words = { kind: 'promotion', action: 'config.promoted', message: body.message ?? '' } as const;
      return this.keep(tx, actor, open, next, { ...words, data });
    });
  }

  private async openIn(tx: Tx, file: FileFacts, layer: string): Promise<Open> {
    const all = await this.layers.all(tx, file);
    const place = layerNamed(all, layer);
    if (!place) throw notFound('layer');
    return { file, all, place };
  }

  /** What changes nothing makes no version. */
  private async keep(
    tx: Tx,
    actor: Actor,
    { file, all, place }: Open,
    next: LayerText,
    { kind, message, action, data }: Wish,
  ): Promise<ConfigLayer> {
    const { name, environmentId, newest } = place;
    if (isSameLayer(next, newest)) return layerView(file.isSecret, name, all.base.number, newest);
    const version = await this.texts.saveNext(tx, actor, file, all, {
      ...next,
      environmentId,
      kind,
      message,
    });
    await this.news.tell(tx, actor, { file, action, data: { layer: name, version, message, ...data } });
    const saved = await this.layers.find(tx, file.id, environmentId, version);
    if (!saved) throw new Error(`version ${version} of ${file.id} was not kept`);
    const baseVersion = environmentId === null ? version : all.base.number;
    return layerView(file.isSecret, name, baseVersion, saved);
  }
}

function contentOf({ file, place }: Open, { text, removedKeys = [] }: LayerContent): LayerText {
  const isBase = place.environmentId === null;
  if (isBase && text === null)
    throw invalidField('text', 'no_text', {
      en: 'The base has a text: every environment inherits it.',
      zh: '基础层必须有内容：每个环境都继承它。',
    });
  if (removedKeys.length > 0 && (isBase || !isKeyed(file.format)))
    throw invalidField(
      'removedKeys',
      'no_keys',
      isBase
        ? {
            en: 'The base has nothing to remove keys from; leave them out of its text.',
            zh: '基础层无处可去掉键；请直接从其内容中删去。',
          }
        : {
            en: `Files of ${file.format} have no keys: the text replaces that of the base.`,
            zh: `${file.format} 文件没有键：其内容会整体取代基础层的内容。`,
          },
    );
  return { text, removedKeys, isDeleted: false };
}

function ensureNewest({ newest }: NamedLayer, parentVersion: number): void {
  if (newest.number === parentVersion) return;
  const { number: version, authorName, createdAt } = newest;
  throw layerChanged({ version, authorName, createdAt: createdAt?.toISOString() ?? null });
}

function textIn({ file, all }: Open, { environmentId }: { readonly environmentId: string | null }): string {
  const own = ownOf(all, environmentId ?? '');
  const result = laid(file.format, all.base.text, own);
  if (!result.ok)
    throw faultyText(
      result.faults.map((fault) => ({ of: result.of, environment: own.environmentCode, ...fault })),
    );
  if (result.text !== null) return result.text;
  throw new DomainError(
    'conflict',
    'CONFIG_DELETED',
    {
      en: `There shall be no such file in ${own.environmentCode}. Save a text for it first.`,
      zh: `${own.environmentCode} 中不应有该文件。请先为它保存内容。`,
    },
    { facts: { environment: own.environmentCode } },
  );
}

function notPromoted(refusal: PromotionRefusal): DomainError {
  if (refusal.reason === 'faulty')
    return faultyText(
      refusal.faults.map((fault) => ({ of: 'override', environment: null, ...fault })),
      'keys',
    );
  const keys = refusal.keys.slice(0, 10);
  return invalidField('keys', 'unknown_keys', {
    en: `Neither environment has ${keys.map((key) => `"${key}"`).join(', ')}.`,
    zh: `两个环境都没有 ${keys.map((key) => `“${key}”`).join('、')}。`,
  });
}
