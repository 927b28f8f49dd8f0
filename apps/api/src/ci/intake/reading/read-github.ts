import type { Text } from '@release-console/rollout-core';
import {
  eventNotLookedAt,
  namesNoRelease,
  namesNoRepository,
  namesNoRun,
  onlyPublished,
} from '../../ci-sentences.js';
import type { BuildState } from '../../ci-words.js';
import {
  branchIn,
  countIn,
  digestIn,
  isPath,
  listIn,
  objectIn,
  RANKS,
  textIn,
  timeIn,
  urlIn,
  type Json,
  type Read,
} from './news.js';

const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/;

export function readGithub(event: string, body: Json): Read {
  const repository = textIn(objectIn(body['repository'])['full_name']) ?? '';
  const isKnown = event === 'workflow_run' || event === 'release';
  if (!isKnown) return nothing(event, eventNotLookedAt(event));
  if (!REPOSITORY.test(repository) || !isPath(repository)) return nothing(event, namesNoRepository());
  return event === 'release' ? readRelease(body, repository) : readRun(body, repository);
}

function readRun(body: Json, repository: string): Read {
  const run = objectIn(body['workflow_run']);
  const id = countIn(run['id']);
  const job = `${repository}/${(textIn(run['name'], 200) ?? 'workflow').replaceAll('/', '-')}`;
  if (id === undefined || !isPath(job)) return nothing('workflow_run', namesNoRun());
  const isOver = run['status'] === 'completed';
  const state = isOver ? stateOf(textIn(run['conclusion'])) : 'running';
  return {
    event: 'workflow_run',
    key: undefined,
    note: null,
    build: {
      ...{
        job,
        number: id,
        queueId: countIn(run['run_attempt']) ?? 1,
        shownNumber: countIn(run['run_number']) ?? id,
      },
      ...{ phaseRank: isOver ? RANKS.FINALIZED : RANKS.STARTED, state, url: urlIn(run['html_url']) },
      ...{ branch: branchIn(run['head_branch']), tag: null, commitId: textIn(run['head_sha'], 100) },
      byName: textIn(objectIn(run['actor'])['login'], 100),
      parameters: {},
      files: [],
      startedAt: timeIn(run['run_started_at'] ?? run['created_at']),
      finishedAt: isOver ? timeIn(run['updated_at']) : null,
      ...(state === 'succeeded' ? { filesAt: `repos/${repository}/actions/runs/${id}/artifacts` } : {}),
    },
  };
}

function readRelease(body: Json, repository: string): Read {
  const release = objectIn(body['release']);
  const id = countIn(release['id']);
  if (body['action'] !== 'published') return nothing('release', onlyPublished());
  if (id === undefined) return nothing('release', namesNoRelease());
  return {
    event: 'release',
    key: undefined,
    note: null,
    build: {
      ...{ job: repository, number: id, queueId: 0, shownNumber: id, phaseRank: RANKS.FINALIZED },
      ...{
        state: 'succeeded',
        url: urlIn(release['html_url']),
        branch: branchIn(release['target_commitish']),
      },
      ...{ tag: textIn(release['tag_name'], 300), commitId: null, parameters: {} },
      byName: textIn(objectIn(release['author'])['login'], 100),
      files: listIn(release['assets']).flatMap((one) => {
        const asset = objectIn(one);
        const path = textIn(asset['name']);
        const number = countIn(asset['id']);
        if (path === null || number === undefined || !isPath(path)) return [];
        const sha256 = digestIn(asset['digest'], 64);
        return [
          { path, url: `repos/${repository}/releases/assets/${number}`, ...(sha256 ? { sha256 } : {}) },
        ];
      }),
      startedAt: timeIn(release['created_at']),
      finishedAt: timeIn(release['published_at']),
    },
  };
}

function stateOf(conclusion: string | null): BuildState {
  if (conclusion === 'success') return 'succeeded';
  return conclusion === 'cancelled' || conclusion === 'skipped' ? 'aborted' : 'failed';
}

function nothing(event: string, note: Text): Read {
  return { event, key: undefined, build: undefined, note };
}
