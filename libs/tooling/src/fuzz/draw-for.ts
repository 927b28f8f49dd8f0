import type { DrawnRequest, RequestDraw } from './drawn-request.js';
import type { Chance } from '@release-console/fleet-sim';
import type { FuzzStage } from './fuzz-stage.js';
import type { KnownThings } from './known-things.js';
import type { Operation } from './operations.js';
import type { Caller } from './people.js';
import type { Recipe } from './recipe.js';
import { RECIPES } from './recipes.js';
import { spoiled } from './spoil.js';

/** What is asked of this operation next, and who asks. */
export async function drawFor(
  operation: Operation,
  { draw, chance, stage }: { readonly draw: RequestDraw; readonly chance: Chance; readonly stage: FuzzStage },
): Promise<{ readonly request: DrawnRequest; readonly caller: Caller }> {
  const recipe = chance.is(0.9) ? await recipeFor(operation, chance, stage) : undefined;
  const drawn = draw.of(operation, recipe?.json);
  const suited = suitedRelease(operation, stage.things, chance);
  const path =
    recipe?.path ?? (suited === null ? drawn.path : drawn.path.replace(/(\/releases\/)[^/]+/, `$1${suited}`));
  const query = recipe?.query ?? drawn.query;
  const whole = { ...drawn, path, query, headers: { ...drawn.headers, ...recipe?.headers } };
  const wanted =
    recipe?.as ??
    (isForHosts(operation) ? 'node fuzz-1' : chance.pick(['admin', 'release_manager', 'approver']));
  const able = stage.callers.find(({ name }) => name === wanted);
  const caller = able && chance.is(0.6) ? able : chance.pick(stage.callers);
  return { request: chance.is(0.45) ? whole : spoiled(whole, chance), caller };
}

async function recipeFor({ id }: Operation, chance: Chance, stage: FuzzStage): Promise<Recipe | undefined> {
  try {
    return await RECIPES[id]?.(chance, stage);
  } catch {
    return undefined;
  }
}

/** A release that is in a state for what is asked. */
function suitedRelease({ method, path }: Operation, things: KnownThings, chance: Chance): string | null {
  if (!path.startsWith('/api/v1/releases/{id}') || chance.is(0.2)) return null;
  const action = /\/releases\/\{id\}\/([a-z-]+)$/.exec(path)?.[1];
  const wish = method === 'GET' ? 'inspect' : (action ?? 'edit');
  return things.pick(`releases to ${wish}`, chance) ?? null;
}

function isForHosts({ path, method }: Operation): boolean {
  return (
    /\/(agent\/sync|keepalive|download)/.test(path) ||
    path.endsWith('/progress') ||
    (method === 'POST' && path.endsWith('/bins/{name}'))
  );
}
