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
  things.set('nodes to lose', [OTHER_SPARE]);
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
  things.set('projects', [projectId, projectId, projectId, otherProjectId]);
  const people = idsOf(await listed(stage, '/users?limit=50'));
  // Nobody who asks here is to lose their password.
  const askers = new Set(stage.callers.map((caller) => ('id' in caller ? caller.id : null)));
  things.set(
    'users',
    people.filter((id) => !askers.has(id)),
  );
  things.set('people', people);
  things.set('freezes', idsOf(await listed(stage, '/freezes')));
  things.set('templates', idsOf(await listed(stage, `/projects/${projectId}/strategy-templates`)));
  things.set('enrolment-tokens', idsOf(await listed(stage, '/enrolment-tokens')));
  things.set('emergency-stop', idsOf(await listed(stage, '/emergency-stop')));
  // Requests draft more of them than ever run, and these have nothing that failed.
  const failing = releases.filter(
    ({ title = '', status = '' }) => title.startsWith('failing') && TAKEN_IN['inspect']?.includes(status),
  );
  const groups: string[] = [];
  for (const { id } of failing.slice(0, 5))
    for (const { key = '' } of await listed(stage, `/releases/${id}/failure-groups`, 'groups'))
      groups.push(`/releases/${id}/failure-groups/${encodeURIComponent(key)}`);
  things.set('failure groups', groups);
}

async function listed(stage: FuzzStage, path: string, field = 'items'): Promise<readonly Item[]> {
  const { status, text } = await stage.admin.try('GET', path);
  if (status !== 200) return [];
  return ((JSON.parse(text) as Record<string, readonly Item[] | undefined>)[field] ?? []).slice(0, 50);
}

function idsOf(items: readonly Item[]): readonly string[] {
  return items.map(({ id }) => id);
}
