import { LiveConnection, type ConnectionState, type Socket } from './live-connection';
import type { LiveEvent } from './messages';

class FakeSocket implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly sent: unknown[] = [];
  isClosed = false;

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const event = (seq: number): object => ({ type: 'event', seq, topic: 'release', id: 'r1', projectId: 'p1' });
const tick = () => jest.advanceTimersByTimeAsync(0);

function setUp() {
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const events: LiveEvent[] = [];
  const port = { isUp: true, isReachable: true, gaps: 0 };
  const connection = new LiveConnection({
    openSocket: async () => {
      if (!port.isUp) throw new Error('refused');
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    isReachable: async () => port.isReachable,
    onEvent: (message) => events.push(message),
    onGap: () => (port.gaps += 1),
    onState: (state) => states.push(state),
    random: () => 0,
    nowMs: () => 1_000,
  });
  const last = () => sockets[sockets.length - 1] as FakeSocket;
  return { connection, sockets, states, events, port, last };
}

describe('LiveConnection', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is live after the greeting, and has what is on screen asked again once', async () => {
    const { connection, states, port, last } = setUp();
    connection.start();
    await tick();
    last().say({ type: 'hello', epoch: 'e', seq: 7 });
    expect(states).toEqual([{ kind: 'live' }]);
    expect(port.gaps).toBe(1);
    connection.stop();
  });

  it('answers pings, drops what it does not understand, and takes each event once and in order', async () => {
    const { connection, events, last } = setUp();
    connection.start();
    await tick();
    const socket = last();
    socket.say({ type: 'hello', epoch: 'e', seq: 7 });
    socket.say({ type: 'ping' });
    socket.say({ type: 'from-a-newer-server' });
    for (const seq of [7, 8, 8, 9]) socket.say(event(seq));
    expect(socket.sent).toEqual([{ type: 'pong' }]);
    expect(events.map(({ seq }) => seq)).toEqual([8, 9]);
    connection.stop();
  });

  it('resumes where it was when the line comes back', async () => {
    const { connection, states, events, port, last } = setUp();
    connection.start();
    await tick();
    last().say({ type: 'hello', epoch: 'e', seq: 7 });
    last().say(event(8));
    last().onclose?.();
    expect(states[states.length - 1]).toEqual({ kind: 'reconnecting' });
    await jest.advanceTimersByTimeAsync(1_000);
    last().say({ type: 'hello', epoch: 'e', seq: 12 });
    expect(last().sent).toEqual([{ type: 'resume', epoch: 'e', seq: 8 }]);
    last().say(event(9));
    expect(events.map(({ seq }) => seq)).toEqual([8, 9]);
    expect(port.gaps).toBe(1);
    connection.stop();
  });

  /** The second line of a page that had heard 90, with an event that came before the answer to its question. */
  async function overtaken() {
    const all = setUp();
    all.connection.start();
    await tick();
    all.last().say({ type: 'hello', epoch: 'e', seq: 90 });
    all.last().onclose?.();
    await jest.advanceTimersByTimeAsync(1_000);
    all.last().say({ type: 'hello', epoch: 'e', seq: 92 });
    all.last().say(event(93));
    const comeBack = async (): Promise<unknown> => {
      all.last().onclose?.();
      await jest.advanceTimersByTimeAsync(1_000);
      all.last().say({ type: 'hello', epoch: 'e', seq: 99 });
      return all.last().sent[0];
    };
    return { ...all, comeBack };
  }

  it('takes what it missed also when a later event overtook it', async () => {
    const { connection, events, last, comeBack } = await overtaken();
    for (const seq of [91, 92, 93]) last().say(event(seq));
    last().say({ type: 'resumed', seq: 93 });
    for (const seq of [93, 94]) last().say(event(seq));
    expect(events.map(({ seq }) => seq)).toEqual([93, 91, 92, 93, 94]);
    expect(await comeBack()).toEqual({ type: 'resume', epoch: 'e', seq: 94 });
    connection.stop();
  });

  it('asks again for what it missed when the line broke before all of it had come', async () => {
    const { connection, last, comeBack } = await overtaken();
    last().say(event(91));
    expect(await comeBack()).toEqual({ type: 'resume', epoch: 'e', seq: 90 });
    connection.stop();
  });

  it('goes on from where the server is when that has forgotten', async () => {
    const { connection, port, last, comeBack } = await overtaken();
    last().say({ type: 'resync' });
    last().say({ type: 'resumed', seq: 93 });
    expect(port.gaps).toBe(2);
    expect(await comeBack()).toEqual({ type: 'resume', epoch: 'e', seq: 93 });
    connection.stop();
  });

  it('has everything asked again when the server began anew or has forgotten', async () => {
    const { connection, port, last } = setUp();
    connection.start();
    await tick();
    last().say({ type: 'hello', epoch: 'e', seq: 7 });
    last().onclose?.();
    await jest.advanceTimersByTimeAsync(1_000);
    last().say({ type: 'hello', epoch: 'another', seq: 2 });
    expect(last().sent).toEqual([]);
    last().say({ type: 'resync' });
    expect(port.gaps).toBe(3);
    connection.stop();
  });

  it('takes 30 seconds of silence for a dead line', async () => {
    const { connection, states, last } = setUp();
    connection.start();
    await tick();
    const socket = last();
    socket.say({ type: 'hello', epoch: 'e', seq: 7 });
    await jest.advanceTimersByTimeAsync(29_000);
    socket.say({ type: 'ping' });
    await jest.advanceTimersByTimeAsync(29_000);
    expect(states).toEqual([{ kind: 'live' }]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(states[states.length - 1]).toEqual({ kind: 'reconnecting' });
    expect(socket.isClosed).toBe(true);
    connection.stop();
  });

  it('polls after the third failure, is offline when nobody answers at all, and recovers', async () => {
    const { connection, states, port, last } = setUp();
    port.isUp = false;
    connection.start();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(states.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['reconnecting', 'polling']));
    port.isReachable = false;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(states[states.length - 1]).toEqual({ kind: 'offline', sinceMs: 1_000 });
    port.isUp = true;
    connection.retryNow();
    await tick();
    last().say({ type: 'hello', epoch: 'e', seq: 1 });
    expect(states[states.length - 1]).toEqual({ kind: 'live' });
    connection.stop();
  });

  it('opens nothing any more after it was stopped', async () => {
    const { connection, sockets, last } = setUp();
    connection.start();
    await tick();
    connection.stop();
    expect(last().isClosed).toBe(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });
});
