import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { Mailer } from './mailer.js';

const MAIL = {
  to: ['a@example.com', 'b@example.com'],
  subject: 'Betreff 审批',
  text: 'line',
  html: '<p>line</p>',
  messageId: 'one@console.example.com',
  inReplyTo: 'zero@console.example.com',
};

/** A real mail server; `refuse` says with what it answers which recipient. */
async function withServer<T>(
  options: SMTPServerOptions & { readonly refuse?: Readonly<Record<string, number>> },
  work: (port: number, got: readonly string[]) => Promise<T>,
): Promise<T> {
  const got: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    ...options,
    onRcptTo: ({ address }, _, done) => {
      const code = options.refuse?.[address];
      done(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        got.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await work((server.server.address() as AddressInfo).port, got);
  } finally {
    await new Promise<void>((closed) => server.close(() => closed()));
  }
}

function mailer(port: number, more: object = {}): Mailer {
  const smtp = {
    host: '127.0.0.1',
    port,
    isSecure: false,
    mustEncrypt: false,
    user: undefined,
    from: 'Console <console@example.com>',
    ...more,
  };
  return new Mailer({ smtp });
}

describe('mail', () => {
  it('arrives with what makes it known again', async () => {
    await withServer({}, async (port, got) => {
      expect(await mailer(port).send(MAIL)).toMatchObject({ isTaken: true, status: 250 });
      expect(got[0]).toContain('Message-ID: <one@console.example.com>');
      expect(got[0]).toContain('In-Reply-To: <zero@console.example.com>');
      expect(got[0]).toContain('Auto-Submitted: auto-generated');
      expect(got[0]).toContain('From: Console <console@example.com>');
    });
  });

  it('has one header each, whatever stands in the subject', async () => {
    await withServer({}, async (port, got) => {
      await mailer(port).send({ ...MAIL, subject: 'a\r\nBcc: evil@example.com' });
      expect(got[0]).not.toMatch(/^Bcc:/m);
    });
  });

  it.each([
    [451, false],
    [550, true],
  ])('that is refused with %d is refused for good: %s', async (code, isFinal) => {
    const refuse = { 'a@example.com': code, 'b@example.com': code };
    const answer = await withServer({ refuse }, (port) => mailer(port).send(MAIL));
    expect(answer).toMatchObject({ isTaken: false, isFinal, status: code });
  });

  it('is taken when some are, and says who is not', async () => {
    const refuse = { 'a@example.com': 550 };
    const answer = await withServer({ refuse }, (port) => mailer(port).send(MAIL));
    expect(answer).toMatchObject({ isTaken: true });
    expect(answer.text).toContain('rejected: a@example.com');
  });

  it('names who would take it another time, and not who never will', async () => {
    const again = async (a: number | undefined, b: number): Promise<readonly unknown[]> => {
      const refuse = { ...(a === undefined ? {} : { 'a@example.com': a }), 'b@example.com': b };
      const said = await withServer({ refuse }, (port) => mailer(port).send(MAIL));
      return [said.isTaken, said.isFinal, said.again];
    };
    expect(await again(undefined, 451)).toEqual([true, false, ['b@example.com']]);
    expect(await again(undefined, 550)).toEqual([true, false, []]);
    expect(await again(550, 451)).toEqual([false, false, ['b@example.com']]);
    expect(await again(451, 451)).toEqual([false, false, MAIL.to]);
    expect(await again(550, 551)).toEqual([false, true, []]);
  });

  it('ends in time, however slowly the server speaks', async () => {
    const onMailFrom: SMTPServerOptions['onMailFrom'] = (_, __, done) => void setTimeout(done, 500);
    const answer = await withServer({ onMailFrom }, (port) => {
      const slow = mailer(port);
      slow.deadlineMs = 100;
      return slow.send(MAIL);
    });
    expect(answer).toMatchObject({ isTaken: false, isFinal: false, status: null, again: MAIL.to });
  });

  it('waits where the server does not know the console', async () => {
    const user = { name: 'u', password: 'wrong' };
    const onAuth: SMTPServerOptions['onAuth'] = (_, __, done) =>
      done(Object.assign(new Error('no'), { responseCode: 535 }));
    const options = { onAuth, allowInsecureAuth: true };
    const answer = await withServer(options, (port) => mailer(port, { user }).send(MAIL));
    expect(answer).toMatchObject({ isTaken: false, isFinal: false });
  });

  it('goes to nobody who does not encrypt, when it must', async () => {
    const answer = await withServer({}, (port, got) =>
      mailer(port, { mustEncrypt: true })
        .send(MAIL)
        .then((said) => ({ ...said, got: got.length })),
    );
    expect(answer).toMatchObject({ isTaken: false, isFinal: false, got: 0 });
  });

  it('waits where nobody answers', async () => {
    const port = await withServer({}, (used) => Promise.resolve(used));
    expect(await mailer(port).send(MAIL)).toMatchObject({ isTaken: false, isFinal: false, status: null });
  });

  it('is for an administrator to set up', async () => {
    await expect(new Mailer({ smtp: undefined }).send(MAIL)).rejects.toMatchObject({ code: 'MAIL_NOT_SET' });
  });
});
