import { proxyFor, readSettings } from './read-settings.js';

describe('what the environment says to rc', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'de_DE', RC_LANG: 'zh' }, 'zh'],
    [{ LANG: 'zh_CN', RC_LANG: 'en' }, 'en'],
  ])('%j is %s', (env, language) => {
    expect(readSettings(env).language).toBe(language);
  });

  it.each([
    [{ HOME: '/home/a' }, '/home/a/.config/release-console/rc.json'],
    [{ HOME: '/home/a', XDG_CONFIG_HOME: '/etc/a' }, '/etc/a/release-console/rc.json'],
    [{ HOME: '/home/a', XDG_CONFIG_HOME: 'relative' }, '/home/a/.config/release-console/rc.json'],
  ])('%j keeps the login in %s', (env, file) => {
    expect(readSettings(env).loginFile).toBe(file);
  });

  it('takes job and number from Jenkins', () => {
    const env = { JOB_NAME: 'team/构建 1', BUILD_NUMBER: '7' };
    expect(readSettings(env).build).toEqual({ job: 'team/构建 1', number: '7' });
    expect(readSettings({}).build).toEqual({ job: null, number: null });
  });

  it('takes an empty variable for none', () => {
    expect(readSettings({ RC_URL: '', RC_TOKEN: ' ', NO_COLOR: '' })).toMatchObject({
      url: null,
      token: null,
      isColorless: false,
    });
  });

  const env = {
    HTTPS_PROXY: 'http://proxy:3128',
    http_proxy: 'http://plain:3128',
    HTTP_PROXY: 'http://evil',
  };

  it.each([
    ['https://console.example.com', '', 'http://proxy:3128'],
    ['http://console.example.com', '', 'http://plain:3128'],
    ['https://console.example.com', 'example.com', null],
    ['https://console.example.com', 'other.com, .example.com', null],
    ['https://console.example.com', '*.example.com', null],
    ['https://console.example.com', 'console.example.com:8443', 'http://proxy:3128'],
    ['https://console.example.com:8443', 'console.example.com:8443', null],
    ['https://example.com', 'example.com', null],
    ['https://badexample.com', 'example.com', 'http://proxy:3128'],
    ['https://example.com', '*', null],
  ])('%s with NO_PROXY=%s goes through %s', (url, except, proxy) => {
    expect(proxyFor(new URL(url), readSettings({ ...env, NO_PROXY: except }).proxies)).toBe(proxy);
  });
});
