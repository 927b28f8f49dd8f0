import { randomBytes } from 'node:crypto';
import { ApiSession, RefusedError } from './api-session.js';

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

/** A project with its people, made by the admin; what is there already stays. */
export async function ensureProject(
  admin: ApiSession,
  accounts: Accounts,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<Project> {
  const existing = await absentIf(404, () => admin.get<Project>(`/projects/${code}`));
  const project = existing ?? (await admin.post<Project>('/projects', { code, name }));
  for (const who of WHO) {
    const id = await ensureUser(admin, accounts[who], `demo-${who}`);
    await admin.put(`/projects/${project.id}/members/${id}`, { role: ROLES[who] });
  }
  return project;
}

export async function ensureBin(admin: ApiSession, projectId: string, name: string): Promise<void> {
  await absentIf(409, () => admin.post('/bins', { projectId, name }));
}

async function ensureUser(admin: ApiSession, account: Account, name: string): Promise<string> {
  const created = await absentIf(409, () => admin.post<{ id: string }>('/users', { ...account, name }));
  if (created) return created.id;
  const query = `/users?q=${encodeURIComponent(account.email)}`;
  const { items } = await admin.get<{ items: readonly { id: string; email: string }[] }>(query);
  const found = items.find(({ email }) => email === account.email);
  if (!found) throw new Error(`${account.email} is taken and cannot be found`);
  return found.id;
}

async function absentIf<T>(status: number, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RefusedError && error.status === status) return undefined;
    throw error;
  }
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

/** A token by which new hosts join an environment. Those that start as `observing` change nothing until adopted. */
export async function enrolmentToken(
  admin: ApiSession,
  environmentId: string,
  hosts: number,
  lifecycle: 'active' | 'observing',
): Promise<string> {
  const { token } = await admin.post<{ token: string }>('/enrolment-tokens', {
    environmentIds: [environmentId],
    maxUses: hosts,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    lifecycle,
  });
  return token;
}
