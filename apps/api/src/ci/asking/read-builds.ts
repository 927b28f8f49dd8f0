import {
  branchIn,
  countIn,
  digestIn,
  isPath,
  listIn,
  momentAt,
  objectIn,
  parametersIn,
  RANKS,
  textIn,
  timeIn,
  urlIn,
  type BuildNews,
  type Json,
} from '../intake/reading/news.js';
import { artifactUrl } from '../intake/reading/read-jenkins.js';
import { stateOf } from '../intake/reading/status-words.js';

/** Fingerprints come only when they are named. */
export const BUILD_TREE =
  'number,queueId,result,building,timestamp,duration,url,artifacts[relativePath],fingerprint[fileName,hash],actions[parameters[name,value],lastBuiltRevision[SHA1,branch[name]],causes[userId]]';

/** Those that have ended, the oldest first. */
export function readBuilds(job: string, answer: unknown): readonly BuildNews[] {
  return listIn(objectIn(answer)['builds'])
    .flatMap((one) => buildOf(job, objectIn(one)) ?? [])
    .reverse();
}

export function buildOf(job: string, build: Json): BuildNews | undefined {
  const number = countIn(build['number']);
  const state = stateOf(build['result']);
  if (number === undefined || build['building'] !== false || state === undefined || state === 'running')
    return undefined;
  const actions = listIn(build['actions']).map(objectIn);
  const revision = objectIn(actions.find((action) => 'lastBuiltRevision' in action)?.['lastBuiltRevision']);
  const startedAt = timeIn(build['timestamp']);
  const parameters = parametersOf(actions);
  return {
    ...{ job, number, queueId: countIn(build['queueId']) ?? 0, shownNumber: number },
    ...{ phaseRank: RANKS.FINALIZED, state, url: urlIn(build['url']), parameters },
    branch: branchIn(objectIn(listIn(revision['branch'])[0])['name']) ?? parameters['BRANCH_NAME'] ?? null,
    tag: parameters['TAG_NAME'] ?? null,
    commitId: textIn(revision['SHA1'], 100),
    byName: textIn(
      actions.flatMap(({ causes }) => listIn(causes).map((cause) => objectIn(cause)['userId'])).find(Boolean),
      100,
    ),
    files: filesOf(job, number, build),
    startedAt,
    finishedAt: startedAt && momentAt(startedAt.getTime() + (countIn(build['duration']) ?? 0)),
  };
}

function filesOf(job: string, number: number, build: Json): BuildNews['files'] {
  const paths = listIn(build['artifacts'])
    .map((one) => textIn(objectIn(one)['relativePath']))
    .filter((path) => path !== null && isPath(path)) as string[];
  return paths.map((path) => {
    const [md5, ...others] = hasNamesake(path, paths) ? [] : fingerprintsOf(path, build);
    const isSure = md5 !== undefined && others.length === 0;
    return { path, url: artifactUrl(job, number, path), ...(isSure ? { md5 } : {}) };
  });
}

/** What Jenkins calls fingerprints, MD5s: it knows files by their base names, so that several may have one name. */
export function fingerprintsOf(path: string, build: Json): readonly string[] {
  const names: unknown[] = [path, baseName(path)];
  const hashes = listIn(build['fingerprint'])
    .map(objectIn)
    .filter(({ fileName }) => names.includes(fileName))
    .map(({ hash }) => digestIn(hash, 32));
  return [...new Set(hashes.filter((hash) => hash !== undefined))];
}

export function hasNamesake(path: string, paths: readonly string[]): boolean {
  return paths.some((other) => other !== path && baseName(other) === baseName(path));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parametersOf(actions: readonly Json[]): Readonly<Record<string, string>> {
  const pairs = actions
    .flatMap(({ parameters }) => listIn(parameters).map(objectIn))
    .map(({ name, value }): [string, unknown] => [textIn(name) ?? '', value]);
  return parametersIn(Object.fromEntries(pairs));
}
