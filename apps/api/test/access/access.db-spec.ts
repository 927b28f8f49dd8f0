import { OUTSIDE_API } from '../../src/create-app.js';
import { PERMISSIONS } from '../../src/platform/auth-guard/index.js';
import { httpServerOf } from '../../src/platform/http/index.js';
import type { Answer } from '../with-console.js';
import { ACCESS_MATRIX, MEMBERS, type AccessRow } from './access-matrix.js';
import { withAccessWorld } from './access-world.js';
import { routesOf, unnamed } from './router-routes.js';
import type { Things } from './things.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const MISSING = 'ffffffff-ffff-7fff-8fff-ffffffffffff';
/** Signing in, sessions, passwords, and who decides in whose name. */
const IN_PERSON = /^\w+ \/(auth|delegations)\b|^(POST|PATCH) \/users|\/users\/:id\//;
/** No route knows it, so whoever is let in changes nothing. */
const HARMLESS = 'undeclared=1';

describe('who may use which route', () => {
  const world = withAccessWorld();
  const rows = (place: AccessRow['place']): readonly AccessRow[] =>
    ACCESS_MATRIX.filter((row) => row.place === place);

  it('S11 names every route of the router, and no other', () => {
    const routes = routesOf(httpServerOf(world.console.app).printRoutes({ commonPrefix: false }));
    expect(routes.length).toBeGreaterThan(100);
    expect(ACCESS_MATRIX.map(({ route }) => keyOf(route)).sort()).toEqual(routes.filter(isOurs).sort());
  });

  it('S11 lets in whom the table lets in, to what is their own, and says no to the others', async () => {
    const wrong: string[] = [];
    for (const row of [...rows('project'), ...rows('somewhere'), ...rows('everybody')]) {
      for (const who of ['admin', ...MEMBERS, 'mixed', 'nobody']) {
        const expected = expectedOf(row, who);
        const { status } = await ask(row, world.own, who);
        const isIn = ![401, 403, 404].includes(status);
        const isRight = expected === 'in' ? isIn || isOfNothing(row) : status === expected;
        if (!isRight) wrong.push(`${row.route} by ${who}: ${status} in place of ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S34 shows what belongs to others as if it were not there', async () => {
    const wrong: string[] = [];
    for (const row of rows('project')) {
      for (const who of [...MEMBERS, 'nobody']) {
        const foreign = await ask(row, world.foreign, who);
        const missing = await ask(row, withMissing(world.foreign, row), who);
        if (foreign.status !== 404 || !isSame(foreign, missing))
          wrong.push(`${row.route} by ${who}: ${told(foreign)} in place of ${told(missing)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S34 S19 keeps to the projects of a role where the body or the query names one', async () => {
    const wrong: string[] = [];
    for (const row of ACCESS_MATRIX.filter(({ probe }) => probe)) {
      for (const who of [...MEMBERS, 'nobody']) {
        const foreign = await probe(row, world.foreign, who);
        const missing = await probe(row, lost(world.foreign), who);
        const isRefused = row.route.startsWith('GET') || [400, 403, 404].includes(foreign.status);
        if (!isRefused || !isSame(foreign, missing))
          wrong.push(`${row.route} by ${who}: ${told(foreign)} in place of ${told(missing)}`);
      }
      if (row.may.includes('viewer')) continue;
      const { status, body } = await probe(row, world.own, 'mixed');
      // A table is refused line by line.
      const isRefused = status === 403 || body.errors?.[0]?.code === 'unknown_environment';
      if (!isRefused) wrong.push(`${row.route} by a viewer who is more elsewhere: ${status}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S34 tells of a foreign bin, and of an archived project of others, no more than of none', async () => {
    const preview = (project: string, bin: string): Promise<Answer> =>
      world.person('release_manager').call('POST', '/releases/preview', {
        project,
        environment: 'production',
        bins: [{ bin, version: '1.0.0' }],
        strategy: { type: 'rolling', batch: '100%' },
      });
    const explain = (bin: string): Promise<Answer> =>
      world.person('viewer').call('GET', `/nodes/${world.own.node}/explain?bin=${bin}`);
    const { own, foreign, console } = world;
    expect(told(await preview('own', foreign.bin))).toBe(told(await preview('own', 'no-such-bin')));
    expect(told(await explain(foreign.bin))).toBe(
      told(await explain('no-such-bin')).replaceAll('no-such-bin', foreign.bin),
    );
    await console.db.source.query('UPDATE projects SET archived_at = now() WHERE id = $1', [foreign.project]);
    expect(told(await preview('foreign', own.bin))).toBe(told(await preview('no-such-project', own.bin)));
    await console.db.source.query('UPDATE projects SET archived_at = NULL WHERE id = $1', [foreign.project]);
  });

  it('S17 binds the second id of an address to the first', async () => {
    const wrong: string[] = [];
    for (const row of rows('project').filter(({ ids }) => ids.length > 1 && isBound(ids[1]))) {
      const [first] = row.ids;
      if (!first) continue;
      const mixed = { ...world.foreign, [first]: world.own[first] };
      for (const who of ['admin', 'project_admin']) {
        // Whoever administers the console may bring a node into every project.
        if (row.ids[1] === 'project' && who === 'admin') continue;
        const { status, body } = await call(row, urlOf(row, mixed), who, row.body?.(mixed));
        const hidden = { ...lost(world.foreign), [first]: world.own[first] };
        const missing = await call(row, urlOf(row, hidden), who, row.body?.(hidden));
        if (status !== 404 || body.code !== missing.body.code)
          wrong.push(`${row.route} by ${who}: ${status} ${body.code}, missing: ${told(missing)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S11 keeps people from the routes of nodes, and nodes from those of people', async () => {
    const { own, console } = world;
    const { body } = await console.admin.call('POST', `/nodes/${own.node}/tokens`, {});
    const node = { authorization: `Bearer ${body.token}` };
    const opened: string[] = [];
    for (const row of ACCESS_MATRIX.filter(({ place }) => place !== 'public' && place !== 'node')) {
      const { status } = await console.call(methodOf(row), `${urlOf(row, own)}?${HARMLESS}`, {
        headers: node,
      });
      const isNodes = ACCESS_MATRIX.some(
        (other) => other.place === 'node' && unnamed(other.route) === unnamed(row.route),
      );
      if (status !== 401 && !isNodes) opened.push(`${row.route} to a node: ${status}`);
    }
    for (const row of rows('node').filter(({ route }) => !/^GET \/(bins|download|configs)/.test(route))) {
      const { status } = await call(row, urlOf(row, own), 'admin', {});
      if (![401, 404].includes(status)) opened.push(`${row.route} to a person: ${status}`);
    }
    expect(opened).toEqual([]);
  }, 60_000);

  it('S19 S11 lets no API token, however wide, do what a person must do themselves', async () => {
    const { body } = await world.console.admin.call('POST', '/tokens', {
      name: 'x',
      permissions: [...PERMISSIONS],
    });
    const headers = { authorization: `Bearer ${body.token}` };
    const wrong: string[] = [];
    for (const row of ACCESS_MATRIX.filter(
      ({ place, route }) => place !== 'public' && IN_PERSON.test(route),
    )) {
      const answer = await world.console.call(methodOf(row), urlOf(row, world.own), { headers });
      if (answer.body.code !== 'PEOPLE_ONLY') wrong.push(`${row.route}: ${told(answer)}`);
    }
    expect(wrong).toEqual([]);
  });

  function ask(row: AccessRow, things: Things, who: string): Promise<Answer> {
    const harmless = methodOf(row) === 'GET' ? '' : `?${HARMLESS}`;
    return call(row, urlOf(row, things) + harmless, who, methodOf(row) === 'GET' ? undefined : {});
  }

  function probe(row: AccessRow, things: Things, who: string): Promise<Answer> {
    const query = row.probe?.query?.(things);
    return call(row, urlOf(row, things) + (query ? `?${query}` : ''), who, row.probe?.body?.(things));
  }

  function call(
    row: AccessRow,
    url: string,
    who: string,
    body: object | string | undefined,
  ): Promise<Answer> {
    const headers = { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' };
    return world.person(who).call(methodOf(row), url, body, body === undefined ? {} : headers);
  }
});

/** What is only registered by the framework around ours: the other methods of the same address, and pages. */
function isOurs(route: string): boolean {
  return !/^(HEAD|OPTIONS) | \*$|\/api\/docs./.test(route);
}

function keyOf(route: string): string {
  const [method = '', path = ''] = route.split(' ');
  const isAtRoot = OUTSIDE_API.includes(path.slice(1)) || path.startsWith('/api/');
  return `${method} ${unnamed(isAtRoot ? path : `/api/v1${path}`)}`;
}

function methodOf({ route }: AccessRow): Method {
  return route.split(' ')[0] as Method;
}

function urlOf({ route, ids }: AccessRow, things: Things): string {
  let index = 0;
  const path = route.split(' ')[1] ?? '';
  const isAtRoot = OUTSIDE_API.includes(path.slice(1));
  return `${isAtRoot ? '/' : ''}${path}`.replace(/:\w+/g, () => {
    const id = ids[index];
    index += 1;
    return id ? things[id] : MISSING;
  });
}

function expectedOf({ place, may }: AccessRow, who: string): 'in' | 403 | 404 {
  const isLetIn = (may as readonly string[]).includes(who);
  if (place === 'everybody') return 'in';
  if (who === 'nobody') return place === 'project' ? 404 : 403;
  // Somebody who only looks at the own project, whatever they are elsewhere.
  if (who === 'mixed') {
    const role = place === 'project' ? 'viewer' : 'project_admin';
    return may.includes(role) ? 'in' : 403;
  }
  return isLetIn ? 'in' : 403;
}

/** There is no group of failures in a release in which nothing failed. */
function isOfNothing({ ids }: AccessRow): boolean {
  return ids.includes('failureKey');
}

const ANYWHERE: readonly (keyof Things)[] = [
  'anybody',
  'anyVersion',
  'failureKey',
  'configLayer',
  'configEnvironment',
  'configPublished',
];

/** Does the thing belong to a project, so that it must be the one that the address begins with? */
function isBound(thing: keyof Things | undefined): boolean {
  return thing !== undefined && !ANYWHERE.includes(thing);
}

const LOST: Partial<Record<keyof Things, string>> = {
  projectCode: 'no-such-project',
  bin: 'no-such-bin',
  version: '0.0.0-none',
  file: 'f'.repeat(64),
  node: 'no-such-node',
  configBin: 'no-such.bin',
};

function withMissing(things: Things, { ids: [first] }: AccessRow): Things {
  return first ? { ...things, [first]: LOST[first] ?? MISSING } : things;
}

function lost(things: Things): Things {
  const names = Object.keys(things) as (keyof Things)[];
  return Object.fromEntries(names.map((name) => [name, LOST[name] ?? MISSING])) as Things;
}

/** All but the number of the request. */
function told({ status, body }: Answer): string {
  return JSON.stringify([status, typeof body === 'object' ? { ...body, requestId: undefined } : body]);
}

function isSame(one: Answer, other: Answer): boolean {
  return told(one) === told(other) && one.headers['content-type'] === other.headers['content-type'];
}
