import { connect, type Socket } from 'node:net';

/** One connection on which anything can be said, valid HTTP or not. */
export class RawClient {
  received = '';
  /** Of this end; it is known no more once the connection has ended. */
  readonly port: number | undefined;
  readonly closed: Promise<number>;
  private readonly startedAt = performance.now();

  constructor(
    readonly socket: Socket,
    reads = true,
  ) {
    this.port = socket.localPort;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => resolve(performance.now() - this.startedAt));
    });
    socket.on('error', () => undefined);
    if (reads) socket.on('data', (data) => (this.received += data.toString('latin1')));
  }

  static async open(port: number, reads = true): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket, reads);
  }

  say(text: string): void {
    if (this.socket.writable) this.socket.write(text, 'latin1');
  }

  end(): void {
    this.socket.destroy();
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.received)?.[1] ?? 0);
  }
}

/** Says `text`, and waits until the other end has closed the connection or a while has passed. */
export async function sayTo(
  port: number,
  text: string,
  withinMs = 3_000,
): Promise<{ readonly isClosed: boolean; readonly status: number; readonly received: string }> {
  const client = await RawClient.open(port);
  client.say(text);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), withinMs)));
  const isClosed = await Promise.race([client.closed.then(() => true as const), late]);
  clearTimeout(timer);
  client.end();
  return { isClosed, status: client.status, received: client.received };
}
