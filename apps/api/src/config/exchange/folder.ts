import { BASE, CONFIG_NAME, LAYER } from '../config-words.js';
import { FORMATS, type Format, type JsonObject } from '../content/index.js';
import { exactly, textOf, type LocalizedText } from '../../platform/http/index.js';
import type { ZipEntry } from './zip-writer.js';

/** A layer as it lies in a folder. */
export interface FolderLayer {
  readonly text: string | null;
  readonly removedKeys: readonly string[];
  readonly isDeleted: boolean;
}

/** A file of a project as it lies in a folder, made for Git. */
export interface FolderFile {
  readonly name: string;
  readonly format: Format;
  readonly description: string;
  readonly schema: JsonObject | null;
  /** Null: the folder says nothing of it. */
  readonly base: string | null;
  /** By code, those that the folder says something of. */
  readonly environments: ReadonlyMap<string, FolderLayer>;
}

export class UnreadableFolder extends Error {
  constructor(readonly words: LocalizedText) {
    super(words.en);
  }
}

export const LEFT_OUT = 'LEFT-OUT.txt';
const FACTS = 'file.json';
const ENDINGS: Readonly<Record<Format, string>> = {
  json: 'json',
  yaml: 'yaml',
  toml: 'toml',
  properties: 'properties',
  ini: 'ini',
  nginx: 'conf',
  text: 'txt',
};
const MOST_DESCRIPTION = 2_000;
const MOST_KEYS = 1_000;
const MOST_KEY = 2_000;
// A mark of the encoding at its beginning is a part of a text.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function entriesOf({
  name,
  format,
  description,
  schema,
  base,
  environments,
}: FolderFile): readonly ZipEntry[] {
  const special = [...environments].filter(([, own]) => own.isDeleted || own.removedKeys.length > 0);
  const facts = {
    ...{ format, description, schema },
    environments: Object.fromEntries(
      special.map(([code, { removedKeys, isDeleted }]) => [code, { removedKeys, isDeleted }]),
    ),
  };
  const texts = [
    [BASE, base] as const,
    ...[...environments].map(([code, { text }]) => [code, text] as const),
  ];
  return [
    { name: `${name}/${FACTS}`, bytes: Buffer.from(`${JSON.stringify(facts, null, 2)}\n`) },
    ...texts.flatMap(([layer, text]) =>
      text === null ? [] : [{ name: `${name}/${layer}.${ENDINGS[format]}`, bytes: Buffer.from(text) }],
    ),
  ];
}

/** By name. @throws UnreadableFolder */
export function filesOf(entries: readonly ZipEntry[]): readonly FolderFile[] {
  const folders = new Map<string, Map<string, Buffer>>();
  for (const { name, bytes } of entries) {
    if (name === LEFT_OUT) continue;
    const [folder = '', file, ...more] = name.split('/');
    if (!CONFIG_NAME.test(folder) || file === undefined || more.length > 0)
      throw new UnreadableFolder({
        en: `"${shown(name)}" has no place here: it should be "<file>/<layer>.<ending>"`,
        zh: `“${shown(name)}”的位置不对：应为“<文件>/<层>.<扩展名>”`,
      });
    folders.set(folder, (folders.get(folder) ?? new Map<string, Buffer>()).set(file, bytes));
  }
  return [...folders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, files]) => fileOf(name, files));
}

function fileOf(name: string, files: ReadonlyMap<string, Buffer>): FolderFile {
  const facts = factsOf(name, files.get(FACTS));
  const texts = new Map<string, string>();
  for (const [file, bytes] of files) {
    if (file === FACTS) continue;
    const ending = `.${ENDINGS[facts.format]}`;
    const layer = file.endsWith(ending) ? file.slice(0, -ending.length) : '';
    if (!LAYER.test(layer))
      throw new UnreadableFolder({
        en: `"${name}/${shown(file)}" has no place here: texts are "<layer>${ending}"`,
        zh: `“${name}/${shown(file)}”的位置不对：内容文件应为“<层>${ending}”`,
      });
    texts.set(layer, decoded(`${name}/${file}`, bytes));
  }
  const codes = new Set([...facts.environments.keys(), ...texts.keys()].filter((code) => code !== BASE));
  const environments = new Map(
    [...codes].map((code) => {
      const { removedKeys, isDeleted } = facts.environments.get(code) ?? {
        removedKeys: [],
        isDeleted: false,
      };
      return [code, { text: texts.get(code) ?? null, removedKeys, isDeleted }];
    }),
  );
  return { ...facts, name, base: texts.get(BASE) ?? null, environments };
}

type Facts = Pick<FolderFile, 'format' | 'description' | 'schema'> & {
  readonly environments: ReadonlyMap<string, Omit<FolderLayer, 'text'>>;
};

function factsOf(name: string, bytes: Buffer | undefined): Facts {
  if (!bytes)
    throw new UnreadableFolder({
      en: `"${name}" has no ${FACTS}, which says its format`,
      zh: `“${name}”没有说明其格式的 ${FACTS}`,
    });
  const place = `${name}/${FACTS}`;
  const {
    format,
    description = '',
    schema = null,
    environments = {},
    ...rest
  } = objectIn(place, parsed(place, bytes));
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new UnreadableFolder({
      en: `${place} has no field "${shown(unknown)}"`,
      zh: `${place} 没有字段“${shown(unknown)}”`,
    });
  const known = FORMATS.find((each) => each === format);
  if (!known)
    throw new UnreadableFolder({
      en: `${place}: "format" is one of ${FORMATS.join(', ')}`,
      zh: `${place}：“format”只能是 ${FORMATS.join('、')} 之一`,
    });
  if (typeof description !== 'string' || description.length > MOST_DESCRIPTION)
    throw new UnreadableFolder({
      en: `${place}: "description" is a text of at most ${MOST_DESCRIPTION} characters`,
      zh: `${place}：“description”是最多 ${MOST_DESCRIPTION} 个字符的文本`,
    });
  return {
    ...{ format: known, description },
    schema: schema === null ? null : (objectIn(place, schema) as JsonObject),
    environments: new Map(
      Object.entries(objectIn(place, environments)).map(([code, own]) => [code, ownOf(place, own)]),
    ),
  };
}

function ownOf(place: string, value: unknown): Omit<FolderLayer, 'text'> {
  const { removedKeys = [], isDeleted = false } = objectIn(place, value);
  const isList =
    Array.isArray(removedKeys) &&
    removedKeys.length <= MOST_KEYS &&
    removedKeys.every((key) => typeof key === 'string' && key.length <= MOST_KEY);
  if (!isList || typeof isDeleted !== 'boolean')
    throw new UnreadableFolder({
      en: `${place}: an environment has "removedKeys", a list of at most ${MOST_KEYS} texts, and "isDeleted", true or false`,
      zh: `${place}：环境有“removedKeys”（最多 ${MOST_KEYS} 个文本的列表）和“isDeleted”（true 或 false）`,
    });
  return { removedKeys: [...new Set(removedKeys as string[])], isDeleted };
}

function objectIn(place: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new UnreadableFolder({
    en: `${place}: it, its schema and each of its environments are objects`,
    zh: `${place}：它本身、它的 schema 和各个环境都必须是对象`,
  });
}

function parsed(place: string, bytes: Buffer): unknown {
  try {
    return exactly(JSON.parse(textOf(bytes)));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no JSON';
    throw new UnreadableFolder({ en: `${place} can not be read: ${why}`, zh: `不能解析 ${place}：${why}` });
  }
}

function decoded(place: string, bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new UnreadableFolder({ en: `"${place}" is no UTF-8`, zh: `“${place}”不是 UTF-8` });
  }
}

function shown(name: string): string {
  return name.slice(0, 100);
}
