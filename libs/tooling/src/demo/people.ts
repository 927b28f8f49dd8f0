import { randomBytes } from 'node:crypto';
import { ApiSession } from './api-session.js';

export interface Account {
  readonly email: string;
  readonly password: string;
}

export const ROLES = {
  manager: 'release_manager',
  approver: 'release_manager',
  operator: 'operator',
  jenkins: 'developer',
} as const;
export type Who = keyof typeof ROLES;
export type Accounts = Readonly<Record<Who | 'admin', Account>>;

export interface Project {
  readonly id: string;
  readonly code: string;
  readonly environments: readonly { readonly id: string; readonly code: string }[];
}

export const WHO = Object.keys(ROLES) as readonly Who[];

/** Every account with a password of its own, new at each call. */
export function inventAccounts(): Accounts {
  const account = (who: string): Account => ({
    email: `demo-${who}@example.com`,
    password: randomBytes(12).toString('base64url'),
  });
  return {
    admin: account('admin'),
    manager: account('manager'),
    approver: account('approver'),
    operator: account('operator'),
    jenkins: account('jenkins'),
  };
}

/** A project with its people, made by the admin. */
export async function createProject(
  admin: ApiSession,
  accounts: Accounts,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<Project> {
  const project = await admin.post<Project>('/projects', { code, name });
  for (const who of WHO) {
    const user = await admin.post<{ id: string }>('/users', { ...accounts[who], name: `demo-${who}` });
    await admin.put(`/projects/${project.id}/members/${user.id}`, { role: ROLES[who] });
  }
  return project;
}

export async function signInAll(apiUrl: string, accounts: Accounts): Promise<Record<Who, ApiSession>> {
  const signIn = (who: Who): Promise<ApiSession> =>
    ApiSession.signIn(apiUrl, accounts[who].email, accounts[who].password);
  return {
    manager: await signIn('manager'),
    approver: await signIn('approver'),
    operator: await signIn('operator'),
    jenkins: await signIn('jenkins'),
  };
}

/** A token by which new hosts join an environment and are active at once. */
export async function enrolmentToken(
  admin: ApiSession,
  environmentId: string,
  hosts: number,
): Promise<string> {
  const { token } = await admin.post<{ token: string }>('/enrolment-tokens', {
    environmentIds: [environmentId],
    maxUses: hosts,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    lifecycle: 'active',
  });
  return token;
}
