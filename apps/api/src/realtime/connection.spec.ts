import { Actor } from '../platform/auth-guard/index.js';
import { Connection, RESYNC, type Wire } from './connection.js';

class SlowWire implements Wire {
  bufferedAmount = 0;
  readonly sent: string[] = [];
  send(text: string): void {
    this.sent.push(text);
    this.bufferedAmount += text.length;
  }
  close(): void {
    this.bufferedAmount = 0;
  }
  terminate(): void {
    this.bufferedAmount = 0;
  }
}

const claims = { userId: 'u', sessionId: 's' };
const member = new Actor('u', 'Someone', 'u@example.com', false, [{ projectId: 'p1', role: 'viewer' }]);
const admin = new Actor('u', 'Someone', 'u@example.com', true, []);
const nobody = new Actor('u', 'Someone', 'u@example.com', false, []);

describe('a connection', () => {
  it.each([
    [member, 'p1', true],
    [member, 'p2', false],
    [member, null, true],
    [nobody, null, false],
    [nobody, 'p1', false],
    [admin, 'p2', true],
    [admin, null, true],
  ])('%# hears only of what its person may see', (actor, projectId, expected) => {
    const wire = new SlowWire();
    const event = { seq: 1, topic: 'project', id: 'x', projectId } as const;
    new Connection(claims, actor, wire, 0).offer(event, 'frame');
    expect(wire.sent).toEqual(expected ? ['frame'] : []);
  });

  it('F46 holds at most a mebibyte for a slow reader, then drops, then says resync', () => {
    const wire = new SlowWire();
    const connection = new Connection(claims, admin, wire, 0);
    const frame = 'x'.repeat(10_000);
    for (let index = 0; index < 1_000; index += 1) connection.send(frame);
    expect(wire.bufferedAmount).toBeLessThanOrEqual(1024 ** 2 + frame.length);
    const heard = wire.sent.length;
    wire.bufferedAmount = 100_000;
    connection.send(frame);
    expect(wire.sent).toHaveLength(heard);
    wire.bufferedAmount = 0;
    connection.send('next');
    expect(wire.sent.slice(heard)).toEqual([RESYNC, 'next']);
  });

  it('F46 says resync without a further event', () => {
    const wire = new SlowWire();
    const connection = new Connection(claims, admin, wire, 0);
    wire.bufferedAmount = 2 * 1024 ** 2;
    connection.send('lost');
    expect(connection.catchUp()).toBe(false);
    wire.bufferedAmount = 0;
    expect(connection.catchUp()).toBe(true);
    expect(wire.sent).toEqual([RESYNC]);
  });
});
