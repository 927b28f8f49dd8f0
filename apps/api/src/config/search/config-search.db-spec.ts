import { withConsole, type Answer } from '../../../test/with-console.js';
import { aFile, aProject, save } from '../config.fixtures.js';

describe('searching configuration', () => {
  const console = withConsole();

  it('CF40 finds keys and values in the newest texts of all layers that one may see', async () => {
    const shop = await aProject(console, 'shop');
    const mill = await aProject(console, 'mill');
    const id = await aFile(shop, { text: 'db:\n  host: one.example # needle\n  port: 1\n' });
    await save(shop.developer, id, 'production', { text: 'db: {host: NEEDLE.example}\n', parentVersion: 0 });
    await aFile(shop, { name: 'nginx', format: 'nginx', text: 'worker_processes 4; # Needle\n' });
    await aFile(shop, { name: 'hidden', text: 'a: needle\n', isSecret: true });
    const gone = await aFile(shop, { name: 'gone', text: 'a: needle\n' });
    await shop.developer.call('DELETE', `/configs/${gone}`);
    await aFile(mill, { text: 'a: needle\n' });
    const find = (q: string, by = shop.viewer, more = ''): Promise<Answer> =>
      by.call('GET', `/configs/search?q=${encodeURIComponent(q)}${more}`);
    const answer = await find('needle');
    expect(answer.body).toEqual({
      items: [
        {
          fileId: id,
          projectCode: 'shop',
          name: 'app.yaml',
          layer: 'production',
          path: 'db.host',
          line: 1,
          text: 'db: {host: NEEDLE.example}',
        },
        expect.objectContaining({ name: 'nginx', layer: 'base', path: '', line: 1 }) as unknown,
      ],
      isCut: false,
    });
    const paths = (await find('db.host')).body.items.map((item: Answer['body']) => [item.layer, item.line]);
    expect(paths).toEqual([
      ['base', 2],
      ['production', 1],
    ]);
    expect((await find('needle', console.admin)).body.items).toHaveLength(3);
    expect((await find('needle', console.admin, `&projectId=${mill.id}`)).body.items).toHaveLength(1);
    expect((await find('needle', shop.viewer, `&projectId=${mill.id}`)).body.items).toEqual([]);
    expect((await find('n')).status).toBe(400);
    await save(shop.developer, id, 'production', { text: null, parentVersion: 1 });
    expect((await find('NEEDLE.example')).body.items).toEqual([]);
  });

  it('CF41 says when there is more than it shows', async () => {
    const project = await aProject(console, 'many');
    const text = Array.from({ length: 250 }, (_, index) => `key${index}: same\n`).join('');
    await aFile(project, { text });
    const { body } = await project.viewer.call('GET', '/configs/search?q=same');
    expect(body.items).toHaveLength(200);
    expect(body.isCut).toBe(true);
  });
});
