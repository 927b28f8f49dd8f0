import { resolveArtifact } from './resolve-artifact.js';

const files = (...archs: string[]): { arch: string; sha256: string; sizeBytes: number }[] =>
  archs.map((arch) => ({ arch, sha256: arch, sizeBytes: 1 }));

describe('the file for a node', () => {
  it.each([
    [['amd64', 'arm64'], 'arm64', 'arm64'],
    [['amd64', 'any'], 'amd64', 'amd64'],
    [['amd64', 'any'], 'arm64', 'any'],
    [['amd64', 'any'], null, 'any'],
    [['amd64'], null, 'amd64'],
  ])('of %j for %s is that for %s', (archs, arch, expected) => {
    expect(resolveArtifact(files(...archs), arch)).toMatchObject({
      kind: 'found',
      artifact: { sha256: expected },
    });
  });

  it.each([
    [['amd64', 'arm64'], null, 'arch_unknown'],
    [['amd64'], 'arm64', 'none_for_arch'],
    [[], null, 'none_for_arch'],
  ])('of %j for %s is none: %s', (archs, arch, kind) => {
    expect(resolveArtifact(files(...archs), arch).kind).toBe(kind);
  });
});
