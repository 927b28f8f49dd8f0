import { aBlueGreen, aPlan, aPlanBin, aRolling } from './fleet.fixtures.js';
import { artifactFor, canonicalPlan, needsStaging, selectionSeed } from './index.js';

describe('the text that an approval names', () => {
  it('has the fields in the order of their names, and lists as they are', () => {
    const plan = aPlan({ hours: { to: '12:00', timeZone: 'UTC', from: '08:00', days: [4, 2] } });
    const text = canonicalPlan(plan);
    expect(text).toContain('"hours":{"days":[4,2],"from":"08:00","timeZone":"UTC","to":"12:00"}');
    expect(text).toContain('"steps":[{"setWeight":10},{"setWeight":50},{"setWeight":100}]');
    expect(text).toContain('"maxUnavailablePerGroup":null');
    const fields = Object.keys(JSON.parse(text) as object);
    expect(fields).toEqual([...fields].sort());
    expect(JSON.parse(text)).toEqual(plan);
  });
});

describe('a plan', () => {
  it('picks its nodes by all that it deploys', () => {
    expect(selectionSeed(aPlan({ bins: [aPlanBin(), aPlanBin('worker')] }))).toBe('web@2+worker@2');
  });

  it.each([
    ['with one bin, wave by wave, has nothing lie there first', aPlan({ strategy: aRolling(1) }), false],
    [
      'with two bins has all lie there first',
      aPlan({ strategy: aRolling(1), bins: [aPlanBin(), aPlanBin('worker')] }),
      true,
    ],
    ['that switches has all lie there first', aPlan({ strategy: aBlueGreen() }), true],
  ])('%s', (_, plan, expected) => expect(needsStaging(plan)).toBe(expected));
});

describe('the artifact for a node', () => {
  const choice = (arch: string | null, ...arches: string[]): string => {
    const artifacts = arches.map((each) => ({ arch: each, sha256: `for ${each}`, sizeBytes: 1 }));
    const found = artifactFor({ artifacts }, arch);
    return found.ok ? found.sha256 : found.reason;
  };
  it.each([
    ['arm64', ['any', 'arm64'], 'for arm64'],
    ['arm64', ['amd64', 'any'], 'for any'],
    ['arm64', ['amd64'], 'arch_missing'],
    ['arm64', [], 'arch_missing'],
    [null, ['amd64'], 'for amd64'],
    [null, ['amd64', 'any'], 'for any'],
    [null, ['amd64', 'arm64'], 'arch_unknown'],
    [null, [], 'arch_missing'],
  ])('of architecture %s among %j is %s', (arch, arches, expected) => {
    expect(choice(arch, ...arches)).toBe(expected);
  });
});
