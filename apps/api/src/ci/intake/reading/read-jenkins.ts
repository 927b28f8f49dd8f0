import type { BuildFile } from '../../builds/ci-build.entity.js';
import { namesNoBuild, pathsLeftOut } from '../../ci-sentences.js';
import type { BuildState } from '../../ci-words.js';
import {
  branchIn,
  countIn,
  encoded,
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

const STATES: Readonly<Record<string, BuildState>> = {
  SUCCESS: 'succeeded',
  UNSTABLE: 'unstable',
  FAILURE: 'failed',
  NOT_BUILT: 'aborted',
  ABORTED: 'aborted',
};

/** JSON of the Notification plugin, which leaves out what is null. */
export function readNotification(body: Json): Read {
  const build = objectIn(body['build']);
  const phase = textIn(build['phase']) ?? '';
  const job = jobOf(textIn(body['url'], 1_000), textIn(body['name']));
  const number = countIn(build['number']);
  const event = phase || 'NONE';
  if (job === null || number === undefined || !(phase in RANKS))
    return { event, key: undefined, build: undefined, note: namesNoBuild() };
  const queueId = countIn(build['queue_id']) ?? 0;
  const { files, leftOut } = filesOf(build, job, number);
  const news: BuildNews = {
    job,
    number,
    queueId,
    shownNumber: number,
    phaseRank: RANKS[phase as keyof typeof RANKS],
    state: stateOf(build['status']),
    url: urlIn(build['full_url']),
    ...scmOf(build),
    byName: textIn(listIn(objectIn(build['scm'])['culprits'])[0], 100),
    files,
    ...timesOf(build, phase),
  };
  return {
    event,
    key: `${job}#${number}/${queueId}/${phase}`,
    build: news,
    note: leftOut > 0 ? pathsLeftOut(leftOut) : null,
  };
}

export function stateOf(status: unknown): BuildState {
  return STATES[textIn(status)?.toUpperCase() ?? ''] ?? 'running';
}

/** `job/team/job/my-svc/` is `team/my-svc`. */
export function jobOf(url: string | null, name: string | null): string | null {
  const names: string[] = [];
  const parts = (url ?? '').split('/');
  const first = parts.indexOf('job');
  for (let at = first; at !== -1 && parts[at] === 'job' && parts[at + 1]; at += 2)
    names.push(decoded(parts[at + 1] ?? ''));
  const job = names.length > 0 ? names.join('/') : name;
  return job !== null && isPath(job) ? job : null;
}

/** Where Jenkins has a job, below its root. */
export function jobPath(job: string): string {
  return job
    .split('/')
    .map((name) => `job/${encodeURIComponent(name)}/`)
    .join('');
}

/** The address in the call is anybody's word: where a file lies follows from job and number. */
function filesOf(
  build: Json,
  job: string,
  number: number,
): { readonly files: readonly BuildFile[]; readonly leftOut: number } {
  const paths = Object.entries(objectIn(build['artifacts']))
    .filter(([, places]) => 'archive' in objectIn(places))
    .map(([path]) => path);
  const usable = paths.filter(isPath).slice(0, 500);
  return {
    files: usable.map((path) => ({ path, url: artifactUrl(job, number, path) })),
    leftOut: paths.length - usable.length,
  };
}

export function artifactUrl(job: string, number: number, path: string): string {
  return `${jobPath(job)}${number}/artifact/${encoded(path)}`;
}

function scmOf(build: Json): Pick<BuildNews, 'branch' | 'tag' | 'commitId' | 'parameters'> {
  const scm = objectIn(build['scm']);
  const parameters = parametersIn(build['parameters']);
  return {
    branch: branchIn(scm['branch']) ?? parameters['BRANCH_NAME'] ?? null,
    tag: parameters['TAG_NAME'] ?? null,
    commitId: textIn(scm['commit'], 100),
    parameters,
  };
}

/** The time of a call means another thing in each phase. */
function timesOf(build: Json, phase: string): Pick<BuildNews, 'startedAt' | 'finishedAt'> {
  const at = timeIn(build['timestamp']);
  const durationMs = countIn(build['duration']) ?? 0;
  if (phase === 'STARTED') return { startedAt: at, finishedAt: null };
  if (phase === 'COMPLETED' || phase === 'FINALIZED')
    return {
      startedAt: at && phase === 'COMPLETED' ? new Date(at.getTime() - durationMs) : null,
      finishedAt: at,
    };
  return { startedAt: null, finishedAt: null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
