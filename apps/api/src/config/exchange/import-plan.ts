import { isDeepStrictEqual } from 'node:util';
import { BASE } from '../config-words.js';
import { inWords } from '../config.errors.js';
import { isKeyed } from '../content/index.js';
import type { FileFacts, PlaceOfFile } from '../files/config-files.repository.js';
import { draftsOf, isSameLayer, NOTHING, type LayerText } from '../versions/drafts.js';
import type { ConfigFault } from '../versions/layer.dto.js';
import type { AllLayers } from '../versions/layers.js';
import type { ImportedLayer } from './exchange.dto.js';
import type { FolderFile } from './folder.js';

/** What the project has of a file of the folder. */
export interface KnownFile {
  readonly file: FileFacts;
  readonly layers: AllLayers;
}

export interface ChangedLayer extends LayerText {
  readonly layer: string;
  /** Null: the base. */
  readonly environmentId: string | null;
}

/** What is to be done for one file of the folder; nothing of all when any row of any file is refused. */
export interface FilePlan {
  readonly folder: FolderFile;
  readonly known: KnownFile | null;
  readonly rows: readonly ImportedLayer[];
  readonly changed: readonly ChangedLayer[];
  /** By id of the environment. */
  readonly drafts: ReadonlyMap<string, string | null>;
  readonly areSettingsNew: boolean;
}

const MOST_BIN_NAME = 63;

export function planOf(
  folder: FolderFile,
  known: KnownFile | null,
  project: { readonly code: string; readonly environments: readonly PlaceOfFile[] },
): FilePlan {
  const refused = refusalOf(folder, known, project.code);
  if (refused !== null) return refusedPlan(folder, known, [row(folder, BASE, 'refused', refused)]);
  const strangers = [...folder.environments.keys()].filter((code) =>
    project.environments.every((place) => place.code !== code),
  );
  if (strangers.length > 0)
    return refusedPlan(
      folder,
      known,
      strangers.map((code) => row(folder, code, 'refused', 'the project has no such environment')),
    );
  const before = beforeOf(known, project.environments);
  const base = { ...NOTHING, text: folder.base ?? before.base };
  const owns = before.environments.map((own) => {
    const said = folder.environments.get(own.environmentCode);
    return said ? { ...own, ...said } : own;
  });
  const { texts, faults } = draftsOf(folder, base.text ?? '', owns);
  const all: (ChangedLayer & { readonly before: LayerText | null })[] = [
    ...(folder.base === null
      ? []
      : [
          {
            ...base,
            layer: BASE,
            environmentId: null,
            before: known ? { ...NOTHING, text: before.base } : null,
          },
        ]),
    ...owns.flatMap((own, at) => {
      const old = before.environments[at];
      return folder.environments.has(own.environmentCode) && old
        ? [{ ...own, layer: own.environmentCode, before: old.isNew ? null : old }]
        : [];
    }),
  ];
  const rows = all.map((next) => {
    const fault = faults.find((each) => layerOf(each, folder) === next.layer);
    if (fault) return row(folder, next.layer, 'refused', inWords(fault).en);
    if (next.before === null) return row(folder, next.layer, 'created');
    return row(folder, next.layer, isSameLayer(next, next.before) ? 'unchanged' : 'changed');
  });
  const lost = faults.find((fault) => all.every(({ layer }) => layer !== layerOf(fault, folder)));
  return {
    ...{ folder, known, drafts: texts },
    rows: lost ? [...rows, row(folder, layerOf(lost, folder), 'refused', inWords(lost).en)] : rows,
    changed: all
      .filter((next) => next.before === null || !isSameLayer(next, next.before))
      .map(({ layer, environmentId, text, removedKeys, isDeleted }) => ({
        ...{ layer, environmentId, text, removedKeys, isDeleted },
      })),
    areSettingsNew:
      known !== null &&
      (known.file.description !== folder.description || !isDeepStrictEqual(known.file.schema, folder.schema)),
  };
}

function refusalOf(folder: FolderFile, known: KnownFile | null, projectCode: string): string | null {
  const { name, format, schema, base, environments } = folder;
  if (known?.file.isArchived === true) return 'there is an archived file of this name; restore it first';
  if (known?.file.isSecret === true)
    return 'the file is a secret, whose texts are neither exported nor imported';
  if (known && known.file.format !== format)
    return `the file is written in ${known.file.format}, not in ${format}`;
  if (!known && base === null) return 'there is no such file yet, and the folder has no text of its base';
  if (`${projectCode}.${name}`.length > MOST_BIN_NAME)
    return `with the code of the project the name has more than ${MOST_BIN_NAME} characters`;
  if (isKeyed(format)) return null;
  if (schema !== null) return `a schema says what keys may be; ${format} has none`;
  const hasKeys = [...environments.values()].some(({ removedKeys }) => removedKeys.length > 0);
  return hasKeys ? `files of ${format} have no keys that could be removed` : null;
}

function beforeOf(
  known: KnownFile | null,
  places: readonly PlaceOfFile[],
): {
  readonly base: string | null;
  readonly environments: readonly (LayerText & {
    readonly environmentId: string;
    readonly environmentCode: string;
    readonly isNew: boolean;
  })[];
} {
  if (!known)
    return {
      base: null,
      environments: places.map(({ id, code }) => ({
        ...{ ...NOTHING, environmentId: id, environmentCode: code, isNew: true },
      })),
    };
  const { base, environments } = known.layers;
  return {
    base: base.text,
    environments: environments.map(
      ({ environmentId, environmentCode, text, removedKeys, isDeleted, number }) => ({
        ...{ environmentId, environmentCode, text, removedKeys, isDeleted },
        isNew: number === 0,
      }),
    ),
  };
}

function layerOf({ of, environment }: ConfigFault, { environments }: FolderFile): string {
  return of !== 'base' && environment !== null && environments.has(environment) ? environment : BASE;
}

function refusedPlan(folder: FolderFile, known: KnownFile | null, rows: readonly ImportedLayer[]): FilePlan {
  return { folder, known, rows, changed: [], drafts: new Map(), areSettingsNew: false };
}

function row(
  { name }: FolderFile,
  layer: string,
  outcome: ImportedLayer['outcome'],
  reason: string | null = null,
): ImportedLayer {
  return { name, layer, outcome, reason };
}
