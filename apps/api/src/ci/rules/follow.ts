import type { Text } from '@release-console/rollout-core';
import type { BuildFile } from '../builds/ci-build.entity.js';
import {
  jobIsNot,
  namesNoRef,
  notAnArch,
  notAVersion,
  pathIsNot,
  refIsNot,
  wordMissing,
} from '../ci-sentences.js';
import { match, type Caught } from './glob.js';

/** What of a build a rule looks at. */
export interface FollowedBuild {
  readonly job: string;
  readonly shownNumber: number;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly commitId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly files: readonly BuildFile[];
}

/** The part of a rule that says what becomes what. */
export interface Following {
  readonly job: string;
  readonly ref: string;
  readonly file: string;
  readonly version: string;
  readonly arch: string;
}

export type Followed =
  | { readonly fits: true; readonly path: string; readonly version: string; readonly arch: string }
  | {
      readonly fits: false;
      readonly path: string;
      readonly why: Text;
      /** Its pattern was that of the file. */ readonly isMeant: boolean;
    };

/** As the bins room has them; it has the last word. */
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;
const ARCH = /^[a-z0-9][a-z0-9._-]{0,31}$/i;
const WORD = /\{([^{}]*)\}/g;
const KNOWN_WORD =
  /^(?:number|tag|tag\.number|branch|commit|parameter\.[A-Za-z_][A-Za-z0-9_.-]{0,99}|file\.[a-z][a-z0-9]{0,30})$/;

/** Why the rule is not about the build; undefined when it is. */
export function whyNotAbout(rule: Following, build: FollowedBuild): Text | undefined {
  if (!match(rule.job, build.job, false)) return jobIsNot(rule.job);
  if (rule.ref === '') return undefined;
  const refs = [build.branch, build.tag].filter((ref) => ref !== null);
  if (refs.length === 0) return namesNoRef();
  return refs.some((ref) => match(rule.ref, ref, false)) ? undefined : refIsNot(rule.ref);
}

/** What becomes of each file of a build that the rule is about. */
export function follow(rule: Following, build: FollowedBuild): readonly Followed[] {
  return build.files.map(({ path }) => followFile(rule, build, path));
}

function followFile(rule: Following, build: FollowedBuild, path: string): Followed {
  const caught = match(rule.file, path);
  if (!caught) return { fits: false, path, isMeant: false, why: pathIsNot(rule.file) };
  const version = filled(rule.version, build, caught);
  const arch = filled(rule.arch, build, caught);
  const missing = version.missing ?? arch.missing;
  const no = (why: Text): Followed => ({ fits: false, path, isMeant: true, why });
  if (missing !== undefined) return no(wordMissing(missing));
  if (!VERSION.test(version.text)) return no(notAVersion(version.text.slice(0, 100)));
  if (!ARCH.test(arch.text)) return no(notAnArch(arch.text.slice(0, 100)));
  return { fits: true, path, version: version.text, arch: arch.text };
}

/** Words in braces that there are not. */
export function unknownWords(template: string, caught: readonly string[]): readonly string[] {
  const words = [...template.matchAll(WORD)].map(([, word = '']) => word);
  const rest = template.replace(WORD, '');
  const stray = /[{}]/.test(rest) ? ['{'] : [];
  return [...words.filter((word) => !KNOWN_WORD.test(word) || isNotCaught(word, caught)), ...stray];
}

function isNotCaught(word: string, caught: readonly string[]): boolean {
  return word.startsWith('file.') && !caught.includes(word.slice('file.'.length));
}

function filled(
  template: string,
  build: FollowedBuild,
  caught: Caught,
): { readonly text: string; readonly missing: string | undefined } {
  let missing: string | undefined;
  const text = template.replace(WORD, (_, word: string) => {
    const value = valueOf(word, build, caught);
    if (!value) missing ??= word;
    return value ?? '';
  });
  return { text: text.trim(), missing };
}

function valueOf(word: string, build: FollowedBuild, caught: Caught): string | undefined {
  const dot = word.indexOf('.');
  const [kind, name] = dot === -1 ? [word, ''] : [word.slice(0, dot), word.slice(dot + 1)];
  if (kind === 'parameter') return own(build.parameters, name);
  if (kind === 'file') return own(caught, name);
  if (word === 'number') return String(build.shownNumber);
  if (word === 'tag') return build.tag ?? undefined;
  if (word === 'tag.number') return build.tag?.replace(/^v(?=\d)/, '');
  if (word === 'branch') return build.branch?.replaceAll('/', '-');
  return word === 'commit' ? build.commitId?.slice(0, 12) : undefined;
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
