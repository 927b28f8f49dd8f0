import { createHash } from 'node:crypto';
import { withConsole } from '../../test/with-console.js';
import {
  aPlace,
  aRule,
  aSource,
  done,
  send,
  signature,
  workAll,
  type Place,
  type Source,
} from './ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from './fake-jenkins.fixtures.js';

type Phase = 'QUEUED' | 'STARTED' | 'COMPLETED' | 'FINALIZED';

describe('builds of Jenkins', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();
  let place: Place;
  let source: Source;
  let number = 0;

  const build = (more: Partial<FakeBuild> = {}): FakeBuild => {
    number += 1;
    const made: FakeBuild = {
      ...{ job: 'team/my-svc', number, queueId: 1_000 + number, result: 'SUCCESS', endedAt: Date.now() },
      parameters: { VERSION: `1.0.${number}` },
      files: {
        'dist/app-amd64': Buffer.from(`amd64 of ${number}`),
        'dist/app-arm64': Buffer.from(`arm64 of ${number}`),
      },
      ...more,
    };
    jenkins.builds.push(made);
    return made;
  };
  const tell = (one: FakeBuild, phase: Phase) =>
    send(console, source.pathWithSecret, jenkins.notification(one, phase));
  const built = async (one: FakeBuild) => {
    const page = await done(place.admin.call('GET', `/ci/builds?sourceId=${source.id}&limit=200`));
    const { id } = page.items.find((item: { number: number }) => item.number === one.number) ?? {};
    return id && done(place.admin.call('GET', `/ci/builds/${id}`));
  };

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());
  beforeEach(async () => {
    jenkins.mood = 'well';
    place = await aPlace(console);
    const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
    source = await aSource(place, 'jenkins', asked);
  });

  it('become versions with all their files, and it is known where from', async () => {
    await aRule(place, source);
    const one = build();
    expect((await tell(one, 'FINALIZED')).status).toBe(202);
    await workAll(console);
    const version = await done(place.admin.call('GET', `/bins/${place.bin}/versions/1.0.${one.number}`));
    expect(version.artifacts.map(({ arch, sha256 }: never) => [arch, sha256])).toEqual(
      ['amd64', 'arm64'].map((arch) => [
        arch,
        createHash('sha256').update(`${arch} of ${one.number}`).digest('hex'),
      ]),
    );
    const { items } = await done(place.admin.call('GET', `/ci/provenance?bin=${place.bin}`));
    expect(items).toHaveLength(2);
    expect(items.find(({ arch }: { arch: string }) => arch === 'amd64')).toMatchObject({
      ...{ job: 'team/my-svc', number: one.number, commit: 'a'.repeat(40), by: 'alice', ref: 'main' },
      ...{ isChecked: true, path: 'dist/app-amd64', sourceKind: 'jenkins' },
    });
    const found = await done(place.admin.call('GET', `/ci/builds?bin=${place.bin}`));
    expect(found.items).toHaveLength(1);
  });

  it('are told twice, late and in any order, and their release is made once', async () => {
    await aRule(place, source, { release: { mode: 'submit', environment: 'production' } });
    const one = build();
    for (const phase of ['FINALIZED', 'STARTED', 'COMPLETED', 'FINALIZED', 'QUEUED', 'COMPLETED'] as const) {
      const { status } = await tell(one, phase);
      expect([200, 202]).toContain(status);
      await workAll(console);
    }
    const { items } = await done(place.admin.call('GET', `/releases?projectId=${place.projectId}`));
    expect(items).toHaveLength(1);
    expect((await built(one)).runs).toMatchObject([
      { releaseState: 'done', releaseId: items[0].id, version: `1.0.${one.number}` },
    ]);
    expect(items[0].author.id).toBe(place.admin.id);
    const deliveries = await done(place.admin.call('GET', `/ci/deliveries?sourceId=${source.id}`));
    expect(deliveries.items.map(({ event, duplicates }: never) => [event, duplicates])).toEqual([
      ['QUEUED', 0],
      ['COMPLETED', 1],
      ['STARTED', 0],
      ['FINALIZED', 1],
    ]);
  });

  it('whose end a pipeline announces while they run end when they end', async () => {
    await aRule(place, source);
    const one = build({ result: null });
    await tell(one, 'COMPLETED');
    await workAll(console);
    expect(await built(one)).toMatchObject({ state: 'running', finishedAt: null });
    await tell({ ...one, result: 'SUCCESS' }, 'COMPLETED');
    await workAll(console);
    expect(await built(one)).toMatchObject({
      state: 'succeeded',
      imports: [{ state: 'done' }, { state: 'done' }],
    });
  });

  it('that name no branch wait for news that does, when the rule is about one', async () => {
    await aRule(place, source, { ref: 'main' });
    const one = build();
    const told = jenkins.notification(one, 'FINALIZED') as { build: { scm?: object } };
    delete told.build.scm;
    await send(console, source.pathWithSecret, told);
    await workAll(console);
    expect(await built(one)).toMatchObject({ ref: null, imports: [] });
    const { job, number: ownNumber } = one;
    const own = { build: { job, number: ownNumber, status: 'success', branch: 'origin/main' } };
    await send(console, source.pathWithSecret, own);
    await workAll(console);
    expect(await built(one)).toMatchObject({ ref: 'main', imports: [{ state: 'done' }, { state: 'done' }] });
  });

  it('that failed are shown, and nothing is made of them', async () => {
    await aRule(place, source, { release: { mode: 'draft', environment: 'production' } });
    const one = build({ result: 'FAILURE' });
    await tell(one, 'COMPLETED');
    await workAll(console);
    expect(await built(one)).toMatchObject({ state: 'failed', runs: [], imports: [] });
    const { items } = await done(place.admin.call('GET', `/ci/deliveries?sourceId=${source.id}`));
    expect(items[0]).toMatchObject({
      state: 'processed',
      fate: {
        en: 'The build ended as failed: nothing is made of it.',
        zh: '构建的结果为“失败”，不产生任何版本。',
      },
    });
  });

  it('whose bytes differ from those of the version are refused, and it is said', async () => {
    await aRule(place, source, { version: '9', release: { mode: 'draft', environment: 'production' } });
    for (const one of [build(), build()]) {
      await tell(one, 'FINALIZED');
      await workAll(console);
      const { imports, runs } = await built(one);
      const isFirst = one.number === number - 1;
      expect(imports[0]).toMatchObject(
        isFirst
          ? { state: 'done', error: null }
          : {
              ...{ state: 'refused', errorCode: 'VERSION_HAS_OTHER_BYTES' },
              error: {
                en: expect.stringContaining('already has other bytes'),
                zh: '该版本在此架构下已有另一个文件，请为新构建使用新的版本号。',
              },
            },
      );
      expect(runs[0]).toMatchObject(
        isFirst
          ? { releaseState: 'done', error: null }
          : {
              ...{ releaseState: 'refused', errorCode: 'CI_FILES_MISSING' },
              error: { zh: expect.stringMatching(/^文件没有到齐，因此没有创建发布：dist\/app-amd64.*。$/) },
            },
      );
    }
  });

  it('whose fingerprint is another one are refused', async () => {
    await aRule(place, source);
    const one = build({ md5s: { 'dist/app-amd64': 'f'.repeat(32) } });
    await tell(one, 'FINALIZED');
    await workAll(console);
    expect((await built(one)).imports).toMatchObject([
      { path: 'dist/app-amd64', state: 'refused', errorCode: 'CI_DIGEST_DIFFERS' },
      { path: 'dist/app-arm64', state: 'done' },
    ]);
  });

  it('S01 of whose file the pipeline named another digest never become a version', async () => {
    await aRule(place, source);
    const one = build({ files: { 'dist/app-amd64': Buffer.from('swapped') } });
    const sha256 = createHash('sha256').update('as it was built').digest('hex');
    const body = JSON.stringify({
      build: { job: one.job, number: one.number, parameters: one.parameters, path: 'dist/app-amd64', sha256 },
    });
    expect((await send(console, source.path, body, signature(source.secret, 'jenkins:1', body))).status).toBe(
      202,
    );
    await workAll(console);
    await tell(one, 'FINALIZED');
    await workAll(console);
    const { imports } = await built(one);
    expect(imports).toMatchObject([{ state: 'refused', errorCode: 'CI_DIGEST_DIFFERS' }]);
    expect((await place.admin.call('GET', `/bins/${place.bin}/versions/1.0.${one.number}`)).status).toBe(404);
  });

  it('S01 that name another digest afterwards withdraw what was made of them', async () => {
    await aRule(place, source);
    const one = build({ files: { 'dist/app-amd64': Buffer.from('swapped') } });
    await tell(one, 'FINALIZED');
    await workAll(console);
    const sha256 = createHash('sha256').update('as it was built').digest('hex');
    const body = JSON.stringify({
      build: { job: one.job, number: one.number, path: 'dist/app-amd64', sha256 },
    });
    await send(console, source.path, body, signature(source.secret, 'late', body));
    await workAll(console);
    const version = await done(place.admin.call('GET', `/bins/${place.bin}/versions/1.0.${one.number}`));
    expect(version.withdrawReason).toContain('another sha256');
  });

  it('S01 are held to by an upload that names them', async () => {
    const one = build();
    const [right, wrong] = [Buffer.from('as it was built'), Buffer.from('swapped')];
    const sha256 = createHash('sha256').update(right).digest('hex');
    const body = JSON.stringify({
      build: { job: one.job, number: one.number, path: 'app', sha256, by: 'alice' },
    });
    await send(console, source.path, body, signature(source.secret, 'told', body));
    await workAll(console);
    const named = `source=${source.id}&job=team/my-svc&number=${one.number}&path=app`;
    const upload = (version: string, bytes: Buffer, query = named) =>
      place.admin.call('PUT', `/bins/${place.bin}/versions/${version}/artifacts/amd64?${query}`, bytes, {
        'content-type': 'application/octet-stream',
      });
    const refused = await upload('1', wrong);
    expect([refused.status, refused.body.code]).toEqual([422, 'CI_DIGEST_DIFFERS']);
    expect((await place.admin.call('GET', `/bins/${place.bin}/versions/1`)).status).toBe(404);
    expect((await upload('1', right)).status).toBe(201);
    const { items } = await done(place.admin.call('GET', `/ci/provenance?bin=${place.bin}`));
    expect(items).toMatchObject([{ by: 'alice', isChecked: true, number: one.number, sha256 }]);
    expect((await upload('2', right, `source=${source.id}&job=a`)).status).toBe(400);
    const foreign = await aSource(await aPlace(console), 'jenkins');
    expect((await upload('2', right, named.replace(source.id, foreign.id))).status).toBe(400);
  });

  it('whose rule was edited by somebody who may not any more are not released', async () => {
    const { id } = await aRule(place, source, { release: { mode: 'submit', environment: 'production' } });
    const boss = await console.member(place.projectId, 'project_admin');
    await done(boss.call('DELETE', `/projects/${place.projectId}/members/${place.admin.id}`), 204);
    const one = build();
    await tell(one, 'FINALIZED');
    await workAll(console);
    const page = await done(boss.call('GET', `/ci/imports?sourceId=${source.id}`));
    expect(page.items[0]).toMatchObject({ state: 'refused', errorCode: 'CI_EDITOR_MAY_NOT' });
    expect(id).toBeDefined();
  });

  it('whose rule does not find its words say so in their fate, and replaying does the rest', async () => {
    const rule = await aRule(place, source, { version: '{parameter.NOPE}' });
    const one = build();
    await tell(one, 'FINALIZED');
    await workAll(console);
    const [first] = (await done(place.admin.call('GET', `/ci/deliveries?sourceId=${source.id}`))).items;
    expect(first.fate.en).toContain('There is no {parameter.NOPE} in this build.');
    expect(first.fate.zh).toContain(
      '没有规则涉及此构建的文件。builds，dist/app-amd64：此构建中没有 {parameter.NOPE}。',
    );
    const body = {
      ...{ name: 'builds', job: 'team/*', file: 'dist/app-{arch}', bin: place.bin, version: '{number}' },
      arch: '{file.arch}',
    };
    await done(place.admin.call('PUT', `/ci/rules/${rule.id}`, body));
    for (let round = 0; round < 3; round += 1) {
      await done(place.admin.call('POST', `/ci/deliveries/${first.id}/replay`));
      await workAll(console);
    }
    expect((await built(one)).imports).toHaveLength(2);
    const tried = await done(place.admin.call('POST', '/ci/rules/try', { sourceId: source.id, ...body }));
    expect(tried.builds[0].files.map(({ version, arch }: never) => [version, arch])).toEqual([
      [String(one.number), 'amd64'],
      [String(one.number), 'arm64'],
    ]);
    const other = { sourceId: source.id, ...body, job: 'other' };
    const { builds } = await done(place.admin.call('POST', '/ci/rules/try', other));
    expect(builds[0].why).toEqual({ en: 'The job is not other.', zh: '任务不匹配 other。' });
  });
});
