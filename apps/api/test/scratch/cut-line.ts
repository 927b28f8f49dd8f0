import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to the database that can be cut so that neither end is told: what is said on it arrives nowhere. */
export class CutLine {
  private readonly all = new Set<Socket>();
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server = createServer((near) => this.join(near));
  private target = new URL('postgres://unused');

  /** The address of the database by way of this line. */
  async openTo(url: string): Promise<string> {
    this.target = new URL(url);
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((this.server.address() as AddressInfo).port);
    return through.href;
  }

  /** Those who talk now are cut off; whoever calls anew gets through. Answers how many that are. */
  cut(): number {
    const cut = [...this.pairs];
    this.pairs.clear();
    for (const ends of cut)
      for (const end of ends) {
        end.unpipe();
        end.removeAllListeners('data');
        // Read on, so that neither end notices that nobody does.
        end.resume();
      }
    return cut.length;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.all) socket.destroy();
  }

  private join(near: Socket): void {
    const far = connect(Number(this.target.port || 5432), this.target.hostname);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const end of pair) {
      this.all.add(end);
      end.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
    near.on('close', () => this.part(pair, far));
    far.on('close', () => this.part(pair, near));
  }

  private part(pair: readonly [Socket, Socket], other: Socket): void {
    if (this.pairs.delete(pair)) other.destroy();
  }
}
