import { artifactFor, type PlanArtifact } from '@release-console/rollout-core';
import type { ArtifactKind } from './node-words.js';

/** The kind is absent where it does not matter. */
export type ArtifactFact = PlanArtifact & { readonly kind?: ArtifactKind };

export type ResolvedArtifact =
  | { readonly kind: 'found'; readonly artifact: Pick<ArtifactFact, 'sha256' | 'sizeBytes'> }
  | { readonly kind: 'arch_unknown' | 'none_for_arch'; readonly archs: readonly string[] };

/** The file of a version for a node, by the rule that plans go by, so that a release and a baseline never differ. */
export function resolveArtifact(artifacts: readonly ArtifactFact[], arch: string | null): ResolvedArtifact {
  const choice = artifactFor({ artifacts }, arch);
  if (choice.ok) return { kind: 'found', artifact: { sha256: choice.sha256, sizeBytes: choice.sizeBytes } };
  const archs = artifacts.map((artifact) => artifact.arch).sort();
  return { kind: choice.reason === 'arch_unknown' ? 'arch_unknown' : 'none_for_arch', archs };
}
