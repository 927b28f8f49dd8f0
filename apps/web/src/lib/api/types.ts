export type Language = 'en' | 'zh';
export type LocalizedText = Readonly<Record<Language, string>>;
export type Amount = number | string;

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export type Role = 'project_admin' | 'release_manager' | 'developer' | 'operator' | 'viewer';

export interface Membership {
  readonly projectId: string;
  readonly projectCode: string;
  readonly projectName: string;
  readonly role: Role;
}

export interface Me {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly memberships: readonly Membership[];
}

export interface Session {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly user: Me;
}

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly disabledAt: string | null;
  readonly createdAt: string;
}

export interface Environment {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly position: number;
  readonly isProduction: boolean;
  readonly requiredApprovals: number;
  readonly rollbackWindowHours: number;
  readonly nodeCount: number;
}

export interface Project {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly owner: string | null;
  readonly repositoryUrl: string | null;
  readonly buildTool: string | null;
  readonly deploymentType: string;
  readonly archivedAt: string | null;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly myRole: Role | 'admin';
  readonly environments: readonly Environment[];
}

export interface Member {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Role;
}
