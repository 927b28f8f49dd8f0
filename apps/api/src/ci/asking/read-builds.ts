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
  const fingerprints = listIn(build['fingerprint']).map(objectIn);
  return listIn(build['artifacts']).flatMap((one) => {
    const path = textIn(objectIn(one)['relativePath']);
    if (path === null || !isPath(path)) return [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found = fingerprints.find(({ fileName }) => fileName === path || fileName === name);
    const md5 = digestIn(found?.['hash'], 32);
    return [{ path, url: artifactUrl(job, number, path), ...(md5 ? { md5 } : {}) }];
  });
}

function parametersOf(actions: readonly Json[]): Readonly<Record<string, string>> {
  const pairs = actions
    .flatMap(({ parameters }) => listIn(parameters).map(objectIn))
    .map(({ name, value }): [string, unknown] => [textIn(name) ?? '', value]);
  return parametersIn(Object.fromEntries(pairs));
}
