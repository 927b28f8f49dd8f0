import type { Chance } from '@release-console/fleet-sim';

const HOUR_MS = 3_600_000;

/** Real things by what fields that name them are called. */
export class KnownThings {
  private readonly pools = new Map<string, readonly string[]>();

  set(kind: string, names: readonly string[]): void {
    this.pools.set(kind, names);
  }

  of(kind: string): readonly string[] {
    return this.pools.get(kind) ?? [];
  }

  pick(kind: string, chance: Chance): string | undefined {
    const names = this.of(kind);
    return names.length > 0 ? chance.pick(names) : undefined;
  }
}

/** Which kind of thing a path parameter names: what stands before it in the path, unless its own name says more. */
export function kindOfParameter(path: string, name: string): string {
  const own = FIELD_KINDS[name];
  if (own !== undefined) return own;
  // A node that was retired never comes back.
  if (path.endsWith('/lifecycle')) return 'nodes to lose';
  const before =
    path
      .slice(0, path.indexOf(`{${name}}`))
      .split('/')
      .filter(Boolean)
      .at(-1) ?? '';
  return before;
}

const FIELD_KINDS: Readonly<Record<string, string>> = {
  projectId: 'projects',
  project: 'project codes',
  environmentId: 'environments',
  fromEnvironmentId: 'earlier environments',
  environmentIds: 'environments',
  defaultForEnvironmentIds: 'environments',
  environment: 'environment codes',
  bin: 'bins',
  bin_name: 'bins',
  version: 'versions',
  below: 'versions',
  nodeId: 'hosts',
  node_id: 'hosts',
  nodeIds: 'hosts',
  userId: 'people',
  userIds: 'approvers',
  deputyId: 'approvers',
  actorId: 'people',
  tokenId: 'node tokens',
  holdId: 'holds',
  freezeId: 'project freezes',
  templateId: 'templates',
  strategyTemplateId: 'templates',
  file: 'bins',
  key: 'failure groups',
  a: 'releases',
  b: 'releases',
  sha256: 'digests',
  sha256sum: 'digests',
  targetHash: 'digests',
};

/** A value that fits a field by its name and means something; undefined for fields that only have a shape. */
export function valueOf(field: string, things: KnownThings, chance: Chance): unknown {
  const kind = FIELD_KINDS[field];
  const known = kind === undefined ? undefined : things.pick(kind, chance);
  if (known !== undefined) return PLURALS.has(field) ? [known] : known;
  return MADE[field]?.(chance);
}

const PLURALS = new Set(['environmentIds', 'defaultForEnvironmentIds', 'nodeIds', 'userIds']);
const ahead = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
const word = (chance: Chance): string => `fuzz-${Math.floor(chance.next() * 2 ** 40).toString(36)}`;

const CANARY = { type: 'canary', steps: [{ setWeight: 34 }, { pause: {} }, { setWeight: 100 }] };
const STRATEGIES = [
  CANARY,
  CANARY,
  { type: 'rolling', batch: '50%' },
  { type: 'rolling', waves: [{ name: 'first', select: { isp: ['demo'] } }] },
  { type: 'blue-green', autoSwitch: true, rollbackWindowSeconds: 60 },
];
const WEEKLY = { kind: 'weekly', timeZone: 'Asia/Shanghai', days: [1, 2], from: '22:00', to: '06:00' };

/** What has to mean something to be taken. */
const MADE: Readonly<Record<string, (chance: Chance) => unknown>> = {
  email: (chance) => `${word(chance)}@example.com`,
  password: (chance) => `a long ${word(chance)} password`,
  name: word,
  code: word,
  id: word,
  title: word,
  notes: (chance) => `Because of ${word(chance)}`,
  reason: (chance) => `because of ${word(chance)}`,
  text: (chance) => `Why ${word(chance)}?`,
  arch: () => 'amd64',
  repositoryUrl: () => 'https://git.example.com/fuzz',
  deploymentType: () => 'hosts',
  strategy: (chance) => chance.pick(STRATEGIES),
  times: (chance) => chance.pick([WEEKLY, { kind: 'once', startsAt: ahead(1), endsAt: ahead(2) }]),
  levels: () => [{ roles: ['release_manager'], userIds: [], minimum: 1 }],
  hours: () => null,
  timeZone: () => 'Europe/Berlin',
  labels: () => ({}),
  label: () => 'isp=demo',
  at: (chance) => ahead(chance.int(1, 40)),
  startsAt: () => ahead(0),
  endsAt: (chance) => ahead(chance.int(1, 40)),
  expiresAt: (chance) => ahead(chance.int(1, 40)),
  until: (chance) => ahead(chance.int(1, 40)),
  from: () => ahead(-24),
  to: () => ahead(24),
  environments: () => [],
  memberships: () => [],
  maxUnavailablePerGroup: () => null,
  promotionRule: () => null,
  selector: () => ({ labels: {}, nodeIds: [] }),
  sha256: (chance) => chance.pick(['0', 'a']).repeat(64),
};
