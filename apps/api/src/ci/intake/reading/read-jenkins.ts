import type { BuildFile } from '../../builds/ci-build.entity.js';
import { namesNoBuild, pathsLeftOut, statusNotKnown } from '../../ci-sentences.js';
import {
  branchIn,
  countIn,
  encoded,
  ENDED,
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
  type Read,
} from './news.js';
import { shownStatus, stateOf } from './status-words.js';

/** JSON of the Notification plugin, which leaves out what is null. */
export function readNotification(body: Json): Read {
  const build = objectIn(body['build']);
  const phase = textIn(build['phase']) ?? '';
  const job = jobOf(textIn(body['url'], 1_000), textIn(body['name']));
  const number = countIn(build['number']);
  const event = phase || 'NONE';
  if (job === null || number === undefined || !Object.hasOwn(RANKS, phase))
    return { event, key: undefined, build: undefined, note: namesNoBuild() };
  const status = build['status'] ?? undefined;
  const told = status === undefined ? 'running' : stateOf(status);
  if (told === undefined)
    return { event, key: undefined, build: undefined, note: statusNotKnown(shownStatus(status)) };
  const queueId = countIn(build['queue_id']) ?? 0;
  const { files, leftOut } = filesOf(build, job, number);
  const rank = RANKS[phase as keyof typeof RANKS];
  // A pipeline may announce its end by a step of its own, while it still runs and has no result.
  const isEarly = rank >= ENDED && status === undefined;
  const news: BuildNews = {
    job,
    number,
    queueId,
    shownNumber: number,
    phaseRank: isEarly ? RANKS.STARTED : rank,
    state: rank >= ENDED ? told : 'running',
    url: urlIn(build['full_url']),
    ...scmOf(build),
    byName: textIn(listIn(objectIn(build['scm'])['culprits'])[0], 100),
    files,
    ...timesOf(build, phase, isEarly),
  };
  return {
    event,
    key: `${job}#${number}/${queueId}/${phase}${isEarly ? '/early' : ''}`,
    build: news,
    note: leftOut > 0 ? pathsLeftOut(leftOut) : null,
  };
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
function timesOf(build: Json, phase: string, isEarly: boolean): Pick<BuildNews, 'startedAt' | 'finishedAt'> {
  const at = timeIn(build['timestamp']);
  const durationMs = countIn(build['duration']) ?? 0;
  if (phase === 'STARTED') return { startedAt: at, finishedAt: null };
  if (phase === 'COMPLETED' || phase === 'FINALIZED')
    return {
      startedAt: at && phase === 'COMPLETED' ? momentAt(at.getTime() - durationMs) : null,
      finishedAt: isEarly ? null : at,
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
