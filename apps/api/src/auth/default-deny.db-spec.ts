import { withConsole } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';

/** Pages, their files and the description of the API; everything else needs to know who asks. */
const PUBLIC =
  /^(GET|HEAD) \/?(\*|health|api\/docs.*|api\/openapi\.(json|yaml))$|^POST \/api\/v1\/auth\/(login|refresh|logout|setup)$|^OPTIONS /;

describe('every address of the server, with nobody signed in', () => {
  const console = withConsole();

  it('S20 lets nobody in, whatever the credentials look like', async () => {
    const routes = routesOf(httpServerOf(console.app).printRoutes({ commonPrefix: false }));
    expect(routes.length).toBeGreaterThan(60);
    const open: string[] = [];
    for (const route of routes.filter((name) => !PUBLIC.test(name))) {
      const [method = '', path = ''] = route.split(' ');
      const url = path.replace(/:[A-Za-z_]+(\|:[A-Za-z_]+)*/g, '00000000-0000-7000-8000-000000000000');
      for (const authorization of [
        undefined,
        'Bearer eyJhbGciOiJub25lIn0.e30.',
        'Bearer rcn_invented',
        'Basic bm9kZTp0b2tlbg==',
        'Bearer',
        'Digest x',
      ]) {
        const headers = {
          ...(authorization ? { authorization } : {}),
          ...(method === 'GET' || method === 'HEAD' ? {} : { 'content-type': 'application/json' }),
        };
        const payload = method === 'GET' || method === 'HEAD' ? {} : { payload: '{}' };
        const { statusCode } = await console.app.inject({
          method: method as 'GET',
          url,
          headers,
          ...payload,
        });
        if (![400, 401, 404].includes(statusCode))
          open.push(`${route} with ${authorization ?? 'nothing'}: ${statusCode}`);
      }
    }
    expect(open).toEqual([]);
  }, 30_000);

  it.each([
    '/api/v1/%70rojects',
    '/api/v1//projects',
    '/api/v1/./projects',
    '/api/v1/projects/',
    '/API/v1/projects',
    '/api/v1/projects;x',
    '/api/v1/projects%2f',
    '/api/v1/projects?_method=POST',
  ])('S20 %s lets nobody in', async (url) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'] as const) {
      const { statusCode, headers } = await console.app.inject({
        method,
        url,
        headers: { 'x-http-method-override': 'GET' },
      });
      const isPage = statusCode === 200 && String(headers['content-type']).startsWith('text/html');
      if (!isPage) expect([400, 401, 404, 405, 415]).toContain(statusCode);
    }
  });
});

/** Out of Fastify's drawing of its routes, which is the only list that nothing can hide from. */
function routesOf(drawing: string): string[] {
  const segments: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent = '', rest = ''] = /^((?:│ {3}| {4})*)(?:├── |└── )(.*)$/.exec(line) ?? [];
    if (!rest) return [];
    const [, segment = '', methods] = /^(.*?)(?: \(([A-Z, ]+)\)(?: \{.*\})?)?$/.exec(rest) ?? [];
    segments.length = indent.length / 4;
    segments.push(segment);
    const path = segments.join('').replace(/\/+/g, '/');
    return (methods ?? '')
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${path}`);
  });
}
