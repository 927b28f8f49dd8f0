import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFile, aProject, save, type ConfigProject } from '../../src/config/config.fixtures.js';
import { withConsole } from '../with-console.js';
import { Terminal, type Ended, type RunOptions } from './rc-process.js';

jest.setTimeout(60_000);

describe('rc at a terminal', () => {
  const console = withConsole();
  const terminal = new Terminal();
  let project: ConfigProject;
  let token: string;

  beforeAll(async () => {
    await terminal.connect(console);
    project = await aProject(console, 'edge');
    const permissions = ['project.read', 'config.edit', 'release.draft', 'artifact.upload'];
    const { body } = await project.developer.call('POST', '/tokens', { name: 'terminal', permissions });
    token = body.token;
  });
  afterAll(() => terminal.remove());

  const rc = (line: string, options: RunOptions = {}): Promise<Ended> =>
    terminal.rc(line.split(' '), options);

  describe('logging in', () => {
    it('is asked for before anything else', async () => {
      expect(await rc('whoami')).toMatchObject({ code: 2, err: expect.stringContaining('rc login') });
      expect(await rc('whoami', { env: { RC_URL: 'nowhere', RC_TOKEN: 'x' } })).toMatchObject({ code: 2 });
    });

    it('keeps no token that the console refuses', async () => {
      const ended = await rc(`login --url ${terminal.url} --token-stdin`, { stdin: 'rct_wrong\n' });
      expect(ended).toMatchObject({ code: 3, err: expect.stringContaining('Make a new token') });
      expect(ended.err + ended.out).not.toContain('rct_wrong');
      expect(existsSync(join(terminal.home, '.config'))).toBe(false);
    });

    it('keeps the token where only its owner can read it, and shows it nowhere', async () => {
      const ended = await rc(`login --url ${terminal.url}/api/v1/ --token-stdin`, { stdin: `${token}\n` });
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(ended.out).not.toContain(token);
      const file = join(terminal.home, '.config/release-console/rc.json');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
        url: `${terminal.url}/`,
        token,
        caFile: null,
      });
      expect((await rc('whoami')).out).toMatch(/terminal, of Person 1\n[\s\S]*edge: developer/);
      expect(JSON.parse((await rc('whoami --json')).out)).toMatchObject({ token: { name: 'terminal' } });
    });

    it('shows the saved token to no other console', async () => {
      const other = terminal.url.replace('127.0.0.1', 'localhost');
      expect(await rc('whoami', { env: { RC_URL: other } })).toMatchObject({ code: 2 });
      expect((await rc(`whoami --url ${other}`)).code).toBe(2);
      expect((await rc('whoami --url http://127.0.0.1:1 --retries 0')).code).toBe(2);
    });

    it('ends with 1 when nobody answers', async () => {
      const env = { RC_URL: 'http://127.0.0.1:1', RC_TOKEN: 'x' };
      const ended = await rc('whoami --retries 1', { env });
      expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('Asking again') });
    });
  });

  describe('configuration', () => {
    let id: string;
    beforeAll(async () => {
      id = await aFile(project, { text: 'level: info\nport: 1\n' });
      await save(project.developer, id, 'production', { text: 'port: 2\n', parentVersion: 0 });
    });

    it('is listed and read, byte by byte', async () => {
      expect((await rc('config list --project edge')).out).toContain('edge.app.yaml  yaml');
      expect(await rc('config get edge.app.yaml')).toEqual({
        code: 0,
        out: 'level: info\nport: 1\n',
        err: '',
      });
      expect((await rc('config get edge.app.yaml --layer production')).out).toBe('port: 2\n');
      const whole = await rc('config effective edge.app.yaml --environment production');
      expect(whole.out).toBe('level: info\nport: 2\n');
      expect(await rc('config get edge.none.yaml')).toMatchObject({ code: 3 });
      expect(await rc('config get app')).toMatchObject({ code: 2 });
    });

    it('is compared', async () => {
      const two = await rc('config diff edge.app.yaml --from draft:staging --to draft:production');
      expect(two.out).toBe(
        '--- draft:staging\n+++ draft:production\n@@ -1 +1 @@\n level: info\n-port: 1\n+port: 2\n',
      );
      expect((await rc('config diff edge.app.yaml')).code).toBe(2);
      expect((await rc('config diff edge.app.yaml --environment staging')).out).toContain('+level: info');
    });

    it('is published by a release', async () => {
      const ended = await rc('config publish edge.app.yaml --environment dev --quiet --notes why');
      expect(ended).toMatchObject({ code: 0, err: '' });
      const shown = JSON.parse((await rc(`release show ${ended.out.trim()} --json`)).out);
      expect(shown).toMatchObject({
        status: 'draft',
        notes: 'why',
        bins: [{ bin: 'edge.app.yaml', kind: 'config' }],
      });
      const line = 'release create --project edge --environment staging --config app.yaml --json --strategy';
      const strategy = terminal.file('rolling.json', '{"type": "rolling", "batch": 1}');
      const both = await rc(`${line} ${strategy}`);
      expect(both).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(both.out).bins).toMatchObject([{ bin: 'edge.app.yaml' }]);
    });

    it('goes to a folder and comes back from it', async () => {
      expect((await rc('config export texts --project edge')).code).toBe(0);
      const base = join(terminal.home, 'texts/app.yaml/base.yaml');
      expect(readFileSync(base, 'utf8')).toBe('level: info\nport: 1\n');
      writeFileSync(join(terminal.home, 'texts/README.md'), 'What this is.');
      mkdirSync(join(terminal.home, 'texts/.git'));
      expect((await rc('config import texts --project edge')).out).toMatch(
        /app\.yaml {2}base {2}unchanged\n/,
      );
      writeFileSync(base, 'level: debug\nport: 1\n');
      const dry = await rc('config import texts --project edge --dry-run');
      expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was kept.') });
      const done = await rc('config import texts --project edge --message from-git');
      expect(done.out).toContain('app.yaml  base  changed\n');
      expect((await rc('config get edge.app.yaml')).out).toContain('debug');
      writeFileSync(base, 'level: [\n');
      const refused = await rc('config import texts --project edge');
      expect(refused).toMatchObject({ code: 3, out: expect.stringContaining('refused: line') });
      expect((await rc('config import nowhere --project edge')).code).toBe(2);
    });
  });

  it('completes commands and options in bash', async () => {
    const script = terminal.file('completion.bash', (await rc('completion bash')).out);
    const completed = async (...words: readonly string[]): Promise<string> => {
      const commands = [`. ${script}`, `COMP_WORDS=(rc ${words.map((word) => `'${word}'`).join(' ')})`];
      const ask = [`COMP_CWORD=${words.length}`, '_rc', 'echo "${COMPREPLY[*]}"'];
      return (await terminal.run('bash', ['-euc', [...commands, ...ask].join('\n')])).out.trim();
    };
    expect(await completed('re')).toBe('release reject resume');
    expect(await completed('release', 's')).toBe('show');
    expect(await completed('wait', '1', '--t')).toBe('--timeout --through-pauses');
    expect((await rc('completion fish')).code).toBe(2);
  });

  it('forgets', async () => {
    expect((await rc('logout')).code).toBe(0);
    expect((await rc('whoami')).code).toBe(2);
  });
});
