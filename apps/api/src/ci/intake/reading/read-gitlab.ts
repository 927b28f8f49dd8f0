import {
  eventNotLookedAt,
  namesNoPipeline,
  namesNoProjectOrRelease,
  onlyNewReleases,
} from '../../ci-sentences.js';
import type { BuildState } from '../../ci-words.js';
import {
  branchIn,
  countIn,
  isPath,
  listIn,
  objectIn,
  parametersIn,
  RANKS,
  textIn,
  timeIn,
  urlIn,
  type BuildNews,
  type Json,
  type Read,
} from './news.js';

const STATES = new Map<string, BuildState>([
  ['success', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'aborted'],
  ['skipped', 'aborted'],
]);

export function readGitlab(body: Json): Read {
  const kind = textIn(body['object_kind'], 50) ?? 'unknown';
  if (kind === 'pipeline') return readPipeline(body);
  if (kind === 'release') return readRelease(body);
  return { event: kind, key: undefined, build: undefined, note: eventNotLookedAt(kind) };
}

function readPipeline(body: Json): Read {
  const about = objectIn(body['object_attributes']);
  const project = objectIn(body['project']);
  const job = textIn(project['path_with_namespace']);
  const projectId = countIn(project['id']);
  const number = countIn(about['id']);
  if (job === null || !isPath(job) || number === undefined || projectId === undefined)
    return { event: 'pipeline', key: undefined, build: undefined, note: namesNoPipeline() };
  const state = STATES.get(textIn(about['status']) ?? '') ?? 'running';
  const isTag = about['tag'] === true;
  return {
    event: 'pipeline',
    key: undefined,
    note: null,
    build: {
      job,
      number,
      queueId: 0,
      shownNumber: countIn(about['iid']) ?? number,
      phaseRank: state === 'running' ? RANKS.STARTED : RANKS.FINALIZED,
      state,
      url: urlIn(about['url']),
      branch: isTag ? null : branchIn(about['ref']),
      tag: isTag ? textIn(about['ref'], 300) : null,
      commitId: textIn(about['sha'], 100),
      byName: textIn(objectIn(body['user'])['username'], 100),
      parameters: variablesIn(about['variables']),
      files: filesOf(body, projectId),
      startedAt: timeIn(about['created_at']),
      finishedAt: timeIn(about['finished_at']),
    },
  };
}

/** The zip of each job, as `<job>/<file name>`. */
function filesOf(body: Json, projectId: number): BuildNews['files'] {
  return listIn(body['builds']).flatMap((one) => {
    const build = objectIn(one);
    const file = textIn(objectIn(build['artifacts_file'])['filename'], 200);
    const id = countIn(build['id']);
    const path = `${textIn(build['name'], 200) ?? ''}/${file ?? ''}`;
    if (file === null || id === undefined || build['status'] !== 'success' || !isPath(path)) return [];
    return [{ path, url: `api/v4/projects/${projectId}/jobs/${id}/artifacts` }];
  });
}

function readRelease(body: Json): Read {
  const job = textIn(objectIn(body['project'])['path_with_namespace']);
  const id = countIn(body['id']);
  const action = textIn(body['action']) ?? textIn(objectIn(body['object_attributes'])['action']);
  if (action !== 'create')
    return { event: 'release', key: undefined, build: undefined, note: onlyNewReleases() };
  if (job === null || !isPath(job) || id === undefined)
    return { event: 'release', key: undefined, build: undefined, note: namesNoProjectOrRelease() };
  const commit = objectIn(body['commit']);
  return {
    event: 'release',
    key: undefined,
    note: null,
    build: {
      // Pipelines and releases are counted apart.
      ...{ job: `${job}/releases`, number: id, queueId: 0, shownNumber: id },
      ...{ phaseRank: RANKS.FINALIZED, state: 'succeeded', url: urlIn(body['url']), branch: null },
      tag: textIn(body['tag'], 300),
      commitId: textIn(commit['id'], 100),
      byName: textIn(objectIn(commit['author'])['name'], 100),
      parameters: {},
      files: listIn(objectIn(body['assets'])['links']).flatMap((one) => {
        const path = textIn(objectIn(one)['name']);
        const url = urlIn(objectIn(one)['url']);
        return path !== null && url !== null && isPath(path) ? [{ path, url }] : [];
      }),
      startedAt: timeIn(body['created_at']),
      finishedAt: timeIn(body['released_at']),
    },
  };
}

function variablesIn(value: unknown): Readonly<Record<string, string>> {
  const pairs = listIn(value).map((one) => [textIn(objectIn(one)['key']) ?? '', objectIn(one)['value']]);
  return parametersIn(Object.fromEntries(pairs));
}
