import { createServer, type AddressInfo, type Socket } from 'node:net';

const ANSWERS: Readonly<Record<string, string>> = {
  EHLO: '250 fuzz',
  HELO: '250 fuzz',
  DATA: '354 go on',
  QUIT: '221 bye',
};

/** Takes every message and keeps none: no more of SMTP than a console says. */
export async function startFuzzedMailServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function talk(socket: Socket): void {
  let rest = '';
  let isMessage = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (isMessage && line !== '.') return;
    const verb = isMessage ? '.' : line.slice(0, 4).toUpperCase();
    isMessage = verb === 'DATA';
    say(ANSWERS[verb] ?? '250 OK');
    if (verb === 'QUIT') socket.end();
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
  say('220 fuzz');
}
