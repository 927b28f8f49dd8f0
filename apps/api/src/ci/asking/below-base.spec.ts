import { belowBase } from './below-base.js';

const BASE = 'https://ci.example.com/jenkins/';

describe('S25 an address of a file', () => {
  it.each([
    ['job/a/1/artifact/x.tar', `${BASE}job/a/1/artifact/x.tar`],
    [`${BASE}job/a/1/artifact/x%20y`, `${BASE}job/a/1/artifact/x%20y`],
    ['job/a/1/artifact/..x', `${BASE}job/a/1/artifact/..x`],
  ])('may be %s', (reference, url) => {
    expect(belowBase(BASE, reference).href).toBe(url);
  });

  it.each([
    'nulljob/a/1/artifact/x',
    'null/job/a',
    '/job/a/1',
    '//evil.example/x',
    '../x',
    'job/../../x',
    'job/%2e%2e/%2e%2e/x',
    'job/%252e%252e/x',
    'job/..%2f..%2fx',
    'job\\..\\x',
    'https://evil.example/jenkins/x',
    'https://ci.example.com/other/x',
    'https://ci.example.com/jenkins-other/x',
    'https://ci.example.com:8443/jenkins/x',
    'http://ci.example.com/jenkins/x',
    'https://user:password@ci.example.com/jenkins/x',
    'https://ci.example.com@evil.example/jenkins/x',
    'https://ci_example.com/jenkins/x',
    'file:///etc/passwd',
    'job/%',
  ])('may not be %s', (reference) => {
    expect(() => belowBase(BASE, reference)).toThrow(expect.objectContaining({ code: 'CI_URL_OUTSIDE' }));
  });
});
