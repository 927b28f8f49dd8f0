import { payloadOf } from './realtime.js';

describe('what is sent through the database', () => {
  const event = { topic: 'release', id: 'r', projectId: 'p' } as const;

  it('carries the patch when it fits', () => {
    expect(JSON.parse(payloadOf({ ...event, patch: { status: 'paused' } }))).toEqual({
      ...event,
      patch: { status: 'paused' },
    });
  });

  it('leaves away a patch that PostgreSQL would refuse, counted in bytes', () => {
    const patch = { text: '发'.repeat(2_620) };
    expect(JSON.stringify({ ...event, patch }).length).toBeLessThan(7_900);
    expect(JSON.parse(payloadOf({ ...event, patch }))).toEqual(event);
  });
});
