import { withConsole } from '../../test/with-console.js';
import {
  aPlace,
  aRule,
  aSource,
  calm,
  done,
  send,
  sha256Of,
  views,
  wake,
  workAll,
  type Place,
  type Source,
} from './ci.fixtures.js';
import {
  FakeGithub,
  REPOSITORY,
  type FakeRelease,
  type FakeRun,
  type FakeRunArtifact,
  type GithubMood,
} from './fake-github.fixtures.js';

describe('builds of GitHub', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const github = new FakeGithub();
  let place: Place;
  let source: Source;
  let see: ReturnType<typeof views>;
  let number = 0;

  const artifact = (name: string, more: Partial<FakeRunArtifact> = {}): FakeRunArtifact => {
    number += 1;
    return { id: number, name, bytes: Buffer.from(`PK ${name} ${number}`), ...more };
  };
  const aRun = (more: Partial<FakeRun> = {}): FakeRun => {
    number += 1;
    const run = {
      ...{ id: 30_000_000_000 + number, number, attempt: 1, conclusion: 'success' },
      artifacts: [artifact('app-amd64')],
      ...more,
    };
    github.runs.push(run);
    return run;
  };
  const aRelease = (...assets: FakeRelease['assets']): FakeRelease => {
    number += 1;
    const release = { id: number, tag: `v2.0.${number}`, assets };
    github.releases.push(release);
    return release;
  };
  const tell = async (event: string, body: string, delivery = `guid-${(number += 1)}`): Promise<number> => {
    const headers = github.headersOf(source.secret, event, delivery, body);
    const { status } = await send(console, source.path, body, headers);
    await workAll(console);
    return status;
  };
  const finish = (run: FakeRun): Promise<number> => tell('workflow_run', github.workflowRun(run));
  const runRule = (more: object = {}) =>
    aRule(place, source, {
      ...{ job: `${REPOSITORY}/Build`, file: 'app-{arch}.zip', version: '1.{number}', ...more },
    });
  const again = async (): Promise<void> => {
    await wake(console, source);
    await workAll(console);
  };
  const bytesOf = (run: FakeRun, at = 0): Buffer => run.artifacts[at]?.bytes ?? Buffer.alloc(0);

  beforeAll(() => github.start());
  afterAll(() => github.stop());
  beforeEach(async () => {
    await calm(console);
    github.mood = 'well';
    github.storage.isCutting = false;
    place = await aPlace(console);
    source = await aSource(place, 'github', { baseUrl: github.url, token: github.token });
    see = views(place, source);
  });

  it('become versions with the bytes of their artifacts, and it is known where from', async () => {
    await runRule();
    const run = aRun({ artifacts: [artifact('app-amd64'), artifact('app-arm64'), artifact('report')] });
    expect(await tell('workflow_run', github.workflowRun(run, 'requested'))).toBe(202);
    expect(await tell('workflow_run', github.workflowRun(run, 'in_progress'))).toBe(202);
    expect(await finish(run)).toBe(202);
    expect(await see.files(`1.${run.number}`)).toEqual({
      amd64: sha256Of(bytesOf(run)),
      arm64: sha256Of(bytesOf(run, 1)),
    });
    const from = await see.provenance();
    expect(from).toHaveLength(2);
    expect(from.find(({ arch }) => arch === 'amd64')).toMatchObject({
      ...{ sourceKind: 'github', job: `${REPOSITORY}/Build`, number: run.number, commit: 'b'.repeat(40) },
      ...{ ref: 'main', by: 'alice', path: 'app-amd64.zip', isChecked: true },
      url: `https://github.com/${REPOSITORY}/actions/runs/${run.id}`,
    });
  });

  it('S25 are fetched from where GitHub sends on to, which is shown no token', async () => {
    await runRule();
    await finish(aRun());
    expect(github.asked.at(-1)?.headers.authorization).toBe(`Bearer ${github.token}`);
    expect(github.storage.asked.length).toBeGreaterThan(0);
    for (const { headers } of github.storage.asked) expect(headers.authorization).toBeUndefined();
    expect(JSON.stringify(github.storage.asked)).not.toContain(github.token);
  });

  it('S25 are not fetched from a private address that GitHub sends on to', async () => {
    await runRule();
    github.mood = 'elsewhere';
    const run = aRun();
    await finish(run);
    expect(await see.imports()).toMatchObject([{ state: 'refused', errorCode: 'OUTGOING_REFUSED' }]);
    expect(await see.files(`1.${run.number}`)).toBeUndefined();
  });

  it('I30 that are told again with the same delivery count once, and so does their release', async () => {
    await runRule({ release: { mode: 'draft', environment: 'production' } });
    const body = github.workflowRun(aRun());
    const statuses = [];
    for (const delivery of ['one', 'one', 'other', 'one'])
      statuses.push(await tell('workflow_run', body, delivery));
    expect(statuses).toEqual([202, 200, 202, 200]);
    expect((await see.deliveries()).map(({ duplicates }) => duplicates)).toEqual([0, 2]);
    expect(await see.imports()).toHaveLength(1);
    expect(await see.releases()).toHaveLength(1);
  });

  it('S30 whose signature is another one are not taken', async () => {
    const body = github.workflowRun(aRun());
    const { 'x-hub-signature-256': signature = '', ...bare } = github.headersOf(
      'x',
      'workflow_run',
      'a',
      body,
    );
    for (const headers of [bare, { ...bare, 'x-hub-signature-256': signature }])
      expect((await send(console, source.path, body, headers)).status).toBe(401);
    expect(await see.deliveries()).toEqual([]);
  });

  it('that failed are shown and not released, and become versions when they are run again', async () => {
    await runRule({ release: { mode: 'draft', environment: 'production' } });
    const failed = aRun({ conclusion: 'failure' });
    await finish(failed);
    expect(await see.builds()).toMatchObject([{ state: 'failed', number: failed.number, runs: [] }]);
    expect(await see.releases()).toEqual([]);
    const repeated = aRun({ ...failed, attempt: 2, conclusion: 'success' });
    await finish(repeated);
    expect((await see.builds()).map(({ state }) => state)).toEqual(['succeeded', 'failed']);
    expect(await see.files(`1.${failed.number}`)).toEqual({ amd64: sha256Of(bytesOf(repeated)) });
    expect(await see.releases()).toHaveLength(1);
  });

  it('of a tag become versions by the name of the tag, which GitHub calls the branch', async () => {
    await runRule({ ref: 'v*', version: '{branch}' });
    await finish(aRun());
    const run = aRun({ branch: `v3.${number}` });
    await finish(run);
    expect(await see.imports()).toMatchObject([{ state: 'done', version: run.branch }]);
  });

  it('with more artifacts than a page has are read to the last', async () => {
    await runRule();
    const others = Array.from({ length: 100 }, (_, at) => artifact(`report-${at}`));
    const run = aRun({ artifacts: [...others, artifact('app-amd64')] });
    await finish(run);
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run, 100)) });
  });

  it('with two artifacts of one name become the newer one, in whatever order they are listed', async () => {
    await runRule();
    for (const isReversed of [false, true]) {
      const [older, newer] = [artifact('app-amd64'), artifact('app-amd64')];
      const run = aRun({ artifacts: isReversed ? [newer, older] : [older, newer] });
      await finish(run);
      expect(await see.files(`1.${run.number}`)).toEqual({
        amd64: sha256Of(newer.bytes ?? Buffer.alloc(0)),
      });
    }
  });

  it('leave what a later try made to that try', async () => {
    await runRule();
    const own = artifact('app-amd64', { createdAt: '2026-03-01T08:00:30Z' });
    const run = aRun({ artifacts: [own, artifact('app-amd64', { createdAt: '2026-03-01T08:01:30Z' })] });
    await finish(run);
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run)) });
  });

  it('S01 whose artifact has another digest than GitHub says are refused', async () => {
    await runRule();
    const run = aRun({ artifacts: [artifact('app-amd64', { digest: `sha256:${'0'.repeat(64)}` })] });
    await finish(run);
    expect(await see.imports()).toMatchObject([{ state: 'refused', errorCode: 'CI_DIGEST_DIFFERS' }]);
    expect(await see.files(`1.${run.number}`)).toBeUndefined();
  });

  it('whose artifact is gone wait for it, and say so', async () => {
    await runRule();
    const run = aRun({ artifacts: [artifact('app-amd64', { bytes: undefined, digest: null })] });
    await finish(run);
    const [one] = await see.imports();
    expect(one).toMatchObject({ state: 'waiting', errorCode: 'CI_SOURCE_REFUSED' });
    expect(one.error.en).toContain('answered 404');
    expect(await see.files(`1.${run.number}`)).toBeUndefined();
  });

  it('whose artifact has expired are refused at once, and so is their release', async () => {
    await runRule({ release: { mode: 'draft', environment: 'production' } });
    const run = aRun({ artifacts: [artifact('app-amd64', { isExpired: true })] });
    await finish(run);
    const [one] = await see.imports();
    expect(one).toMatchObject({ state: 'refused', errorCode: 'CI_SOURCE_REFUSED', attempts: 1 });
    expect(one.error.en).toContain('kept no longer');
    expect((await see.builds())[0].runs).toMatchObject([{ errorCode: 'CI_FILES_MISSING' }]);
    expect(await see.releases()).toEqual([]);
  });

  it.each([
    ['limited', 1_800],
    ['slowed', 60],
  ] as const)('F47 are not asked for while the console is %s, and then they are', async (mood, seconds) => {
    await runRule();
    const run = aRun();
    github.mood = mood;
    github.resetsAt = Math.ceil(Date.now() / 1_000) + 1_800;
    await finish(run);
    const { isOpen, nextTryAt } = await see.circuit();
    expect(isOpen).toBe(true);
    expect((Date.parse(nextTryAt) - Date.now()) / 1_000).toBeGreaterThan(seconds - 45);
    expect((Date.parse(nextTryAt) - Date.now()) / 1_000).toBeLessThan(seconds + 5);
    expect((await see.deliveries())[0].fate.en).toContain('asks to be left alone');
    const before = github.asked.length;
    // However often it is looked at meanwhile, the last try is not used up.
    for (let round = 0; round < 3; round += 1) {
      await console.db.source.query(
        `UPDATE ci_deliveries SET attempts = 11, next_try_at = now() WHERE state = 'waiting' AND source_id = $1`,
        [source.id],
      );
      await workAll(console);
    }
    expect(github.asked.length).toBe(before);
    expect((await see.deliveries())[0]).toMatchObject({ state: 'waiting', attempts: 11 });
    github.mood = 'well';
    await again();
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run)) });
    expect(await see.circuit()).toMatchObject({ isOpen: false, error: null });
  });

  it.each<GithubMood>(['failing', 'resetting'])('F47 are asked for again after it was %s', async (mood) => {
    await runRule();
    const run = aRun();
    github.mood = mood;
    await finish(run);
    expect(await see.imports()).toEqual([]);
    github.mood = 'well';
    await again();
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run)) });
  });

  it('F47 of which half a file arrives are fetched again, and never kept by halves', async () => {
    await runRule();
    const run = aRun();
    github.storage.isCutting = true;
    await finish(run);
    expect(await see.imports()).toMatchObject([{ state: 'waiting', errorCode: 'ARTIFACT_INCOMPLETE' }]);
    expect(await see.files(`1.${run.number}`)).toBeUndefined();
    github.storage.isCutting = false;
    await again();
    expect(await see.imports()).toMatchObject([{ state: 'done', sizeBytes: bytesOf(run).length }]);
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run)) });
  });

  it('with a wrong token say so, and come in once it is right', async () => {
    await runRule();
    expect(await see.test()).toMatchObject({ isOk: true, note: { en: 'It answered 200.' } });
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { token: 'wrong' }));
    const refused = await see.test();
    expect(refused.isOk).toBe(false);
    expect(refused.note.en).toContain('answered 401. Look at the user name and token of the source.');
    const run = aRun();
    await finish(run);
    expect(await see.deliveries()).toMatchObject([{ state: 'waiting', fate: refused.note }]);
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { token: github.token }));
    await again();
    expect(await see.files(`1.${run.number}`)).toEqual({ amd64: sha256Of(bytesOf(run)) });
  });

  describe('that are releases', () => {
    const [amd64, arm64] = [Buffer.from('ELF of amd64'), Buffer.from('ELF of arm64')];
    beforeEach(() => aRule(place, source, { job: REPOSITORY, file: 'app-{arch}', version: '{tag.number}' }));

    it('become versions with the files that are attached, whose digests are compared', async () => {
      const release = aRelease(
        { id: 1_001, name: 'app-amd64', bytes: amd64 },
        { id: 1_002, name: 'app-arm64', bytes: arm64 },
      );
      await tell('release', github.releaseEvent(release, 'created'));
      expect(await see.builds()).toEqual([]);
      await tell('release', github.releaseEvent(release));
      expect(await see.files(release.tag.slice(1))).toEqual({
        amd64: sha256Of(amd64),
        arm64: sha256Of(arm64),
      });
      const from = await see.provenance();
      expect(from.map(({ isChecked, ref, job }) => [isChecked, ref, job])).toEqual(
        Array.from({ length: 2 }, () => [true, release.tag, REPOSITORY]),
      );
    });

    it('S01 whose file was swapped are refused', async () => {
      const digest = `sha256:${sha256Of(amd64)}`;
      const release = aRelease({ id: 1_003, name: 'app-amd64', bytes: Buffer.from('swapped'), digest });
      await tell('release', github.releaseEvent(release));
      expect(await see.imports()).toMatchObject([{ state: 'refused', errorCode: 'CI_DIGEST_DIFFERS' }]);
      expect(await see.files(release.tag.slice(1))).toBeUndefined();
    });
  });
});
