import { withConsole } from './with-console.js';

/** What strangers send: each is refused with a problem, and nothing of it is kept. */
describe('the edge of the API', () => {
  const console = withConsole();
  const send = (
    payload: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
    path = '/projects',
  ) =>
    console.call('POST', path, {
      body: payload,
      headers: {
        authorization: `Bearer ${console.admin.token}`,
        'content-type': 'application/json',
        ...headers,
      },
    });

  it.each<[string, string | Buffer, number, string]>([
    ['no JSON', '{"code":', 400, 'INVALID_JSON_BODY'],
    ['F34 a deep list', '['.repeat(20_000) + ']'.repeat(20_000), 400, 'BODY_TOO_DEEP'],
    ['F34 a deep object', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 400, 'BODY_TOO_DEEP'],
    ['F35 no UTF-8', Buffer.from('{"code":"x","name":"\xff"}', 'latin1'), 400, 'BODY_NOT_UTF8'],
    ['F36 a NUL', '{"code":"x","name":"a\\u0000b"}', 400, 'VALIDATION_FAILED'],
    ['F36 half a character', '{"code":"x","name":"a\\ud800b"}', 400, 'VALIDATION_FAILED'],
    ['S41 a prototype', '{"__proto__":{"isAdmin":true},"code":"x","name":"x"}', 400, 'INVALID_JSON_BODY'],
    ['F33 too much', JSON.stringify({ name: 'x'.repeat(1_200_000) }), 413, 'TOO_LARGE'],
  ])('refuses %s', async (_name, payload, status, code) => {
    for (const path of ['/projects', '/releases', '/auth/login']) {
      const answer = await send(payload, {}, path);
      expect(answer).toMatchObject({ status, body: { status, code } });
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    const { body } = await console.admin.call('GET', '/projects');
    expect(body.items).toEqual([]);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'refuses %s',
    async (type) => {
      const answer = await send('{}', { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
      expect(answer.body.detail).toBe('This address takes application/json.');
    },
  );

  it.each(['/bins/%ff', '/download/%', '/nodes/%c3%28', '/releases/%E0%A4%A'])(
    'answers an address that can not be decoded: %s',
    async (path) => {
      const answer = await console.admin.call('GET', path);
      expect(answer).toMatchObject({ status: 400, body: { status: 400, code: 'BAD_URL' } });
      expect(answer.headers['content-type']).toContain('application/problem+json');
    },
  );

  it('refuses a query where none is taken, so that nobody halts everything by a dry run that there is not', async () => {
    const project = await console.newProject('halted');
    const stop = { reason: 'Only to see what it would do.', projectId: project.id };
    const answer = await console.admin.call('POST', '/emergency-stop?dryRun=true', stop);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'dryRun', code: 'unknown_field' }] },
    });
    expect((await console.admin.call('GET', '/emergency-stop')).body.items).toEqual([]);
  });

  it('names a field that there is not, without saying back what could be more than a name', async () => {
    const [hostile, query] = ['<img src=x onerror=alert(1)>\r\n\u202e', encodeURIComponent('<b>"')];
    const answers = [
      await send(JSON.stringify({ code: 'x', name: 'x', [hostile]: 1, nmae: 1, ['a'.repeat(5_000)]: 1 })),
      await console.admin.call('GET', `/projects?${query}=1`),
    ];
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(JSON.stringify(body)).not.toMatch(/[<>=\u202e]|\\r|a{201}/);
    }
    expect(answers[0]?.body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'nmae', code: 'unknown_field' })]),
    );
  });

  it('refuses a list where an object belongs, also an empty one', async () => {
    const { id, environments } = await console.newProject('listed');
    const policy = `/projects/${id}/environments/${environments[0]?.id}/approval-policy`;
    for (const [path, body, field] of [
      [policy, { levels: [[]], allowsOwnWork: false }, 'levels'],
      [`/projects/${id}/freezes`, { name: 'x', reason: 'x', times: [] }, 'times'],
      ['/releases', { project: 'listed', environment: 'dev', bins: [[]], strategy: [] }, 'bins'],
    ] as const) {
      const answer = await console.admin.call(path === policy ? 'PUT' : 'POST', path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'VALIDATION_FAILED']);
      expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ field })]));
    }
  });

  it.each(['WyJ4IiwieSJd', 'WyJ4Il0', 'WzFlOTld', 'WyJcdTAwMDAiXQ', 'zzz'])(
    'F37 refuses the made-up cursor %s in every list',
    async (cursor) => {
      for (const path of [
        'projects',
        'releases',
        'nodes',
        'bins',
        'users',
        'audit',
        'enrolment-tokens',
        'drift-findings',
      ])
        expect(await console.admin.call('GET', `/${path}?cursor=${cursor}`)).toMatchObject({
          status: 400,
          body: { errors: [{ field: 'cursor' }] },
        });
    },
  );

  it('says in its own description how each address refuses', async () => {
    const { body: document } = await console.call('GET', '//api/openapi.json');
    const silent = Object.entries<Record<string, { responses?: Record<string, { content?: object }> }>>(
      document.paths,
    )
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, { responses }]) => ({ path, method, responses })),
      )
      .filter(({ responses }) => !responses?.['default']?.content);
    expect(silent).toEqual([]);
    const refused = await console.call('GET', '/projects');
    for (const field of document.components.schemas.Problem.required)
      expect(refused.body).toHaveProperty(field);
  });
});
