import { follow, unknownWords, whyNotAbout, type FollowedBuild, type Following } from './follow.js';

const build: FollowedBuild = {
  job: 'team/my-svc',
  shownNumber: 78,
  branch: 'main',
  tag: null,
  commitId: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
  parameters: { VERSION: '2.4.1' },
  files: [{ path: 'dist/my-svc-2.4.1-amd64' }, { path: 'dist/my-svc-2.4.1-arm64' }, { path: 'report.txt' }],
};
const rule: Following = {
  job: 'team/*',
  ref: 'main',
  file: 'dist/my-svc-{version}-{arch}',
  version: '{parameter.VERSION}',
  arch: '{file.arch}',
};

describe('a rule', () => {
  it('says what files of a build become', () => {
    expect(follow(rule, build)).toEqual([
      { fits: true, path: 'dist/my-svc-2.4.1-amd64', version: '2.4.1', arch: 'amd64' },
      { fits: true, path: 'dist/my-svc-2.4.1-arm64', version: '2.4.1', arch: 'arm64' },
      {
        fits: false,
        path: 'report.txt',
        isMeant: false,
        why: {
          en: 'The path is not dist/my-svc-{version}-{arch}.',
          zh: '路径不匹配 dist/my-svc-{version}-{arch}。',
        },
      },
    ]);
  });

  it.each([
    ['{number}', {}, '78'],
    ['1.4.{number}', {}, '1.4.78'],
    ['{tag}', { tag: 'v1.2' }, 'v1.2'],
    ['{tag.number}', { tag: 'v1.2' }, '1.2'],
    ['{branch}-{commit}', { branch: 'feature/x' }, 'feature-x-a94a8fe5ccb1'],
    ['{file.version}', {}, '2.4.1'],
  ])('makes of %s with %j the version %s', (version, more, expected) => {
    const [first] = follow({ ...rule, version }, { ...build, ...more });
    expect(first).toMatchObject({ fits: true, version: expected });
  });

  it.each([
    ['{parameter.OTHER}', {}, 'There is no {parameter.OTHER} in this build.'],
    ['{parameter.constructor}', {}, 'There is no {parameter.constructor} in this build.'],
    ['{tag}', {}, 'There is no {tag} in this build.'],
    ['{parameter.VERSION}', { parameters: { VERSION: '../1' } }, '"../1" is not the name of a version.'],
  ])('says of %s with %j why there is no version', (version, more, why) => {
    const [first] = follow({ ...rule, version }, { ...build, ...more });
    expect(first).toMatchObject({ fits: false, isMeant: true, why: { en: why } });
  });

  it('is about builds of its job and ref only', () => {
    expect(whyNotAbout(rule, build)).toBeUndefined();
    expect(whyNotAbout({ ...rule, job: 'other' }, build)?.en).toBe('The job is not other.');
    expect(whyNotAbout({ ...rule, ref: 'release/*' }, build)?.en).toBe(
      'Neither branch nor tag is release/*.',
    );
    expect(whyNotAbout(rule, { ...build, branch: null })?.en).toBe('The build names no branch and no tag.');
    expect(whyNotAbout({ ...rule, ref: '' }, { ...build, branch: null })).toBeUndefined();
    expect(whyNotAbout({ ...rule, ref: 'v*' }, { ...build, tag: 'v1' })).toBeUndefined();
  });

  it('is refused words that there are not', () => {
    expect(unknownWords('{parameter.A}-{tag}-{file.version}', ['version'])).toEqual([]);
    expect(unknownWords('{file.arch}{number}{nothing}', ['version'])).toEqual(['file.arch', 'nothing']);
    expect(unknownWords('1.{', [])).toEqual(['{']);
  });
});
