import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** More than the buffers of a connection hold, so that a client that reads nothing keeps it open. */
export const STALLING_BYTES = 24 * 1024 ** 2;

/** A download whose client reads nothing. */
export interface StalledDownload {
  readonly status: number;
  /** Did the server close the connection in time, before the whole file was sent? */
  isCutWithin(withinMs: number): Promise<boolean>;
  stop(): void;
}

export async function stallDownload(
  server: Server,
  authorization: string,
  file: string,
): Promise<StalledDownload> {
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const target = { host: '127.0.0.1', port, path: `/api/v1/download/${file}`, agent: false };
    httpRequest({ ...target, headers: { authorization } }, resolve)
      .on('error', reject)
      .end();
  });
  response.pause();
  response.on('error', () => undefined);
  const socket = await accepted;
  const closed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
  return {
    status: response.statusCode ?? 0,
    async isCutWithin(withinMs) {
      const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), withinMs).unref());
      if (!(await Promise.race([closed, late]))) return false;
      await new Promise((resolve) => response.once('close', resolve).resume());
      return !response.complete;
    },
    stop: () => void response.destroy(),
  };
}
