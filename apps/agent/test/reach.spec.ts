import { reachServer } from '../src/commands/reach.js';
import { parseConfig } from '../src/config/parse-config.js';
import { FakeConsole } from './fake-console.js';
import { TestHost } from './test-host.js';

it('whether a server answers is never asked with an enrolment token, also where there are several', async () => {
  const host = new TestHost();
  const consoles = [new FakeConsole(), new FakeConsole()] as const;
  try {
    const [strange, known] = [await consoles[0].start(), await consoles[1].start()];
    const parsed = parseConfig({
      servers: [strange.url, known.url.replace('//', '//somebody:secret@')],
      stateDir: host.stateDir,
      enrolmentToken: 'used up by one question',
      bins: {},
    });
    if (!parsed.ok) throw new Error(parsed.faults.join());
    expect(await reachServer(parsed.config)).toContain(known.url);
    expect([strange.syncs.length, known.syncs.length]).toEqual([0, 1]);
  } finally {
    await Promise.all(consoles.map((console) => console.stop()));
    await host.remove();
  }
});
