import type { BuildFile } from '../../builds/ci-build.entity.js';
import { filesLeftOut, hasNoBuild, statusNotKnown } from '../../ci-sentences.js';
import { artifactUrl } from './read-jenkins.js';
import {
  branchIn,
  countIn,
  digestIn,
  isPath,
  listIn,
  objectIn,
  parametersIn,
  RANKS,
  textIn,
  timeIn,
  urlIn,
  type Json,
  type Read,
} from './news.js';
import { shownStatus, stateOf } from './status-words.js';

/** Our own words: from a pipeline, or from a builder that we know nothing of. */
export function readBuild(body: Json, isJenkins: boolean): Read {
  const build = objectIn(body['build']);
  const job = textIn(build['job'], 500);
  const number = countIn(build['number']);
  if (job === null || !isPath(job) || number === undefined)
    return { event: 'build', key: undefined, build: undefined, note: hasNoBuild() };
  const status = build['status'] ?? undefined;
  // Who says nothing of it sends when the build is over.
  const state = status === undefined ? 'succeeded' : stateOf(status);
  if (state === undefined)
    return { event: 'build', key: undefined, build: undefined, note: statusNotKnown(shownStatus(status)) };
  const given = listIn(build['artifacts'] ?? [build]).map((file) =>
    fileOf(objectIn(file), job, number, isJenkins),
  );
  const files = given.filter((file) => file !== undefined);
  const leftOut = build['artifacts'] === undefined ? 0 : given.length - files.length;
  return {
    event: 'build',
    key: undefined,
    build: {
      job,
      number,
      queueId: countIn(build['queueId']) ?? 0,
      shownNumber: number,
      phaseRank: state === 'running' ? RANKS.STARTED : RANKS.COMPLETED,
      state,
      url: urlIn(build['url']),
      branch: branchIn(build['branch']),
      tag: textIn(build['tag'], 300),
      commitId: textIn(build['commit'], 100),
      byName: textIn(build['by'], 100),
      parameters: parametersIn(build['parameters']),
      files,
      startedAt: timeIn(build['startedAt']),
      finishedAt: timeIn(build['finishedAt']),
    },
    note: leftOut > 0 ? filesLeftOut(leftOut) : null,
  };
}

function fileOf(file: Json, job: string, number: number, isJenkins: boolean): BuildFile | undefined {
  const path = textIn(file['path']);
  if (path === null || !isPath(path)) return undefined;
  const sha256 = digestIn(file['sha256'], 64);
  const md5 = digestIn(file['md5'], 32);
  // A digest that can't be read must not become no digest at all.
  if ((file['sha256'] !== undefined && !sha256) || (file['md5'] !== undefined && !md5)) return undefined;
  const url = isJenkins ? artifactUrl(job, number, path) : textIn(file['url'], 1_000);
  return { path, ...(url === null ? {} : { url }), ...(sha256 ? { sha256 } : {}), ...(md5 ? { md5 } : {}) };
}
