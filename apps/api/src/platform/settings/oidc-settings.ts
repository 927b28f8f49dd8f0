import { GROUP_ROLES_RULE, parseGroupRoles, type GroupRole } from './group-roles.js';

/** Sign-in through an OpenID Connect provider. */
export interface OidcSettings {
  /** As the provider writes itself, with or without a slash at its end. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** On the button. */
  readonly name: string;
  readonly groupsClaim: string;
  /** In their order: of several that give a role in one project, the first counts. */
  readonly roles: readonly GroupRole[];
  /** The longest that what the provider said last can go on counting. */
  readonly sessionHours: number;
  /** Addresses count as verified where the provider does not say so. */
  readonly trustsEmail: boolean;
  /** Whoever has no role, by group or by hand, may sign in all the same. */
  readonly admitsWithoutRole: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Undefined when nothing of it is set. */
export function oidcSettings(env: Env, sessionHours: number, faults: string[]): OidcSettings | undefined {
  const given = (name: string, fallback = ''): string => env[name]?.trim() || fallback;
  const chosen = {
    issuer: given('OIDC_ISSUER'),
    clientId: given('OIDC_CLIENT_ID'),
    clientSecret: env['OIDC_CLIENT_SECRET'] ?? '',
    scopes: given('OIDC_SCOPES', 'openid email profile'),
    groupsClaim: given('OIDC_GROUPS_CLAIM', 'groups'),
    roles: rolesIn(env, faults),
    sessionHours,
    trustsEmail: choice(env, 'OIDC_TRUST_EMAIL', ['false', 'true'], faults) === 'true',
    admitsWithoutRole: choice(env, 'OIDC_WITHOUT_ROLE', ['refuse', 'allow'], faults) === 'allow',
  };
  const name = given('OIDC_NAME');
  const missing = NEEDED.filter((needed) => !env[needed]);
  if (missing.length > 0) {
    const others = ['OIDC_NAME', 'OIDC_SCOPES', 'OIDC_GROUPS_CLAIM', 'OIDC_ROLES'];
    const isAsked = [...NEEDED, ...others].some((set) => env[set]);
    if (isAsked) faults.push(`${NEEDED.join(', ')} must be set together; ${missing.join(', ')} missing`);
    return undefined;
  }
  if (!isIssuer(chosen.issuer))
    faults.push('OIDC_ISSUER must be a URL that begins with https://; http:// is for this very machine only');
  if (!chosen.scopes.split(/\s+/).includes('openid')) faults.push('OIDC_SCOPES must have openid among them');
  if (name.length > 60) faults.push('OIDC_NAME must have at most 60 characters');
  return { ...chosen, name: name || hostOf(chosen.issuer) };
}

function rolesIn(env: Env, faults: string[]): readonly GroupRole[] {
  const roles = parseGroupRoles(env['OIDC_ROLES'] ?? '');
  if (!roles) faults.push(`OIDC_ROLES ${GROUP_ROLES_RULE}`);
  return roles ?? [];
}

function choice(env: Env, name: string, words: readonly [string, ...string[]], faults: string[]): string {
  const word = env[name] || words[0];
  if (!words.includes(word)) faults.push(`${name} must be ${words.join(' or ')}`);
  return word;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(text);
  if (search || hash || username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
