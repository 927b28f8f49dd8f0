import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withConsole } from '../../test/with-console.js';
import { aPlace, aSource, done, workAll } from './ci.fixtures.js';

const run = promisify(execFile);
const DOCUMENT = resolve(__dirname, '../../../../docs/jenkins.md');

/** The shell lines, as Groovy reads them. */
function steps(): readonly string[] {
  const groovy = /```groovy\n([^`]*)```/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';
  return [...groovy.matchAll(/sh '''([^']*(?:'(?!'')[^']*)*)'''/g)].map(([, text = '']) =>
    text.replace(/\\\n/g, '').replaceAll('\\\\', '\\'),
  );
}

describe('the Jenkinsfile of the document', () => {
  const console = withConsole();

  it('works as it is pasted, with curl and openssl', async () => {
    const [tell, upload] = steps();
    if (!tell || !upload) throw new Error('the document has no steps');
    await console.app.listen(0, '127.0.0.1');
    const { port } = console.app.getHttpServer().address() as AddressInfo;
    const place = await aPlace(console);
    const source = await aSource(place, 'jenkins');
    const folder = mkdtempSync(join(tmpdir(), 'release-console-jenkinsfile-'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/my-svc-amd64'), 'a program');
    const env = {
      ...{
        PATH: process.env['PATH'] ?? '',
        CONSOLE: `http://127.0.0.1:${port}`,
        SOURCE: source.id,
        BIN: place.bin,
      },
      ...{ SECRET: source.secret, TOKEN: place.admin.token, VERSION: '2.4.1', JOB_NAME: 'team/my svc' },
      ...{
        BUILD_NUMBER: '78',
        BUILD_URL: 'https://ci.example.com/job/team/job/my-svc/78/',
        GIT_BRANCH: 'origin/main',
      },
    };
    try {
      const told = await run('sh', ['-c', tell], { cwd: folder, env });
      expect(JSON.parse(told.stdout)).toEqual({ status: 'accepted' });
      expect(JSON.parse((await run('sh', ['-c', tell], { cwd: folder, env })).stdout)).toEqual({
        status: 'duplicate',
      });
      await workAll(console);
      const uploaded = await run('sh', ['-c', upload], { cwd: folder, env });
      const sha256 = createHash('sha256').update('a program').digest('hex');
      expect(JSON.parse(uploaded.stdout)).toMatchObject({ version: '2.4.1', sha256, created: true });
      const { items } = await done(place.admin.call('GET', `/ci/provenance?bin=${place.bin}`));
      expect(items).toMatchObject([{ job: 'team/my svc', number: 78, ref: 'main', isChecked: true, sha256 }]);
      writeFileSync(join(folder, 'dist/my-svc-amd64'), 'another program');
      const other = { ...env, VERSION: '2.4.2' };
      await expect(run('sh', ['-c', upload], { cwd: folder, env: other })).rejects.toThrow('422');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
