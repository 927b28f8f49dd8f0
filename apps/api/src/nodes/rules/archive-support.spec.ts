import { canTake } from './archive-support.js';

describe('who is given an archive', () => {
  it.each([
    ['agent', '0.2.0', true],
    ['agent', '0.10.3', true],
    ['agent', '1.0.0', true],
    ['agent', '0.1.9', false],
    ['agent', 'something', false],
    ['agent', null, false],
    ['seed', '1.0.0', false],
    [null, '1.0.0', false],
  ] as const)('protocol %s, version %s: %s', (protocol, version, isGiven) => {
    expect(canTake('archive', protocol, version)).toBe(isGiven);
    expect(canTake('file', protocol, version)).toBe(true);
  });
});
