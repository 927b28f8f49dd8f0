import fc from 'fast-check';
import { BUILD_STATES, type SourceKind } from '../../ci-words.js';
import { RANKS, type Read } from './news.js';
import { jobOf } from './read-jenkins.js';
import { readCall } from './read-call.js';

const NOTIFICATION = {
  name: 'my-svc',
  display_name: 'my-svc',
  url: 'job/folder/job/my-svc/',
  build: {
    full_url: 'https://ci.example.com/job/folder/job/my-svc/78/',
    number: 78,
    queue_id: 1234,
    timestamp: 1_700_000_000_000,
    duration: 61_234,
    phase: 'COMPLETED',
    status: 'SUCCESS',
    url: 'job/folder/job/my-svc/78/',
    scm: {
      url: 'git@x',
      branch: 'origin/main',
      commit: 'a'.repeat(40),
      changes: ['src/a.c'],
      culprits: ['alice'],
    },
    parameters: { VERSION: '1.2.3', DEPLOY_PASSWORD: 'hunter2' },
    log: '',
    notes: '',
    test_summary: { total: 10, failed: 1, passed: 8, skipped: 1, failed_tests: ['pkg.T.m'] },
    artifacts: {
      'target/app v1.tar.gz': {
        archive: 'https://evil.example/job/folder/job/my-svc/78/artifact/target/app.tar.gz',
      },
      'app.tar.gz': { s3: 'https://s3-eu-west-1.amazonaws.com/bucket/jobs/my-svc/78/app.tar.gz' },
      '../../etc/passwd': { archive: 'nulljob/x' },
    },
  },
};

describe('what the Notification plugin of Jenkins sends', () => {
  it('is read, and where a file lies is not its word to say', () => {
    const { event, key, build, note } = readCall('jenkins', '', NOTIFICATION);
    expect([event, key, note?.en]).toEqual([
      'COMPLETED',
      'folder/my-svc#78/1234/COMPLETED',
      '1 files were left out: their paths can not be used.',
    ]);
    expect(build).toEqual({
      job: 'folder/my-svc',
      number: 78,
      queueId: 1234,
      shownNumber: 78,
      phaseRank: 3,
      state: 'succeeded',
      url: 'https://ci.example.com/job/folder/job/my-svc/78/',
      branch: 'main',
      tag: null,
      commitId: 'a'.repeat(40),
      byName: 'alice',
      parameters: { VERSION: '1.2.3', DEPLOY_PASSWORD: '***' },
      files: [
        { path: 'target/app v1.tar.gz', url: 'job/folder/job/my-svc/78/artifact/target/app%20v1.tar.gz' },
      ],
      startedAt: new Date(1_700_000_000_000 - 61_234),
      finishedAt: new Date(1_700_000_000_000),
    });
  });

  it('may leave out all that is null', () => {
    const least = {
      name: 'a',
      url: 'job/a/',
      build: { number: 1, queue_id: 2, phase: 'QUEUED', log: '', artifacts: {} },
    };
    expect(readCall('jenkins', '', least).build).toMatchObject({
      job: 'a',
      state: 'running',
      files: [],
      branch: null,
    });
  });

  it.each([
    ['job/a/', 'a'],
    ['job/team/job/a%20b/', 'team/a b'],
    ['https://ci.example.com/jenkins/job/team/job/a/78/', 'team/a'],
    ['job/..%2F..%2Fx/', null],
    ['', 'named'],
  ])('names at %s the job %s', (url, job) => {
    expect(jobOf(url, 'named')).toBe(job);
  });
});

describe('a notification of an end that has no result yet', () => {
  const early = (phase: string) => ({
    ...NOTIFICATION,
    build: { ...NOTIFICATION.build, phase, duration: 0, status: undefined },
  });

  it.each(['COMPLETED', 'FINALIZED'])(
    'as %s does not end the build, and is other news than its end',
    (phase) => {
      const { key, build } = readCall('jenkins', '', early(phase));
      expect(build).toMatchObject({ phaseRank: 2, state: 'running', finishedAt: null });
      const end = readCall('jenkins', '', { ...NOTIFICATION, build: { ...NOTIFICATION.build, phase } });
      expect(end.key).toBe(`folder/my-svc#78/1234/${phase}`);
      expect(key).not.toBe(end.key);
    },
  );

  it('may have a result before it ends, which does not count yet', () => {
    const begun = { ...NOTIFICATION, build: { ...NOTIFICATION.build, phase: 'STARTED', status: 'FAILURE' } };
    expect(readCall('jenkins', '', begun).build).toMatchObject({ phaseRank: 2, state: 'running' });
  });
});

describe('our own words', () => {
  it('are read from a pipeline of Jenkins too', () => {
    const sha256 = 'b'.repeat(64);
    const body = { build: { job: 'team/a', number: 7, sha256, path: 'a.bin', branch: 'main', by: 'alice' } };
    expect(readCall('jenkins', '', body).build).toMatchObject({
      ...{ job: 'team/a', number: 7, state: 'succeeded', phaseRank: 3 },
      files: [{ path: 'a.bin', url: 'job/team/job/a/7/artifact/a.bin', sha256 }],
    });
    expect(readCall('generic', '', body).build?.files).toEqual([{ path: 'a.bin', sha256 }]);
  });

  it('with a digest that is none keep no file, rather than one that is not compared', () => {
    const artifacts = [
      { path: 'a', sha256: 'abc' },
      { path: 'b', url: 'https://x.example/b' },
    ];
    const { build, note } = readCall('generic', '', { build: { job: 'a', number: 1, artifacts } });
    expect(build?.files).toEqual([{ path: 'b', url: 'https://x.example/b' }]);
    expect(note?.en).toContain('1 files');
  });
});

describe('events of GitLab', () => {
  it('tell of a pipeline with the zip of each job', () => {
    const body = {
      object_kind: 'pipeline',
      object_attributes: {
        ...{ id: 31, iid: 3, ref: 'v1.2', tag: true, sha: 'bcbb5ec3', status: 'success' },
        ...{ created_at: '2016-08-12 15:23:28 UTC', finished_at: '2016-08-12 15:26:29 UTC' },
        variables: [{ key: 'VERSION', value: '1.2' }],
        url: 'https://gitlab.example/g/p/-/pipelines/31',
      },
      user: { username: 'alice' },
      project: { id: 1, path_with_namespace: 'g/p' },
      builds: [
        {
          id: 380,
          name: 'package',
          status: 'success',
          artifacts_file: { filename: 'artifacts.zip', size: 1 },
        },
        { id: 381, name: 'deploy', status: 'created', artifacts_file: { filename: null, size: null } },
      ],
    };
    expect(readCall('gitlab', '', body).build).toMatchObject({
      ...{
        job: 'g/p',
        number: 31,
        shownNumber: 3,
        tag: 'v1.2',
        branch: null,
        state: 'succeeded',
        phaseRank: 4,
      },
      parameters: { VERSION: '1.2' },
      files: [{ path: 'package/artifacts.zip', url: 'api/v4/projects/1/jobs/380/artifacts' }],
      finishedAt: new Date('2016-08-12T15:26:29Z'),
    });
  });

  it('of other kinds are taken and left', () => {
    expect(readCall('gitlab', '', { object_kind: 'push' })).toMatchObject({
      event: 'push',
      build: undefined,
    });
  });
});

describe('events of GitHub', () => {
  const repository = { full_name: 'o/r' };

  it('tell of a run, whose files are to be asked for', () => {
    const workflow_run = {
      ...{ id: 9, name: 'Build', run_number: 4, run_attempt: 2, status: 'completed', conclusion: 'success' },
      ...{ head_branch: 'main', head_sha: 'abc', html_url: 'https://github.com/o/r/actions/runs/9' },
    };
    expect(
      readCall('github', 'workflow_run', { action: 'completed', workflow_run, repository }).build,
    ).toMatchObject({
      ...{ job: 'o/r/Build', number: 9, queueId: 2, shownNumber: 4, state: 'succeeded' },
      filesAt: 'repos/o/r/actions/runs/9/artifacts',
    });
  });

  it('tell of a release with its files and their digests', () => {
    const release = {
      ...{ id: 5, tag_name: 'v2.0.0', target_commitish: 'main' },
      assets: [{ id: 8, name: 'app', digest: `sha256:${'c'.repeat(64)}`, browser_download_url: 'https://x' }],
    };
    expect(readCall('github', 'release', { action: 'published', release, repository }).build).toMatchObject({
      ...{ job: 'o/r', tag: 'v2.0.0' },
      files: [{ path: 'app', url: 'repos/o/r/releases/assets/8', sha256: 'c'.repeat(64) }],
    });
  });
});

describe('odd values', () => {
  const notification = (more: object) => ({
    name: 'a',
    url: 'job/a/',
    build: { number: 1, phase: 'COMPLETED', status: 'SUCCESS', timestamp: 1_700_000_000_000, ...more },
  });
  const started = (startedAt: unknown) =>
    readCall('generic', '', { build: { job: 'a', number: 1, startedAt } }).build?.startedAt?.toISOString();

  it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'as a phase or status %s are words like others that nobody knows',
    (word) => {
      expect(readCall('jenkins', '', notification({ phase: word })).build).toBeUndefined();
      expect(readCall('jenkins', '', notification({ status: word })).build).toBeUndefined();
      const pipeline = {
        object_kind: 'pipeline',
        object_attributes: { id: 1, status: word },
        project: { id: 1, path_with_namespace: 'g/p' },
      };
      expect(readCall('gitlab', '', pipeline).build).toMatchObject({ state: 'running', phaseRank: 2 });
    },
  );

  it('as a duration make no time that nobody can keep', () => {
    for (const duration of [9_007_199_254_740_991, '999999999999999', 1_690_000_000_000])
      expect(readCall('jenkins', '', notification({ duration })).build).toMatchObject({
        startedAt: null,
        finishedAt: new Date(1_700_000_000_000),
      });
  });

  it.each([
    [1_700_000_000_000, '2023-11-14T22:13:20.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['2023-11-14T22:13:20Z', '2023-11-14T22:13:20.000Z'],
    ['999999999999999', undefined],
    ['17', undefined],
    [1e300, undefined],
    [-1, undefined],
  ])('as a time: %p is %p', (given, time) => {
    expect(started(given)).toBe(time);
  });

  it('are cut, and not in the middle of a character', () => {
    const build = { job: 'a', number: 1, parameters: { X: `${'x'.repeat(999)}😀` } };
    expect(readCall('generic', '', { build }).build?.parameters).toEqual({ X: 'x'.repeat(999) });
  });
});

describe('whatever is sent', () => {
  const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text);
  const KINDS = fc.constantFrom<SourceKind>('jenkins', 'gitlab', 'github', 'generic');
  const EVENTS = fc.constantFrom('workflow_run', 'release', 'ping', '');
  const isKept = ({ event, key, build, note }: Read): void => {
    expect(typeof event).toBe('string');
    expect(
      JSON.parse(JSON.stringify([event, key ?? '', build?.parameters, build?.files, note])),
    ).toBeDefined();
    if (!build) return;
    expect(BUILD_STATES).toContain(build.state);
    expect(Object.values(RANKS)).toContain(build.phaseRank);
    for (const number of [build.number, build.queueId, build.shownNumber])
      expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
    for (const at of [build.startedAt, build.finishedAt])
      if (at !== null) expect(at.toISOString()).toMatch(/^(?:19|20|21|2200)\d*-/);
    for (const text of [build.job, build.url, build.branch, build.tag, build.commitId, build.byName])
      if (text !== null) expect([typeof text, isWhole(text)]).toEqual(['string', true]);
    const told = [
      ...Object.entries(build.parameters).flat(),
      ...build.files.flatMap((file) => Object.values(file)),
    ];
    expect(told.every((text) => typeof text === 'string' && isWhole(text))).toBe(true);
  };

  it('is read or left, and never throws', () => {
    fc.assert(
      fc.property(KINDS, EVENTS, fc.jsonValue(), (kind, event, body) => isKept(readCall(kind, event, body))),
    );
    const spoilt = fc.record({ name: fc.anything(), url: fc.anything(), build: fc.object() });
    fc.assert(
      fc.property(spoilt, (body) => {
        expect(() => readCall('jenkins', '', body)).not.toThrow();
      }),
    );
  });

  it('comes to something that can be kept, also from fields that are nearly right', () => {
    const words = fc.constantFrom(
      ...['SUCCESS', 'success', 'completed', 'COMPLETED', 'FINALIZED', 'STARTED', 'create', 'published', 'a'],
      ...Object.getOwnPropertyNames(Object.prototype),
    );
    const text = fc.oneof(words, fc.string({ unit: 'binary' }), fc.constant(`${'x'.repeat(499)}😀`));
    const number = fc.oneof(
      fc.maxSafeNat(),
      fc.double(),
      fc.constantFrom(2 ** 53 - 1, 1_700_000_000_000, 78),
    );
    const odd = fc.oneof(text, number, number.map(String), fc.constant(null), fc.jsonValue());
    const fields = ['phase', 'status', 'conclusion', 'timestamp', 'duration', 'startedAt', 'finishedAt'];
    const more = [
      'started_at',
      'created_at',
      'finished_at',
      'updated_at',
      'branch',
      'ref',
      'head_branch',
      'by',
    ];
    const spoilt = fc.dictionary(
      fc.constantFrom(...fields, ...more, 'parameters', 'queue_id', 'run_attempt'),
      odd,
    );
    fc.assert(
      fc.property(KINDS, EVENTS, fc.boolean(), spoilt, text, (kind, event, isOurs, given, name) => {
        const about = { id: 1, number: 78, name, ...given };
        isKept(
          readCall(kind, event, {
            ...{ url: 'job/a/', action: 'published', build: isOurs ? { job: 'a', ...about } : about },
            ...{ object_kind: event === 'release' ? 'release' : 'pipeline', object_attributes: about },
            ...{ project: { id: 1, path_with_namespace: 'g/p' }, repository: { full_name: 'o/r' } },
            ...{ workflow_run: { ...about, status: 'completed' }, release: about },
          }),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
