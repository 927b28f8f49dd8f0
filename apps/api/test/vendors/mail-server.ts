import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface GotMail {
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real mail server that keeps what it takes. */
export class MailServer {
  readonly got: GotMail[] = [];
  /** Answers to the next mails instead of taking them. */
  readonly refusals: number[] = [];
  /** Answers to the next mails for an address instead of taking it. */
  readonly recipientRefusals = new Map<string, number[]>();
  private server: SMTPServer | undefined;

  async start(port = 0): Promise<this> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _, done) => {
        const code = this.recipientRefusals.get(address)?.shift();
        done(code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const code = this.refusals.shift();
          if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }));
          const to = session.envelope.rcptTo.map(({ address }) => address);
          const raw = Buffer.concat(chunks).toString();
          // Long lines and headers as they were before they were folded.
          this.got.push({ to, raw: raw.replace(/=\r\n/g, '').replace(/\r\n[ \t]+/g, ' ') });
          return done();
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
    this.server = server;
    return this;
  }

  get port(): number {
    return (this.server?.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((closed) => (this.server ? this.server.close(() => closed()) : closed()));
  }
}
