import type { Chance } from '../chance.js';
import type { DeclaredPlan, EnvironmentName } from '../words.js';
import type { NodeSpec, PlannedRelease, Scenario } from './scenario.js';

const SECOND = 1_000;
const ENVIRONMENTS: readonly EnvironmentName[] = ['staging', 'staging', 'production'];

type Promoted = Pick<Scenario, 'nodes' | 'releases' | 'promotion' | 'returns'>;

/** In some worlds a node or two are staging, and production takes only what has completed there. */
export function drawPromotion(
  chance: Chance,
  nodes: readonly NodeSpec[],
  releases: readonly PlannedRelease[],
): Promoted {
  if (!chance.is(0.3)) return { nodes, releases, promotion: null, returns: [] };
  const first = nodes.length - chance.int(1, 2);
  const placed = nodes.map((node, index) => ({ ...node, environment: placeOf(index >= first) }));
  const staged = releases.map((_, index) => chance.is(index === 0 ? 0.9 : 0.35));
  return {
    nodes: placed,
    promotion: { hours: chance.is(0.75) ? 0 : 1 },
    returns: ENVIRONMENTS.flatMap((environment) =>
      chance.is(0.6) ? [{ environment, at: chance.int(90, 320) * SECOND }] : [],
    ),
    releases: releases.map((release, index) => {
      const isStaging = staged[index] ?? false;
      // Most of what comes to production soon comes to staging now.
      const next = releases.find((_, later) => later > index && staged[later] === false);
      const isForNext = chance.is(0.8);
      const bins = isStaging && next && isForNext ? next.plan.bins : release.plan.bins;
      const put = (plan: DeclaredPlan): DeclaredPlan => inside(plan, placeOf(isStaging), placed);
      const { plan, editedTo } = release;
      return { ...release, plan: put({ ...plan, bins }), editedTo: editedTo && put(editedTo) };
    }),
  };
}

function placeOf(isStaging: boolean): EnvironmentName {
  return isStaging ? 'staging' : 'production';
}

/** About nodes of that environment only; all of them, where it was about others. */
function inside(plan: DeclaredPlan, environment: EnvironmentName, nodes: readonly NodeSpec[]): DeclaredPlan {
  const all = nodes.filter((node) => node.environment === environment).map(({ id }) => id);
  const own = all.filter((id) => plan.nodeIds.includes(id));
  return { ...plan, environment, nodeIds: own.length > 0 ? own : all };
}
