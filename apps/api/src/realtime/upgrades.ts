import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer, type WebSocket } from 'ws';
import { SessionActors, WsTickets } from '../auth/index.js';
import { Clock } from '../platform/clock/index.js';
import { isOwnOrigin, type HttpServer } from '../platform/http/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { Connection } from './connection.js';
import { ConnectionKeeper } from './connection-keeper.js';
import { Connections } from './connections.js';
import { carryOnWithoutUpgrade, refuseUpgrade } from './refused-upgrade.js';

const PATH = '/api/v1/ws';
const MAX_MESSAGE_BYTES = 4_096;

/** Turns requests for `/api/v1/ws` into connections, on the port of everything else. */
@Injectable()
export class Upgrades implements OnModuleInit {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly host: HttpAdapterHost,
    private readonly clock: Clock,
    private readonly tickets: WsTickets,
    private readonly actors: SessionActors,
    private readonly connections: Connections,
    private readonly keeper: ConnectionKeeper,
  ) {}

  onModuleInit(): void {
    const { server } = this.host.httpAdapter.getInstance<HttpServer>();
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const url = new URL(request.url ?? '/', 'http://unused');
      if (request.headers.upgrade?.toLowerCase() !== 'websocket')
        carryOnWithoutUpgrade(server as Server, request, socket, head);
      else if (url.pathname !== PATH)
        refuseUpgrade(socket, 404, 'NOT_FOUND', 'There is nothing at this address.');
      else void this.admit(request, socket, head, url.searchParams.get('ticket') ?? '');
    });
  }

  private async admit(request: IncomingMessage, socket: Duplex, head: Buffer, ticket: string): Promise<void> {
    if (this.keeper.isStopping)
      return refuseUpgrade(socket, 503, 'STOPPING', 'The console stops. Try again shortly.');
    // A page elsewhere could open a connection in the name of whoever looks at it; browsers always say where they are.
    if (!isOwnOrigin(request.headers, this.settings.publicUrl)) {
      return refuseUpgrade(
        socket,
        403,
        'FOREIGN_ORIGIN',
        'This address answers pages of the console only. Check PUBLIC_URL.',
      );
    }
    try {
      const claims = await this.tickets.redeem(ticket);
      const actor = claims && (await this.actors.load(claims));
      if (!actor)
        return refuseUpgrade(
          socket,
          401,
          'TICKET_UNKNOWN',
          'This ticket was used, has expired or never was. Get a new one.',
        );
      this.sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.connect(webSocket, new Connection(claims, actor, webSocket, this.clock.millis())),
      );
    } catch {
      refuseUpgrade(socket, 503, 'UNAVAILABLE', 'The database does not answer. Try again shortly.');
    }
  }

  private connect(webSocket: WebSocket, connection: Connection): void {
    webSocket.on('message', (data, isBinary) => {
      if (!isBinary) this.connections.receive(connection, (data as Buffer).toString('utf8'));
    });
    webSocket.on('close', () => this.connections.remove(connection));
    webSocket.on('error', () => webSocket.terminate());
    this.connections.add(connection);
  }
}
