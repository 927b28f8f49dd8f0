import { isSigned } from '../../demo/standard-webhook.js';
import { callAt, countOf, kindOf } from './calls.js';

const source = { path: '/hook', secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` };
const at = 1_700_000_000;

describe('the calls of a storm', () => {
  it('are a fifth repeated and a twentieth forged', () => {
    expect(countOf('forged', 60_000)).toBe(3_000);
    expect(countOf('again', 60_000)).toBe(11_980);
    expect(countOf('new', 60_000)).toBe(45_020);
  });

  it('are repeated to the letter, and only what is new comes again', () => {
    for (let index = 0; index < 2_000; index += 1) {
      if (kindOf(index) !== 'again') continue;
      expect(kindOf(index - 99)).toBe('new');
      expect(callAt(index, source, at)).toEqual(callAt(index - 99, source, at));
    }
  });

  it('are signed, but for those that are forged', () => {
    for (const index of [0, 7, 27, 100, 101]) {
      const { headers = {}, body = '' } = callAt(index, source, at);
      expect(isSigned(source.secret, headers, body, at * 1_000)).toBe(kindOf(index) !== 'forged');
    }
  });
});
