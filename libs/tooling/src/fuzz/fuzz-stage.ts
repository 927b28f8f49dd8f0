import type { KnownThings } from './known-things.js';
import { holder, SignedIn, type Caller, type Credentials } from './people.js';
import type { Sender } from './send.js';

const ROLES = ['project_admin', 'release_manager', 'developer', 'operator', 'viewer'] as const;
const ENVIRONMENT_CODES = ['test', 'production'] as const;
export const VERSIONS = ['1.0.0', '2.0.0', '3.0.0'];
/** Each bin is one lane: at most one unfinished release a node and bin. */
export const LANES = [
  'draft',
  'asked',
  'approved',
  'scheduled',
  'stepping',
  'failing',
  'completed',
  'paused',
] as const;
export type Lane = (typeof LANES)[number];
export const SPARE = 'fuzz-spare';
/** May be retired and lost. */
export const OTHER_SPARE = 'fuzz-other';
const NODES = ['fuzz-1', 'fuzz-2', 'fuzz-3'];

export interface Host {
  readonly id: string;
  readonly token: string;
}

/** A console with real objects of every kind, and somebody of every role. */
export class FuzzStage {
  readonly callers: Caller[] = [];
  readonly hosts: Host[] = [];
  readonly environments = new Map<string, string>();
  projectId = '';
  otherProjectId = '';
  manager: SignedIn;
  approver: SignedIn;
  viewer: SignedIn;
  /** Who gets new passwords, and never signs in. */
  forgetfulId = '';

  constructor(
    readonly admin: SignedIn,
    readonly sender: Sender,
    readonly things: KnownThings,
  ) {
    this.manager = admin;
    this.approver = admin;
    this.viewer = admin;
  }

  async set(): Promise<void> {
    const project = await this.project('fuzz');
    this.projectId = project.id;
    for (const { id, code } of project.environments) this.environments.set(code, id);
    this.otherProjectId = (await this.project('other')).id;
    for (const role of ROLES) this.callers.push(await this.person(role, this.projectId, role));
    this.manager = this.callers.find(({ name }) => name === 'release_manager') as SignedIn;
    this.approver = await this.person('approver', this.projectId, 'release_manager');
    this.viewer = this.callers.find(({ name }) => name === 'viewer') as SignedIn;
    this.forgetfulId = (await this.person('forgetful', this.projectId, 'viewer')).id;
    this.callers.push(
      this.admin,
      this.approver,
      await this.person('outsider', this.otherProjectId, 'project_admin'),
    );
    this.callers.push(holder('nobody', null), holder('a forger', 'eyJhbGciOiJub25lIn0.e30.'));
    await this.bin('other-bin', this.otherProjectId);
    for (const lane of LANES) await this.bin(lane, this.projectId);
    for (const id of NODES) await this.host(id);
    this.things.set('digests', ['ab'.repeat(32)]);
    this.things.set('environment codes', ENVIRONMENT_CODES);
    this.things.set('project codes', ['fuzz', 'fuzz', 'other']);
  }

  private async person(name: string, projectId: string, role: string): Promise<SignedIn> {
    const credentials: Credentials = { email: `${name}@example.com`, password: `a password of ${name}` };
    const { id } = await this.admin.ask<{ id: string }>('POST', '/users', { ...credentials, name });
    await this.admin.ask('PUT', `/projects/${projectId}/members/${id}`, { role });
    const person = new SignedIn(name, id, this.sender, credentials);
    await person.renew();
    return person;
  }

  private project(
    code: string,
  ): Promise<{ id: string; environments: readonly { id: string; code: string }[] }> {
    return this.admin.ask('POST', '/projects', { code, name: code });
  }

  private async bin(name: string, projectId: string): Promise<void> {
    await this.admin.ask('POST', '/bins', { projectId, name });
    for (const version of VERSIONS)
      await this.admin.ask(
        'PUT',
        `/bins/${name}/versions/${version}/artifacts/amd64`,
        Buffer.from(`${name} ${version}`),
      );
  }

  private async host(id: string): Promise<void> {
    const membership = { projectId: this.projectId, environmentId: this.environments.get('production') };
    const node = { id, name: id, arch: 'amd64', labels: { isp: 'demo' }, memberships: [membership] };
    await this.admin.ask('POST', '/nodes', node);
    const { token } = await this.admin.ask<{ token: string }>('POST', `/nodes/${id}/tokens`);
    this.hosts.push({ id, token });
    this.callers.push(holder(`node ${id}`, token));
  }
}
