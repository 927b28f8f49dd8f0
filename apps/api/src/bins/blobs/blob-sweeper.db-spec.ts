import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConsole } from '../../../test/with-console.js';
import { BlobSweeper } from './blob-sweeper.js';

describe('F14 after a crash', () => {
  const console = withConsole();
  const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

  function plant(folder: string, name: string, hours: number): string {
    const path = join(console.dataDir, 'artifacts', folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, name);
    utimesSync(path, hoursAgo(hours), hoursAgo(hours));
    return path;
  }
  const plantBlob = (text: string, hours: number): string => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    return plant(join('sha256', sha256.slice(0, 2)), sha256, hours);
  };

  it('keeps what has a row or is young, and removes the rest', async () => {
    const { id } = await console.newProject('shop');
    await console.admin.call('POST', '/bins', { projectId: id, name: 'cart' });
    const upload = await console.admin.call(
      'PUT',
      '/bins/cart/versions/1/artifacts/any',
      Buffer.from('kept'),
    );
    const kept = join(
      console.dataDir,
      'artifacts',
      'sha256',
      upload.body.sha256.slice(0, 2),
      upload.body.sha256,
    );
    utimesSync(kept, hoursAgo(48), hoursAgo(48));
    const [orphan, young] = [plantBlob('orphan', 2), plantBlob('young', 0)];
    const [stale, arriving] = [plant('incoming', 'a.part', 2), plant('incoming', 'b.part', 0)];
    await console.app.get(BlobSweeper, { strict: false }).sweep();
    expect([kept, young, arriving].map(existsSync)).toEqual([true, true, true]);
    expect([orphan, stale].map(existsSync)).toEqual([false, false]);
    expect(readdirSync(join(console.dataDir, 'artifacts'))).toEqual(
      expect.arrayContaining(['incoming', 'sha256']),
    );
  });
});
