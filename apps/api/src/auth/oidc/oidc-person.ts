import { isEmail } from 'class-validator';
import type { Role } from '../../platform/auth-guard/index.js';
import type { GroupRole } from '../../platform/settings/index.js';

/** Somebody as the provider knows them. */
export interface OidcPerson {
  readonly subject: string;
  /** Undefined when there is none that could be one of an account. */
  readonly email: string | undefined;
  readonly isEmailVerified: boolean;
  readonly name: string;
  /** Undefined when the provider says that it has groups to tell and does not tell them. */
  readonly groups: readonly string[] | undefined;
}

/** A role in one project, by its code, or in all of them (`*`). */
export interface RoleGrant {
  readonly project: string;
  readonly role: Role;
}

type Claims = Readonly<Record<string, unknown>>;

const MAX_NAME = 100;
const MAX_EMAIL = 254;
/** As OpenID Connect limits it. */
const MAX_SUBJECT = 255;

/** @param claims of a token or an answer that has been checked; undefined when they name nobody */
export function personOf(claims: Claims, groupsClaim: string): OidcPerson | undefined {
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT || !isPlain(subject))
    return undefined;
  const email = textOf(claims['email'], MAX_EMAIL);
  return {
    subject,
    email: email !== undefined && isEmail(email) ? email : undefined,
    // Some providers write all claims as text.
    isEmailVerified: claims['email_verified'] === true || claims['email_verified'] === 'true',
    name: nameOf(claims, email ?? subject),
    groups: groupsOf(claims, groupsClaim),
  };
}

export function isAdminBy(groups: readonly string[], roles: readonly GroupRole[]): boolean {
  return roles.some(({ group, role }) => role === 'admin' && groups.includes(group));
}

/** In the order of the settings, which decides where several are for one project. */
export function grantsOf(groups: readonly string[], roles: readonly GroupRole[]): readonly RoleGrant[] {
  return roles.flatMap((each) =>
    each.role !== 'admin' && groups.includes(each.group) ? [{ project: each.project, role: each.role }] : [],
  );
}

function groupsOf(claims: Claims, claim: string): readonly string[] | undefined {
  const told = claims[claim];
  if (typeof told === 'string') return [told];
  if (Array.isArray(told)) return told.filter((group) => typeof group === 'string');
  const elsewhere = claims['_claim_names'];
  const isElsewhere = typeof elsewhere === 'object' && elsewhere !== null && claim in elsewhere;
  return isElsewhere ? undefined : [];
}

function nameOf(claims: Claims, fallback: string): string {
  for (const claim of ['name', 'preferred_username', 'nickname']) {
    const name = textOf(claims[claim], Number.POSITIVE_INFINITY);
    if (name !== undefined) return [...name].slice(0, MAX_NAME).join('').trim();
  }
  return (fallback.split('@', 1)[0] ?? fallback).slice(0, MAX_NAME);
}

function textOf(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || !isPlain(value)) return undefined;
  const text = value.normalize('NFC').trim();
  return text === '' || text.length > max ? undefined : text;
}

/** No control characters and no half ones, which neither the database nor a page takes. */
function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Surrogate}]/u.test(text);
}
