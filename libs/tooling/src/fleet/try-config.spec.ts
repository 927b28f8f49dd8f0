import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_CONFIGS, nginxWith } from '../demo/demo-configs.js';
import { inRepository } from '../repository.js';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-try-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What a host of the demo says of a text before it takes it. */
function said(name: string, text: string): string {
  const file = join(folder, 'new');
  writeFileSync(file, text);
  const env = { ...process.env, RC_FILE: file, RC_PATH: `/etc/demo/${name}` };
  const { status, stderr } = spawnSync(
    process.execPath,
    [inRepository('libs/tooling/configs/try-config.cjs')],
    { env, encoding: 'utf8' },
  );
  return status === 0 ? 'taken' : stderr.trim();
}

it.each(DEMO_CONFIGS)('takes $file as the demo publishes it', ({ file, effective }) => {
  expect(said(file, effective)).toBe('taken');
});

it.each([
  ['nginx.conf', nginxWith('eighty'), 'nginx.conf:7: invalid port in "eighty" of the "listen" directive'],
  ['nginx.conf', 'http {\n', 'nginx.conf:2: unexpected end of file, expecting "}"'],
  ['nginx.conf', '}\n', 'nginx.conf:1: unexpected "}"'],
  ['nginx.conf', 'listen 80\n', 'nginx.conf:1: directive is not terminated by ";"'],
  ['app.yaml', 'level: info\nno key\n', 'app.yaml:2: neither a key nor an entry'],
])('refuses %s and says where: %j', (name, text, reason) => {
  expect(said(name, text)).toBe(reason);
});
