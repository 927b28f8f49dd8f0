import type { CiSource, CreateCiSource, EditCiSource, SourceKind } from '../../../lib/api';

export interface SourceValues {
  readonly projectId: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly baseUrl: string;
  readonly userName: string;
  /** Empty: as it is, because it is never shown again. */
  readonly token: string;
  readonly isTokenGone: boolean;
  readonly pollSeconds: number | string;
}

export type SourceFault = 'projectId' | 'name' | 'baseUrl' | 'pollSeconds';

const DEFAULT_POLL_SECONDS = 300;
const DAY_SECONDS = 86_400;

export function sourceValues(source: CiSource | null, projectId: string): SourceValues {
  return {
    projectId: source?.projectId ?? projectId,
    kind: source?.kind ?? 'jenkins',
    name: source?.name ?? '',
    baseUrl: source?.baseUrl ?? '',
    userName: source?.userName ?? '',
    token: '',
    isTokenGone: false,
    pollSeconds: source?.pollSeconds ?? DEFAULT_POLL_SECONDS,
  };
}

export function sourceFaults(values: SourceValues): readonly SourceFault[] {
  const url = values.baseUrl.trim();
  const poll = Number(values.pollSeconds);
  const isPoll = values.pollSeconds !== '' && Number.isInteger(poll) && poll >= 0 && poll <= DAY_SECONDS;
  return [
    ...(values.projectId === '' ? (['projectId'] as const) : []),
    ...(values.name.trim() === '' ? (['name'] as const) : []),
    ...(url === '' || (/^https?:\/\//i.test(url) && URL.canParse(url)) ? [] : (['baseUrl'] as const)),
    ...(values.kind === 'jenkins' && !isPoll ? (['pollSeconds'] as const) : []),
  ];
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function common({ name, baseUrl, userName, kind, pollSeconds }: SourceValues) {
  return {
    name: name.trim(),
    baseUrl: orNull(baseUrl),
    userName: orNull(userName),
    ...(kind === 'jenkins' ? { pollSeconds: Number(pollSeconds) } : {}),
  };
}

export function createRequest(values: SourceValues): CreateCiSource {
  const { projectId, kind, token } = values;
  return { ...common(values), projectId, kind, token: orNull(token) };
}

/** The token is named only when it changes. */
export function editRequest(values: SourceValues): EditCiSource {
  const { token, isTokenGone } = values;
  if (token.trim() !== '') return { ...common(values), token: token.trim() };
  return { ...common(values), ...(isTokenGone ? { token: null } : {}) };
}

/** Another address takes the token away: who changes it might not know the token, and must not learn it. */
export const losesToken = (source: CiSource | null, values: SourceValues): boolean =>
  source !== null &&
  source.hasToken &&
  values.token.trim() === '' &&
  orNull(values.baseUrl) !== source.baseUrl;
