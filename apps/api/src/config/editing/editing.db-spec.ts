import { withConsole, type Answer } from '../../../test/with-console.js';
import { Realtime } from '../../realtime/index.js';
import { aFile, aProject } from '../config.fixtures.js';

describe('who edits a configuration file', () => {
  const console = withConsole();

  it('CF30 is seen by others for 30 s, on whichever layer, and told only when it changes', async () => {
    const project = await aProject(console, 'shop');
    const other = await console.member(project.id, 'release_manager');
    const id = await aFile(project);
    const path = `/configs/${id}/editors`;
    const notifications = jest.spyOn(console.app.get(Realtime, { strict: false }), 'publish');
    const say = (isEditing: boolean, layer = 'base', by = project.developer): Promise<Answer> =>
      by.call('POST', path, { layer, isEditing });
    const seen = async (): Promise<string[]> =>
      (await project.viewer.call('GET', path)).body.items.map(({ layer }: { layer: string }) => layer);

    expect((await say(true)).body.items).toMatchObject([{ layer: 'base', isMe: true }]);
    await say(true);
    expect(notifications).toHaveBeenCalledTimes(1);
    expect(
      (await say(true, 'production', other)).body.items.map(({ isMe }: { isMe: boolean }) => isMe),
    ).toEqual(expect.arrayContaining([true, false]));
    expect((await seen()).sort()).toEqual(['base', 'production']);
    expect((await say(true, 'nowhere')).status).toBe(400);
    expect((await say(true, 'base', project.viewer)).status).toBe(403);
    await say(false);
    await say(false);
    expect(notifications).toHaveBeenCalledTimes(3);
    expect(await seen()).toEqual(['production']);

    const age = (seconds: number): Promise<unknown> =>
      console.db.source.query(`UPDATE config_editors SET seen_at = seen_at - make_interval(secs => $1)`, [
        seconds,
      ]);
    await age(31);
    expect(await seen()).toEqual([]);
    await say(true, 'production', other);
    expect(notifications).toHaveBeenCalledTimes(4);
    await age(61);
    await say(true);
    const rows = await console.db.source.query('SELECT layer FROM config_editors');
    expect(rows).toEqual([{ layer: 'base' }]);
  });
});
