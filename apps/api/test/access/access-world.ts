import { createHash } from 'node:crypto';
import { eventually, withConsole, type Answer, type Person, type TestConsole } from '../with-console.js';
import { anAlertThatIsOver } from '../../src/monitoring/alerts/alerts.fixtures.js';
import { MEMBERS } from './access-matrix.js';
import type { Things } from './things.js';

const TIMES = { kind: 'once', startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };
const ALERT_RULE = {
  name: 'a',
  severity: 'info',
  isEnabled: false,
  condition: { kind: 'release', states: ['paused'], forSeconds: 0 },
};
const CONFIG = { name: 'app.yaml', format: 'yaml', text: 'a: 1\n' };
const STRATEGY = { type: 'rolling', batch: '100%' };

/** Two projects with the same things in them, and a person for each role in the first. */
export class AccessWorld {
  own: Things;
  foreign: Things;
  /** By role; `mixed` sees the own project and administers the foreign one. */
  readonly people = new Map<string, Person>();

  constructor(readonly console: TestConsole) {}

  async setUp(): Promise<void> {
    this.own = await this.project('own');
    this.foreign = await this.project('foreign');
    this.people.set('admin', this.console.admin);
    for (const role of MEMBERS) this.people.set(role, await this.console.member(this.own.project, role));
    const mixed = await this.console.member(this.own.project, 'viewer');
    await this.made('PUT', `/projects/${this.foreign.project}/members/${mixed.id}`, {
      role: 'project_admin',
    });
    this.people.set('mixed', mixed);
    this.people.set('nobody', await this.console.newPerson());
  }

  person(name: string): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`there is no ${name}`);
    return person;
  }

  private async project(code: string): Promise<Things> {
    const { id: project, environments } = await this.console.newProject(code);
    const environment = environments.find((one) => one.code === 'production')?.id ?? '';
    const member = await this.console.member(project, 'viewer');
    const anybody = await this.console.newPerson();
    const path = `/projects/${project}`;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const node = `node-of-${code}`;
    const bin = `bin-of-${code}`;
    const version = `1.0.0`;
    const memberships = [{ projectId: project, environmentId: environment }];
    const made = async (route: string, body: object, by?: Person): Promise<string> =>
      (await this.made('POST', route, body, by)).id as string;
    await made('/bins', { projectId: project, name: bin });
    const file = await this.upload(bin, version, code);
    const onlyHere = `9.9.9-${code}`;
    await this.upload(bin, onlyHere, `${code} again`);
    await this.register(node, memberships);
    const approver = await this.console.member(project, 'release_manager');
    const release = await made('/releases', {
      project: code,
      environment: 'production',
      bins: [{ bin, version }],
      strategy: STRATEGY,
      submit: true,
    });
    await this.made('POST', `/releases/${release}/approve`, {}, approver);
    await this.made('POST', `/releases/${release}/deploy`, {});
    const config = await this.made('POST', '/configs', { projectId: project, ...CONFIG });
    const published = await this.made('POST', '/configs/publications', {
      environment: 'production',
      fileIds: [config.id],
    });
    await this.made('PUT', '/configs/secrets/TOKEN', { projectId: project, value: 'a secret' });
    const ci = await this.builds(project, bin);
    return {
      ...ci,
      project,
      projectCode: code,
      environment,
      member: member.id,
      anybody: anybody.id,
      freeze: await made(`${path}/freezes`, { name: 'a', reason: 'b', times: TIMES }),
      template: await made(`${path}/strategy-templates`, { name: 'a', strategy: STRATEGY }),
      serviceToken: await made(`${path}/tokens`, { name: 'a', role: 'viewer' }),
      personalToken: await made('/tokens', { name: 'a', permissions: ['project.read'] }, member),
      session: (await this.firstOf(`/users/${member.id}/sessions`)).id as string,
      delegation: await made('/delegations', { deputyId: this.console.admin.id, endsAt: until }, approver),
      bin,
      version: onlyHere,
      anyVersion: '2.0.0',
      anyArch: 'amd64',
      file,
      node,
      nodeToken: (await this.firstOf(`/nodes/${node}/tokens`)).id as string,
      hold: await made(`/nodes/${node}/holds`, { reason: 'looking at it' }),
      enrolment: await made('/enrolment-tokens', {
        environmentIds: [environment],
        maxUses: 1,
        expiresAt: until,
      }),
      release,
      failureKey: 'none',
      alert: await anAlertThatIsOver(this.console.db.source, {
        projectId: project,
        environmentId: environment,
      }),
      alertRule: await made('/alert-rules', { projectId: project, ...ALERT_RULE }),
      channel: await made('/notification-channels', {
        projectId: project,
        name: 'a',
        kind: 'slack',
        url: 'https://hooks.example.com/x',
      }),
      alertSilence: await made('/alert-silences', { projectId: project, endsAt: until, reason: 'known' }),
      emergencyStop: (await this.made('POST', '/emergency-stop', { reason: 'x', projectId: project }))
        .items[0].id as string,
      config: config.id as string,
      configLayer: 'base',
      configVersion: '1',
      configEnvironment: 'production',
      configBin: config.bin as string,
      configPublished: published.items[0].version as string,
    };
  }

  /** A source with a rule, a call of it, and the build that the call tells of with a file that is not to be had. */
  private async builds(
    projectId: string,
    bin: string,
  ): Promise<Pick<Things, 'ciSource' | 'ciRule' | 'ciDelivery' | 'ciBuild' | 'ciImport'>> {
    const { source, secret } = await this.made('POST', '/ci/sources', {
      projectId,
      kind: 'generic',
      name: 'a',
    });
    const rule = { name: 'a', job: 'a', file: '*', version: '1', arch: 'any', bin };
    const { id: ciRule } = await this.made('POST', '/ci/rules', { ...rule, sourceId: source.id });
    await this.console.call('POST', `/webhooks/generic/${source.id}`, {
      body: JSON.stringify({ build: { job: 'a', number: 1, path: 'a' } }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    });
    const one = (list: string): Promise<string> =>
      eventually(async () => {
        const { id } = (await this.firstOf(`/ci/${list}?projectId=${projectId}`)) as { id: string };
        return id;
      });
    const [ciDelivery, ciBuild, ciImport] = await Promise.all([
      one('deliveries'),
      one('builds'),
      one('imports'),
    ]);
    return { ciSource: source.id, ciRule, ciDelivery, ciBuild, ciImport };
  }

  private async register(node: string, memberships: readonly object[]): Promise<void> {
    await this.made('POST', '/nodes', { id: node, name: node, arch: 'amd64', memberships });
    await this.made('POST', `/nodes/${node}/tokens`, {});
  }

  /** Its address to download it by. */
  private async upload(bin: string, version: string, text: string): Promise<string> {
    const bytes = Buffer.from(text);
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `/bins/${bin}/versions/${version}/artifacts/amd64`;
    const { status } = await this.console.admin.call('PUT', path, bytes, headers);
    if (status !== 201) throw new Error(`uploading answered ${status}`);
    return createHash('sha256').update(bytes).digest('hex');
  }

  private async firstOf(path: string): Promise<Answer['body']> {
    return (await this.console.admin.call('GET', path)).body.items[0];
  }

  private async made(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    by?: Person,
  ): Promise<Answer['body']> {
    const answer = await (by ?? this.console.admin).call(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

export function withAccessWorld(): AccessWorld {
  const world = new AccessWorld(withConsole());
  beforeAll(() => world.setUp(), 60_000);
  return world;
}
