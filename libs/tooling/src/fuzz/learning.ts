import { LANES, OTHER_SPARE, SPARE, VERSIONS, type FuzzStage } from './fuzz-stage.js';

/** In which statuses a release takes an action, so that some of the requests meet one that does. */
const TAKEN_IN: Readonly<Record<string, readonly string[]>> = {
  edit: ['draft'],
  submit: ['draft'],
  approve: ['pending_approval'],
  reject: ['pending_approval', 'approved'],
  'break-glass': ['pending_approval'],
  questions: ['pending_approval'],
  cancel: ['draft', 'pending_approval', 'approved'],
  deploy: ['approved', 'scheduled'],
  schedule: ['approved'],
  unschedule: ['scheduled'],
  'override-freeze': ['approved', 'scheduled', 'deploying'],
  'override-soak': ['approved', 'scheduled'],
  pause: ['deploying'],
  promote: ['paused', 'deploying'],
  resume: ['paused'],
  retry: ['deploying', 'paused'],
  skip: ['deploying', 'paused'],
  abort: ['deploying', 'paused'],
  rollback: ['deploying', 'paused', 'completed'],
  inspect: ['deploying', 'paused', 'completed', 'completed_with_exceptions', 'stopped'],
};

interface Item {
  readonly id: string;
  readonly status?: string;
  readonly title?: string;
  readonly key?: string;
  readonly projectId?: string | null;
}

/** Which real things there are now; whatever can't be read keeps what was known of it. */
export async function learn(stage: FuzzStage): Promise<void> {
  const { things, projectId, otherProjectId, environments, approver } = stage;
  things.set('environments', [...environments.values()]);
  things.set('earlier environments', [environments.get('staging') ?? '']);
  things.set('bins', [...LANES, ...LANES, 'other-bin']);
  things.set('versions', VERSIONS);
  // What would retire them or move them away is asked of others.
  things.set('nodes', [SPARE, OTHER_SPARE]);
  things.set(
    'hosts',
    stage.hosts.map(({ id }) => id),
  );
  things.set('approvers', [approver.id]);
  const releases = await listed(stage, '/releases?limit=100');
  things.set('releases', idsOf(releases));
  for (const [action, statuses] of Object.entries(TAKEN_IN))
    things.set(
      `releases to ${action}`,
      idsOf(releases.filter(({ status = '' }) => statuses.includes(status))),
    );
  const projects = idsOf(await listed(stage, '/projects?limit=50'));
  const spare = projects.filter((id) => id !== projectId && id !== otherProjectId);
  things.set('projects', [projectId, projectId, projectId, projectId, otherProjectId, ...spare.slice(0, 2)]);
  things.set('spare projects', spare);
  const people = idsOf(await listed(stage, '/users?limit=50'));
  things.set('users', people);
  things.set('people', people);
  const viewer = stage.callers.find(({ name }) => name === 'viewer');
  if (viewer && 'id' in viewer) {
    const sessions = idsOf(await listed(stage, `/users/${String(viewer.id)}/sessions`));
    things.set('sessions of viewer', sessions);
    things.set(
      'session paths',
      sessions.map((id) => `/users/${String(viewer.id)}/sessions/${id}`),
    );
  }
  things.set('freezes', idsOf(await listed(stage, '/freezes')));
  const own = await listed(stage, `/projects/${projectId}/freezes`);
  things.set('project freezes', idsOf(own.filter((freeze) => freeze.projectId === projectId)));
  things.set('templates', idsOf(await listed(stage, `/projects/${projectId}/strategy-templates`)));
  things.set('enrolment-tokens', idsOf(await listed(stage, '/enrolment-tokens')));
  things.set('emergency-stop', idsOf(await listed(stage, '/emergency-stop')));
  things.set('node tokens', idsOf(await listed(stage, `/nodes/${SPARE}/tokens`)));
  things.set('api tokens', idsOf(await listed(stage, '/tokens')));
  things.set('service tokens', idsOf(await listed(stage, `/projects/${projectId}/tokens`)));
  things.set('holds', idsOf(await listed(stage, `/nodes/${SPARE}/holds?active=true`)));
  things.set('delegations', idsOf(await listed(stage, '/delegations', 'given')));
  const failing = releases.filter(({ title = '' }) => title.startsWith('failing'));
  const groups: string[] = [];
  for (const { id } of failing.slice(0, 5))
    for (const { key = '' } of await listed(stage, `/releases/${id}/failure-groups`, 'groups'))
      groups.push(`/releases/${id}/failure-groups/${encodeURIComponent(key)}`);
  things.set('failure groups', groups);
}

async function listed(stage: FuzzStage, path: string, field = 'items'): Promise<readonly Item[]> {
  // Whoever has deputies is the approver; everything else is seen by the admin.
  const who = field === 'given' ? stage.approver : stage.admin;
  const { status, text } = await who.try('GET', path);
  if (status !== 200) return [];
  return ((JSON.parse(text) as Record<string, readonly Item[] | undefined>)[field] ?? []).slice(0, 50);
}

function idsOf(items: readonly Item[]): readonly string[] {
  return items.map(({ id }) => id);
}
