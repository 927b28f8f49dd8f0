export interface ArtifactFact {
  readonly arch: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export type ResolvedArtifact =
  | { readonly kind: 'found'; readonly artifact: ArtifactFact }
  | { readonly kind: 'arch_unknown'; readonly archs: readonly string[] }
  | { readonly kind: 'none_for_arch'; readonly archs: readonly string[] };

/** The file of a version for a node: its architecture's, else the one for any, else, if it is unknown, the only one. */
export function resolveArtifact(artifacts: readonly ArtifactFact[], arch: string | null): ResolvedArtifact {
  const fitting =
    artifacts.find((artifact) => artifact.arch === arch) ??
    artifacts.find((artifact) => artifact.arch === 'any');
  if (fitting) return { kind: 'found', artifact: fitting };
  const [only, ...others] = artifacts;
  if (arch === null && only && others.length === 0) return { kind: 'found', artifact: only };
  const archs = artifacts.map((artifact) => artifact.arch).sort();
  return arch === null && archs.length > 0
    ? { kind: 'arch_unknown', archs }
    : { kind: 'none_for_arch', archs };
}
