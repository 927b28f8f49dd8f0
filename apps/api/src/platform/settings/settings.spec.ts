import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings, SettingsError } from './settings.js';

describe('settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(folder, 'secret.txt');
  const content = 'what-stands-in-the-file-and-is-long-enough-for-a-key';
  writeFileSync(file, content);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Every name that is asked for. */
  const names: string[] = [];
  parseSettings(
    new Proxy({}, { get: (_, name) => (names.push(String(name)), undefined) }) as Record<string, undefined>,
  );

  const said = (env: Record<string, string>): string => {
    try {
      return JSON.stringify(parseSettings(env));
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
      throw error;
    }
  };

  it('are all known here', () => {
    expect(names).toEqual(expect.arrayContaining(['PORT', 'SECRET_KEY', 'DATABASE_URL', 'OUTGOING_ALLOW']));
    expect(new Set(names).size).toBeGreaterThanOrEqual(15);
  });

  it.each([...new Set(names)])('S31 %s is taken as it is written, never as the name of a file', (name) => {
    for (const value of [
      `@${file}`,
      `file:${file}`,
      `file://${file}`,
      `\${file:${file}}`,
      `$(cat ${file})`,
      `<${file}`,
    ]) {
      const admin = name.startsWith('ADMIN_')
        ? { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'long enough' }
        : {};
      expect(said({ ...admin, [name]: value })).not.toContain(content);
    }
  });

  it('S31 a password may begin with an at sign', () => {
    const env = {
      ADMIN_EMAIL: 'a@example.com',
      ADMIN_PASSWORD: '@/etc/passwd',
      SECRET_KEY: `file:${'x'.repeat(32)}`,
    };
    expect(parseSettings(env)).toMatchObject({
      admin: { password: '@/etc/passwd' },
      secretKey: `file:${'x'.repeat(32)}`,
    });
  });

  it.each([
    ['SECRET_KEY', 'short', 'at least 32 characters'],
    ['FORMER_SECRET_KEYS', `${'k'.repeat(32)} short`, 'at least 32 characters'],
    ['OUTGOING_ALLOW', 'example.com', '10.1.0.0/16'],
    ['OUTGOING_ALLOW', '10.0.0.0/8 10.0.0.0/40', '10.1.0.0/16'],
    ['SCRUB_CYCLE_HOURS', '0', 'from 1 to 8760'],
    ['PORT', '80 80', 'from 0 to 65535'],
  ])('%s=%j is refused with what to do, and without what was given', (name, value, told) => {
    expect(() => parseSettings({ [name]: value })).toThrow(told);
    expect(() => parseSettings({ [name]: value })).not.toThrow('kkkk');
  });
});
