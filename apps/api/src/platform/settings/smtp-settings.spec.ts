import { parseSettings, SettingsError } from './settings.js';

const smtp = (SMTP_URL: string, more: Record<string, string> = {}) =>
  parseSettings({ SMTP_URL, ...more }).smtp;

describe('SMTP_URL', () => {
  it('is not needed', () => {
    expect(smtp('')).toBeUndefined();
  });

  it.each([
    [
      'smtps://user%40example.com:p%40ss@mail.example.com',
      {
        host: 'mail.example.com',
        port: 465,
        isSecure: true,
        mustEncrypt: false,
        user: { name: 'user@example.com', password: 'p@ss' },
      },
    ],
    ['smtp://mail.example.com', { port: 587, isSecure: false, mustEncrypt: false, user: undefined }],
    ['smtp://u:p@mail.example.com:25', { port: 25, mustEncrypt: true }],
    ['smtp://u:p@mail.example.com:25?tls=opportunistic', { mustEncrypt: false }],
    ['smtp://mail.example.com:25?tls=required', { mustEncrypt: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2_525 }],
  ])('%s is understood', (url, parts) => {
    expect(smtp(url)).toMatchObject(parts);
  });

  it.each([
    'mail.example.com',
    'https://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?tls=never',
    'smtp://mail.example.com?ignoreTLS=true',
    'smtp://mail.example.com#x',
  ])('%s is a fault that says what to write', (url) => {
    expect(() => smtp(url)).toThrow(SettingsError);
    expect(() => smtp(url)).toThrow('SMTP_URL must be a URL such as');
  });

  it('writes as the console, or as SMTP_FROM says', () => {
    const PUBLIC_URL = 'https://releases.example.com';
    expect(smtp('smtp://m', { PUBLIC_URL })?.from).toBe(
      'Release Console <release-console@releases.example.com>',
    );
    expect(smtp('smtp://m', { SMTP_FROM: 'a@example.com' })?.from).toBe('a@example.com');
    expect(() => smtp('smtp://m', { SMTP_FROM: 'a@b\nBcc: c@d' })).toThrow('SMTP_FROM');
    expect(() => smtp('smtp://m', { SMTP_FROM: 'nobody' })).toThrow('SMTP_FROM');
  });
});
