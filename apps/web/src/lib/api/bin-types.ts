import type { Person } from './types';

export interface RunningVersion {
  readonly environmentCode: string;
  readonly version: string | null;
  readonly nodes: number;
}

export interface Bin {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly projectCode: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly latestVersion: string | null;
  readonly versionCount: number;
  readonly running: readonly RunningVersion[];
}

export interface Artifact {
  readonly arch: string;
  readonly kind: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  readonly uploadedAt: string;
  readonly uploadedBy: Person | null;
}

export interface BinVersion {
  readonly version: string;
  readonly createdAt: string;
  readonly createdBy: Person | null;
  readonly withdrawnAt: string | null;
  readonly artifacts: readonly Artifact[];
  readonly running: readonly { readonly environmentCode: string; readonly nodes: number }[];
}

export interface UploadResult {
  readonly bin: string;
  readonly version: string;
  readonly arch: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly created: boolean;
}
