import { withConsole } from '../../test/with-console.js';
import {
  aPlace,
  aRule,
  aSource,
  calm,
  done,
  hurry,
  send,
  sha256Of,
  views,
  wake,
  workAll,
  type Place,
  type Source,
} from './ci.fixtures.js';
import {
  FakeGitlab,
  PROJECT_PATH,
  type FakeJob,
  type FakePipeline,
  type GitlabMood,
} from './fake-gitlab.fixtures.js';

describe('builds of GitLab', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const gitlab = new FakeGitlab();
  let place: Place;
  let source: Source;
  let see: ReturnType<typeof views>;
  let number = 0;

  const aJob = (name: string, more: Partial<FakeJob> = {}): FakeJob => {
    number += 1;
    return { id: number, name, status: 'success', bytes: Buffer.from(`PK ${name} ${number}`), ...more };
  };
  const aPipeline = (more: Partial<FakePipeline> = {}): FakePipeline => {
    number += 1;
    const pipeline: FakePipeline = {
      ...{ id: 9_000 + number, number, status: 'success', jobs: [aJob('package:amd64')] },
      ...more,
    };
    gitlab.pipelines.push(pipeline);
    return pipeline;
  };
  const freshKey = (): string => `0e08e2cd-${(number += 1)}`;
  const tell = async (body: string, headers: Readonly<Record<string, string>>): Promise<number> => {
    const { status } = await send(console, source.path, body, headers);
    await workAll(console);
    return status;
  };
  const finish = (pipeline: FakePipeline, key = freshKey()): Promise<number> => {
    const body = gitlab.pipelineEvent(pipeline);
    return tell(body, gitlab.signedHeadersOf('Pipeline Hook', key, source.secret, body));
  };
  const pipelineRule = (more: object = {}) =>
    aRule(place, source, {
      ...{ job: PROJECT_PATH, file: 'package:{arch}/artifacts.zip', version: '1.{number}', ...more },
    });
  const again = async (): Promise<void> => {
    await wake(console, source);
    await workAll(console);
  };
  const bytesOf = ({ jobs }: FakePipeline, at = 0): Buffer => jobs[at]?.bytes ?? Buffer.alloc(0);

  beforeAll(() => gitlab.start());
  afterAll(() => gitlab.stop());
  beforeEach(async () => {
    await calm(console);
    gitlab.mood = 'well';
    gitlab.hasStorage = false;
    place = await aPlace(console);
    source = await aSource(place, 'gitlab', { baseUrl: gitlab.url, token: gitlab.token });
    see = views(place, source);
  });

  it('become versions with the zip of each job, and it is known where from', async () => {
    await pipelineRule();
    const test = aJob('test', { bytes: undefined });
    const pipeline = aPipeline({ jobs: [aJob('package:amd64'), aJob('package:arm64'), test] });
    expect(await finish({ ...pipeline, status: 'running' })).toBe(202);
    expect(await see.imports()).toEqual([]);
    expect(await finish(pipeline)).toBe(202);
    expect(await see.files(`1.${pipeline.number}`)).toEqual({
      amd64: sha256Of(bytesOf(pipeline)),
      arm64: sha256Of(bytesOf(pipeline, 1)),
    });
    const from = await see.provenance();
    expect(from).toHaveLength(2);
    expect(from.find(({ arch }) => arch === 'amd64')).toMatchObject({
      ...{ sourceKind: 'gitlab', job: PROJECT_PATH, number: pipeline.number, commit: 'c'.repeat(40) },
      ...{ ref: 'main', by: 'alice', path: 'package:amd64/artifacts.zip' },
      url: `${gitlab.url}${PROJECT_PATH}/-/pipelines/${pipeline.id}`,
    });
  });

  it('are told by a webhook with a secret token as well', async () => {
    await pipelineRule({ version: '{parameter.VERSION}' });
    const pipeline = aPipeline({ variables: { VERSION: '7.1.0' } });
    const body = gitlab.pipelineEvent(pipeline);
    expect(await tell(body, gitlab.headersOf('Pipeline Hook', freshKey(), source.secret))).toBe(202);
    expect(await see.files('7.1.0')).toEqual({ amd64: sha256Of(bytesOf(pipeline)) });
  });

  it('S30 that prove nothing are not taken: no token, another one, or a bad signature beside the right one', async () => {
    const body = gitlab.pipelineEvent(aPipeline());
    const forged = gitlab.signedHeadersOf(
      'Pipeline Hook',
      freshKey(),
      `whsec_${Buffer.alloc(32).toString('base64')}`,
      body,
    );
    for (const headers of [
      gitlab.headersOf('Pipeline Hook', freshKey()),
      gitlab.headersOf('Pipeline Hook', freshKey(), 'another'),
      { ...forged, 'x-gitlab-token': source.secret },
    ])
      expect(await tell(body, headers)).toBe(401);
    expect(await see.deliveries()).toEqual([]);
  });

  it('I30 that are told again with the same key count once, and so does their release', async () => {
    await pipelineRule({ release: { mode: 'draft', environment: 'production' } });
    const pipeline = aPipeline();
    const [one, other] = [freshKey(), freshKey()];
    const statuses = [];
    for (const key of [one, one, other]) statuses.push(await finish(pipeline, key));
    const body = gitlab.pipelineEvent(pipeline);
    statuses.push(await tell(body, gitlab.headersOf('Pipeline Hook', one, source.secret)));
    expect(statuses).toEqual([202, 200, 202, 200]);
    expect((await see.deliveries()).map(({ duplicates }) => duplicates)).toEqual([0, 2]);
    expect(await see.imports()).toHaveLength(1);
    expect(await see.releases()).toHaveLength(1);
  });

  it('that failed are shown and not released', async () => {
    await pipelineRule({ release: { mode: 'draft', environment: 'production' } });
    const pipeline = aPipeline({ status: 'failed', jobs: [aJob('package:amd64'), aJob('test')] });
    await finish(pipeline);
    expect(await see.builds()).toMatchObject([{ state: 'failed', number: pipeline.number, runs: [] }]);
    expect((await see.deliveries())[0].fate.en).toBe('The build ended as failed: nothing is made of it.');
    expect(await see.files(`1.${pipeline.number}`)).toBeUndefined();
    expect(await see.releases()).toEqual([]);
  });

  it('that failed and whose jobs were run again become versions, of what was made last', async () => {
    await pipelineRule({ release: { mode: 'draft', environment: 'production' } });
    const failed = aPipeline({ status: 'failed' });
    const repeated = { ...failed, status: 'success' as const, finishedAt: '2026-03-01 09:00:00 UTC' };
    const mended: FakePipeline = aPipeline({ ...repeated, jobs: [aJob('package:amd64')] });
    await finish(failed);
    await finish({ ...failed, status: 'running' });
    await finish(mended);
    // Told late, it turns nothing back.
    await finish(failed);
    expect(await see.builds()).toMatchObject([{ state: 'succeeded', number: failed.number }]);
    expect(await see.files(`1.${failed.number}`)).toEqual({ amd64: sha256Of(bytesOf(mended)) });
    expect(await see.releases()).toHaveLength(1);
  });

  it.each([false, true])(
    'S25 show their token to GitLab alone; with a storage of its own: %s',
    async (has) => {
      await pipelineRule();
      gitlab.hasStorage = has;
      const before = gitlab.storage.asked.length;
      const pipeline = aPipeline();
      await finish(pipeline);
      expect(await see.files(`1.${pipeline.number}`)).toEqual({ amd64: sha256Of(bytesOf(pipeline)) });
      expect(gitlab.asked.at(-1)?.headers).toMatchObject({ 'private-token': gitlab.token });
      const shown = gitlab.storage.asked.slice(before);
      expect(shown).toHaveLength(has ? 1 : 0);
      expect(JSON.stringify(shown)).not.toContain(gitlab.token);
    },
  );

  it('S25 are not fetched from a private address that GitLab sends on to', async () => {
    await pipelineRule();
    gitlab.mood = 'elsewhere';
    const pipeline = aPipeline();
    await finish(pipeline);
    expect(await see.imports()).toMatchObject([{ state: 'refused', errorCode: 'OUTGOING_REFUSED' }]);
    expect(await see.files(`1.${pipeline.number}`)).toBeUndefined();
  });

  it('whose artifacts have expired are tried for a while and say so, and there is no release', async () => {
    await pipelineRule({ release: { mode: 'draft', environment: 'production' } });
    const job = aJob('package:amd64');
    const pipeline = aPipeline({ jobs: [{ ...job, hasExpired: true }] });
    await finish(pipeline);
    const [one] = await see.imports();
    expect(one).toMatchObject({ state: 'waiting', errorCode: 'CI_SOURCE_REFUSED' });
    expect(one.error.en).toContain('answered 404. There is no such thing');
    expect(await see.files(`1.${pipeline.number}`)).toBeUndefined();
    for (let round = 0; round < 8; round += 1) await again();
    expect(await see.imports()).toMatchObject([{ state: 'failed', attempts: 8 }]);
    expect((await see.builds())[0].runs).toMatchObject([{ errorCode: 'CI_FILES_MISSING' }]);
    expect(await see.releases()).toEqual([]);
  });

  it('F47 are not asked for while the console is limited, and then they are', async () => {
    await pipelineRule();
    const pipeline = aPipeline();
    gitlab.mood = 'limited';
    await finish(pipeline);
    const { isOpen, nextTryAt } = await see.circuit();
    expect(isOpen).toBe(true);
    expect((Date.parse(nextTryAt) - Date.now()) / 1_000).toBeGreaterThan(75);
    const before = gitlab.asked.length;
    await hurry(console, source.id);
    await workAll(console);
    expect(gitlab.asked.length).toBe(before);
    gitlab.mood = 'well';
    await again();
    expect(await see.files(`1.${pipeline.number}`)).toEqual({ amd64: sha256Of(bytesOf(pipeline)) });
    expect(await see.circuit()).toMatchObject({ isOpen: false, error: null });
  });

  it.each<GitlabMood>(['failing', 'resetting', 'cutting'])(
    'F47 are fetched again after it was %s, and never kept by halves',
    async (mood) => {
      await pipelineRule();
      const pipeline = aPipeline();
      gitlab.mood = mood;
      await finish(pipeline);
      expect(await see.imports()).toMatchObject([{ state: 'waiting', sha256: null }]);
      expect(await see.files(`1.${pipeline.number}`)).toBeUndefined();
      gitlab.mood = 'well';
      await again();
      expect(await see.imports()).toMatchObject([{ state: 'done', sizeBytes: bytesOf(pipeline).length }]);
      expect(await see.files(`1.${pipeline.number}`)).toEqual({ amd64: sha256Of(bytesOf(pipeline)) });
    },
  );

  it('with a wrong token say so, and come in once it is right', async () => {
    await pipelineRule();
    expect(await see.test()).toMatchObject({ isOk: true, note: { en: 'It answered 200.' } });
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { token: 'wrong' }));
    const refused = await see.test();
    expect(refused.isOk).toBe(false);
    expect(refused.note.en).toContain('answered 401. Look at the user name and token of the source.');
    const pipeline = aPipeline();
    await finish(pipeline);
    expect(await see.imports()).toMatchObject([{ state: 'waiting', error: refused.note }]);
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { token: gitlab.token }));
    await again();
    expect(await see.files(`1.${pipeline.number}`)).toEqual({ amd64: sha256Of(bytesOf(pipeline)) });
  });

  it('S25 that are releases become versions of what is linked below its base URL, and of nothing else', async () => {
    const rule = { file: 'app-{arch}', version: '{tag.number}', arch: '{file.arch}' };
    await aRule(place, source, { job: `${PROJECT_PATH}/releases`, ...rule });
    const bytes = Buffer.from('ELF of amd64');
    gitlab.packages.set('app/3.1.0/app-amd64', bytes);
    const elsewhere = gitlab.storage.addressOf(Buffer.from('ELF of somebody else'));
    const before = gitlab.storage.asked.length;
    const body = gitlab.releaseEvent(17, 'v3.1.0', [
      { name: 'app-amd64', url: gitlab.packageUrl('app/3.1.0/app-amd64') },
      { name: 'app-arm64', url: elsewhere },
      { name: 'app-riscv64', url: gitlab.packageUrl('app/3.1.0/gone') },
    ]);
    const headers = gitlab.signedHeadersOf('Release Hook', freshKey(), source.secret, body);
    expect(await tell(body, headers)).toBe(202);
    expect(await see.files('3.1.0')).toEqual({ amd64: sha256Of(bytes) });
    const fates = (await see.imports()).map(({ arch, state, errorCode }) => [arch, state, errorCode]);
    expect(fates.sort()).toEqual([
      ['amd64', 'done', null],
      ['arm64', 'refused', 'CI_URL_OUTSIDE'],
      ['riscv64', 'waiting', 'CI_SOURCE_REFUSED'],
    ]);
    expect(gitlab.storage.asked.length).toBe(before);
    expect(await see.provenance()).toMatchObject([{ ref: 'v3.1.0', path: 'app-amd64', number: 17 }]);
  });
});
