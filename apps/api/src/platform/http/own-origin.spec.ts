import { isOwnOrigin } from './own-origin.js';

describe('whose page asks', () => {
  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['the public address', 'https://console.example', 'internal:8080', true],
    ['the address that was asked', 'http://10.0.0.5:8080', '10.0.0.5:8080', true],
    ['the same behind TLS', 'https://other.example', 'other.example', true],
    ['another case', 'http://HOST:1', 'Host:1', true],
    ['another host', 'https://evil.example', 'console.example', false],
    ['another port', 'http://10.0.0.5:9', '10.0.0.5:8080', false],
    ['a longer name', 'https://console.example.evil.example', 'console.example', false],
    ['an opaque origin', 'null', 'console.example', false],
    ['no web page', 'chrome-extension://console.example', 'console.example', false],
    ['nothing', undefined, 'console.example', false],
    ['no host', 'http://a', undefined, false],
  ])('%s', (_name, origin, host, expected) => {
    const headers = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) };
    expect(isOwnOrigin(headers, 'https://console.example/')).toBe(expected);
  });
});
