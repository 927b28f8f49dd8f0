import { LANES, OTHER_SPARE, SPARE, VERSIONS, type FuzzStage, type Lane } from './fuzz-stage.js';
import { FuzzHost } from './fuzz-host.js';
import { learn } from './learning.js';
import type { Sender } from './send.js';

const LIVES_FOR_MS = 15_000;
const PAUSE_MS = 250;
const LONG_PAUSE_MS = 1_000;
const CANARY = { type: 'canary', steps: [{ setWeight: 34 }, { pause: {} }, { setWeight: 100 }] };
const AT_ONCE = { type: 'rolling', batch: '100%' };
const UNFINISHED = new Set([
  'draft',
  'pending_approval',
  'approved',
  'scheduled',
  'deploying',
  'paused',
  'rolling_back',
]);

interface Row {
  readonly id: string;
  readonly status: string;
}

/** Puts right what the requests broke, and keeps releases in every state there is. */
export class Caretaker {
  private readonly hosts: readonly FuzzHost[];
  private readonly begunAt = new Map<Lane, { readonly id: string; readonly at: number }>();
  private isEnding = false;
  private running = Promise.resolve();

  constructor(
    private readonly stage: FuzzStage,
    sender: Sender,
    /** While there is something that was never taken, it looks more often for a state that would take it. */
    private readonly isWaitedFor: () => boolean,
  ) {
    this.hosts = stage.hosts.map((host) => new FuzzHost(host, sender));
  }

  begin(): void {
    this.running = this.work();
  }

  async end(): Promise<void> {
    this.isEnding = true;
    await this.running;
  }

  private async work(): Promise<void> {
    for (let turn = 0; !this.isEnding; turn += 1) {
      if (turn % 20 === 0) await this.repair().catch(() => undefined);
      await Promise.all([
        learn(this.stage),
        ...this.hosts.map((host) => host.call().catch(() => undefined)),
        ...LANES.map((lane) => this.tend(lane).catch(() => undefined)),
      ]);
      const pause = this.isWaitedFor() ? PAUSE_MS : LONG_PAUSE_MS;
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  private async repair(): Promise<void> {
    const { admin, projectId, environments, callers, hosts } = this.stage;
    const production = environments.get('production');
    for (const project of [projectId, this.stage.otherProjectId])
      await admin.try('POST', `/projects/${project}/restore`);
    await admin.try('PUT', `/projects/${projectId}`, { code: 'fuzz', name: 'fuzz' });
    await admin.try('PUT', `/projects/${projectId}/environments/${production}`, {
      code: 'production',
      promotionRule: null,
    });
    await admin.try('PUT', `/projects/${projectId}/environments/${production}/approval-policy`, {
      levels: [{ roles: ['release_manager'], userIds: [], minimum: 1 }],
      allowsOwnWork: false,
    });
    for (const caller of callers)
      if ('id' in caller) await admin.try('PATCH', `/users/${String(caller.id)}`, this.asMade(caller.name));
    for (const caller of callers)
      if ('id' in caller && !['admin', 'outsider'].includes(caller.name))
        await admin.try('PUT', `/projects/${projectId}/members/${String(caller.id)}`, {
          role: roleOf(caller.name),
        });
    await this.letViewerIn();
    for (const { id } of hosts) {
      await admin.try('PUT', `/nodes/${id}/memberships/${projectId}`, { environmentId: production });
      await admin.try('POST', `/nodes/${id}/lifecycle`, { to: 'active' });
      await admin.try('POST', `/nodes/${id}/quarantine/clear`, {});
    }
    await this.removeAll('/emergency-stop');
    for (const { id } of hosts) await this.removeAll(`/nodes/${id}/holds?active=true`);
    await this.prepareSpare();
    for (const lane of LANES)
      for (const version of VERSIONS)
        await admin.try('POST', `/bins/${lane}/versions/${version}/restore`, {});
  }

  /** A drawn password may have been taken, and then nobody knows it. */
  private async letViewerIn(): Promise<void> {
    const { admin, viewer } = this.stage;
    if ((await viewer.try('GET', '/auth/me')).status === 200) return;
    const { url } = await admin.ask<{ url: string }>('POST', `/users/${viewer.id}/reset-link`);
    const { password } = viewer.credentials;
    await admin.try('POST', '/auth/reset-password', { token: url.split('#')[1], password });
  }

  private asMade(name: string): object {
    return { disabled: false, isAdmin: name === 'admin' };
  }

  private async removeAll(path: string): Promise<void> {
    const { items } = await this.stage.admin.ask<{ items: readonly { id: string }[] }>('GET', path);
    const [place = ''] = path.split('?');
    for (const { id } of items)
      await this.stage.admin.try('DELETE', `${place}/${id}`, place.endsWith('stop') ? {} : undefined);
  }

  /** A host that nothing is released to, for what would keep the others from their work. */
  private async prepareSpare(): Promise<void> {
    const { admin, projectId, environments } = this.stage;
    await admin.try('POST', '/nodes', { id: OTHER_SPARE, name: OTHER_SPARE, arch: 'amd64', labels: {} });
    await admin.try('POST', '/nodes', { id: SPARE, name: SPARE, arch: 'amd64', labels: {} });
    await admin.try('PUT', `/nodes/${SPARE}/memberships/${projectId}`, {
      environmentId: environments.get('dev'),
    });
  }

  /** Moves the release of a lane to where the lane wants it, and begins a new one when it has been there for a while. */
  private async tend(lane: Lane): Promise<void> {
    const { manager, approver, admin } = this.stage;
    const begun = this.begunAt.get(lane);
    const { status } = begun ? await admin.ask<Row>('GET', `/releases/${begun.id}`) : { status: 'none' };
    if (begun && UNFINISHED.has(status) && Date.now() - begun.at < LIVES_FOR_MS) {
      if (status === 'pending_approval' && lane !== 'asked')
        await approver.try('POST', `/releases/${begun.id}/approve`, {});
      if (status === 'approved' && lane === 'scheduled')
        await manager.try('POST', `/releases/${begun.id}/schedule`, {
          at: new Date(Date.now() + 3_600_000).toISOString(),
        });
      if (status === 'approved' && LANES.indexOf(lane) >= LANES.indexOf('stepping'))
        await manager.try('POST', `/releases/${begun.id}/deploy`, {});
      if (status === 'deploying' && lane === 'paused')
        await manager.try('POST', `/releases/${begun.id}/pause`, {});
      return;
    }
    if (begun && UNFINISHED.has(status)) {
      for (const action of ['cancel', 'abort'])
        await manager.try('POST', `/releases/${begun.id}/${action}`, {});
    }
    const version = VERSIONS[Math.floor(Math.random() * VERSIONS.length)];
    const said = await manager.try('POST', '/releases', draftFor(lane, version ?? '', lane !== 'draft'));
    if (said.status !== 201) return;
    this.begunAt.set(lane, { id: (JSON.parse(said.text) as { id: string }).id, at: Date.now() });
  }
}

/** What a lane releases; also where requests about drafts begin. */
export function draftFor(lane: string, version: string, submit: boolean): object {
  return {
    ...{ project: 'fuzz', environment: 'production', bins: [{ bin: lane, version }], submit },
    ...{ strategy: lane === 'completed' ? AT_ONCE : CANARY, maxUnavailable: '100%', minReadySeconds: 0 },
    ...{ failureThreshold: '100%', onFailure: 'pause' },
  };
}

function roleOf(name: string): string {
  return name === 'approver' ? 'release_manager' : name;
}
