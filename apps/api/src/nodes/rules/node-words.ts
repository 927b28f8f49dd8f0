export const LIFECYCLES = ['observing', 'active', 'maintenance', 'drained', 'retired', 'replaced'] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

export const PRESENCES = ['online', 'stale', 'offline', 'never'] as const;
export type Presence = (typeof PRESENCES)[number];

export const ACTIONS = ['stage', 'activate', 'revert'] as const;
export type DesiredAction = (typeof ACTIONS)[number];

export type DesiredSource = 'release' | 'baseline' | 'adopted' | 'none';
export type ArtifactKind = 'file' | 'archive';
export type Protocol = 'agent' | 'seed';
export type Labels = Readonly<Record<string, string>>;

export interface ReportedError {
  readonly code: string;
  readonly message: string;
}

export const NODE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
export const NODE_ID_RULE = {
  en: 'A node id has letters, digits, ".", "_" and "-", at most 100.',
  zh: '节点编号可用字母、数字、“.”、“_”和“-”，最多 100 个字符。',
};
export const SHA256 = /^[0-9a-f]{64}$/;
