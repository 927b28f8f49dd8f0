import { eventually, withConsole, type Person } from '../../test/with-console.js';
import { ROLES } from '../platform/auth-guard/index.js';

describe('S11 who may do what in a project', () => {
  const console = withConsole();
  const people = new Map<string, Person>();
  let environment = '';

  beforeAll(async () => {
    const shop = await console.newProject('shop');
    environment = shop.environments[0]?.id as string;
    const other = await console.newProject('other');
    for (const role of ROLES) people.set(role, await console.member(shop.id, role));
    people.set('stranger', await console.member(other.id, 'project_admin'));
    people.set('nobody', await console.newPerson());
    await console.admin.call('POST', '/bins', { projectId: shop.id, name: 'cart' });
    await console.admin.call('PUT', '/bins/cart/versions/1/artifacts/any', Buffer.from('bytes'));
    await eventually(async () =>
      expect((await people.get('viewer')?.call('GET', '/projects/shop'))?.status).toBe(200),
    );
  });

  const configure = ['project_admin'];
  const upload = ['project_admin', 'release_manager', 'developer'];
  it.each<[string, readonly string[], () => [Parameters<Person['call']>[0], string, unknown?]]>([
    ['read the project', ROLES, () => ['GET', '/projects/shop']],
    ['read its members', ROLES, () => ['GET', '/projects/shop/members']],
    ['read its bins', ROLES, () => ['GET', '/bins/cart']],
    ['read its versions', ROLES, () => ['GET', '/bins/cart/versions']],
    ['download from it', ROLES, () => ['GET', '/download/cart-1']],
    ['change it', configure, () => ['PUT', '/projects/shop', {}]],
    [
      'add an environment',
      configure,
      () => ['POST', '/projects/shop/environments', { code: `e${Math.random()}`.replace('.', '') }],
    ],
    ['change an environment', configure, () => ['PUT', `/projects/shop/environments/${environment}`, {}]],
    [
      'change a role',
      configure,
      () => ['PUT', `/projects/shop/members/${console.admin.id}`, { role: 'viewer' }],
    ],
    ['withdraw a version', configure, () => ['POST', '/bins/cart/versions/1/withdraw', { reason: 'x' }]],
    ['restore a version', configure, () => ['POST', '/bins/cart/versions/1/restore', {}]],
    ['upload', upload, () => ['PUT', '/bins/cart/versions/1/artifacts/any', Buffer.from('bytes')]],
  ])('%s', async (_what, allowed, request) => {
    for (const [role, person] of people) {
      const { status } = await person.call(...request());
      const isInside = role !== 'stranger' && role !== 'nobody';
      const expected = allowed.includes(role) ? 'yes' : isInside ? 403 : 404;
      expect({ role, status: status < 300 ? 'yes' : status }).toEqual({ role, status: expected });
    }
    expect((await console.admin.call(...request())).status).toBeLessThan(300);
  });

  it('create bins in it', async () => {
    const { id } = (await console.admin.call('GET', '/projects/shop')).body as { id: string };
    for (const [role, person] of people) {
      const { status } = await person.call('POST', '/bins', {
        projectId: id,
        name: `bin-${role.replaceAll('_', '-')}`,
      });
      const expected = upload.includes(role) ? 201 : role === 'stranger' ? 404 : 403;
      expect({ role, status }).toEqual({ role, status: expected });
    }
  });

  it('list only what they belong to', async () => {
    const listed = async (role: string, path: string): Promise<string[]> =>
      ((await people.get(role)?.call('GET', path))?.body.items ?? []).map(
        (item: { code?: string; name: string }) => item.code ?? item.name,
      );
    expect(await listed('viewer', '/projects')).toEqual(['shop']);
    expect(await listed('stranger', '/projects')).toEqual(['other']);
    expect(await listed('stranger', '/bins')).toEqual([]);
    expect(await listed('viewer', '/bins')).toContain('cart');
    for (const path of ['/projects', '/bins'])
      expect(await people.get('nobody')?.call('GET', path)).toMatchObject({
        status: 200,
        body: { items: [] },
      });
  });
});
