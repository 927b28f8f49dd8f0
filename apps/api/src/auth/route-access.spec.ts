import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { ACCESS_RULE, rolesThatMay, type AccessRule } from '../platform/auth-guard/index.js';
import { createAdapter } from '../platform/http/index.js';
import { parseSettings } from '../platform/settings/index.js';

interface Route {
  readonly name: string;
  readonly path: string;
  readonly rule: AccessRule | undefined;
}

/** What anybody on the network may ask; a change here is a decision. */
const PUBLIC = [
  'GET auth/oidc',
  'GET auth/oidc/callback',
  'GET auth/sign-in-ways',
  'GET health',
  'POST auth/login',
  'POST auth/login/second-factor',
  'POST auth/logout',
  'POST auth/refresh',
  'POST auth/reset-password',
  'POST auth/setup',
  // The call itself is proven, by the secret of its source.
  'POST webhooks/generic/:source',
  'POST webhooks/github/:source',
  'POST webhooks/gitlab/:source',
  'POST webhooks/jenkins/:source',
];

describe('D7 every route of every controller', () => {
  let routes: readonly Route[] = [];

  beforeAll(async () => {
    const settings = parseSettings({ LOG_LEVEL: 'silent' });
    const parts = { settings, databaseUrl: 'postgres://unused', signingKey: 'unused' };
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with(parts),
      createAdapter(settings),
      { preview: true, logger: false },
    );
    routes = routesOf(app.get(ModulesContainer));
  });

  it('is found', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'POST releases',
        'GET bins',
        'PUT bins/:name/versions/:version/artifacts/:arch',
      ]),
    );
  });

  it('says who may use it', () => {
    expect(routes.filter(({ rule }) => rule === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('is public only when it is on the list', () => {
    const open = routes.filter(({ rule }) => rule?.kind === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual(PUBLIC);
  });

  it('names its project by a parameter that is in its path', () => {
    for (const { name, path, rule } of routes) {
      if (rule?.kind !== 'permission' || rule.scope === 'everywhere') continue;
      expect({ name, has: path.split('/').includes(`:${rule.scope.param}`) }).toEqual({ name, has: true });
    }
  });

  it('does not change anything with a right to read', () => {
    const readOnlyWrites = routes.filter(
      ({ name, rule }) =>
        !name.startsWith('GET') &&
        !name.startsWith('HEAD') &&
        rule?.kind === 'permission' &&
        rolesThatMay(rule.permission).includes('viewer'),
    );
    expect(readOnlyWrites.map(({ name }) => name)).toEqual([]);
  });
});

function routesOf(modules: ModulesContainer): Route[] {
  const routes: Route[] = [];
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prefix = Reflect.getMetadata(PATH_METADATA, metatype) as string;
      for (const key of Object.getOwnPropertyNames(metatype.prototype)) {
        const handler = (metatype.prototype as Record<string, unknown>)[key];
        if (typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler))
          routes.push(routeOf(metatype, prefix, handler));
      }
    }
  }
  return routes;
}

function routeOf(controller: object, prefix: string, handler: object): Route {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'ALL';
  const path = [prefix, Reflect.getMetadata(PATH_METADATA, handler) as string]
    .join('/')
    .replace(/\/+/g, '/')
    .replace(/^\/|\/$/g, '');
  const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ?? Reflect.getMetadata(ACCESS_RULE, controller)) as
    AccessRule | undefined;
  return { name: `${method} ${path}`, path, rule };
}
