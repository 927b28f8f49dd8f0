import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { forgetLogin, readLogin, saveLogin } from './saved-login.js';

describe('a saved login', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rc-login-'));
  const file = join(folder, 'release-console', 'rc.json');
  const login = { url: 'https://console.example.com/', token: 'rct_secret', caFile: null };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is for its owner only, also when the file was there with more rights', () => {
    saveLogin(file, login);
    chmodSync(file, 0o644);
    saveLogin(file, login);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'release-console')).mode & 0o777).toBe(0o700);
    expect(readLogin(file)).toEqual(login);
  });

  it('is gone after it was forgotten, twice if need be', () => {
    forgetLogin(file);
    forgetLogin(file);
    expect(readLogin(file)).toBeNull();
  });

  it.each(['', '{', 'null', '{"url": 1, "token": "x"}'])('says what to do when it holds "%s"', (content) => {
    writeFileSync(file, content);
    expect(() => readLogin(file)).toThrow('rc login');
  });
});
