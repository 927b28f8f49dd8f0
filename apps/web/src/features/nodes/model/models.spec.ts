import { joinCommand, joinConfig } from './join-config';
import { isLabelText, labelTexts, parseLabels } from './labels';
import { LIFECYCLES, movesFrom } from './node-looks';

it('reads labels as they are written, the last one winning', () => {
  expect(parseLabels(['region=north', 'isp=a=b', 'region=south'])).toEqual({ region: 'south', isp: 'a=b' });
  expect(labelTexts({ b: '2', a: '1' })).toEqual(['a=1', 'b=2']);
  expect(['region=north', 'region', '=x', 'a b=c'].map(isLabelText)).toEqual([true, false, false, false]);
});

it('gives a file that the agent can read, with nothing that it may touch yet', () => {
  const config: unknown = JSON.parse(joinConfig('https://console.example', 'rce_secret'));
  expect(config).toMatchObject({
    servers: ['https://console.example/api/v1'],
    enrolmentToken: 'rce_secret',
    bins: {},
  });
});

it('writes the token into a file and not into a command line that others can see', () => {
  const lines = joinCommand('https://console.example', 'rce_secret').split('\n');
  const start = lines[lines.length - 1];
  expect(start).toContain('agent.cjs run --config');
  expect(start).not.toContain('rce_secret');
  expect(lines[0]).toContain('umask 077');
});

it('offers no way to adopt by changing the lifecycle', () => {
  expect(movesFrom('observing')).not.toContain('active');
  for (const lifecycle of LIFECYCLES) expect(movesFrom(lifecycle)).not.toContain(lifecycle);
});
