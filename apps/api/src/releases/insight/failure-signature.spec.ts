import fc from 'fast-check';
import { signatureOf } from './failure-signature.js';

const textOf = (message: string, names: readonly string[] = []): string =>
  signatureOf({ code: 'X', message }, names).text;

describe('the signature of a failure', () => {
  it.each([
    ['exit code 137 after 12.5 s', 'exit code <n> after <n> s'],
    ['GET https://cdn.example.com/a/b?x=1 answered 503', 'GET <url> answered <n>'],
    ['connect ECONNREFUSED 10.20.3.4:8443', 'connect ECONNREFUSED <address>'],
    ['no route to fe80::1ff:fe23:4567:890a', 'no route to <address>'],
    ['no space on /opt/app/releases/2.0.0/bin', 'no space on <path>'],
    ['cannot open C:\\apps\\edge\\run.exe', 'cannot open <path>'],
    ['expected 9f86d081884c7d65 but got sha256:e3b0c44298fc1c149afbf4c8', 'expected <hash> but got <hash>'],
    ['failed at 2026-11-25T10:00:01.123Z', 'failed at <time>'],
    ['request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 lost', 'request <id> lost'],
    ['bad   address\n0x7fff5fbff8c0', 'bad address <n>'],
    ['It did not become healthy.', 'It did not become healthy.'],
    ['the facade was added', 'the facade was added'],
    ['read/write failed and/or timed out', 'read/write failed and/or timed out'],
  ])('of "%s" is "%s"', (message, expected) => expect(textOf(message)).toBe(expected));

  it('does not hold the name of the node', () => {
    expect(textOf('edge-17.hz: port is taken', ['edge-17.hz', 'edge'])).toBe('<node>: port is taken');
  });

  it('is the same for messages that differ in a number, a hash, a path or an address', () => {
    const varied = fc.tuple(fc.nat(), fc.ipV4(), fc.uuid(), fc.stringMatching(/^[a-z]{1,8}$/));
    fc.assert(
      fc.property(varied, varied, (a, b) => {
        const [left, right] = [a, b].map(
          ([n, ip, id, name]) => `step ${n} on ${ip} (${id}) could not write /srv/${name}/${n}`,
        ) as [string, string];
        expect(textOf(left)).toBe(textOf(right));
      }),
    );
  });

  it('of a signature is itself, and never long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (message) => {
        const once = textOf(message);
        expect(once.length).toBeLessThanOrEqual(200);
      }),
    );
    const once = textOf('exit 137 at 10.0.0.1 in /opt/x, see https://x.example/1');
    expect(textOf(once)).toBe(once);
  });
});
