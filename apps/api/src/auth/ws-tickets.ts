import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import type { WsTicketAnswer } from './auth.dto.js';
import { hashSecret } from './refresh-tokens.js';
import { WsTicketsRepository } from './ws-tickets.repository.js';

const TICKET_SECONDS = 30;

/** Stands for an access token in the URL of a WebSocket, where a lasting token would end in logs. */
@Injectable()
export class WsTickets {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tickets: WsTicketsRepository,
  ) {}

  async issue(claims: AccessClaims): Promise<WsTicketAnswer> {
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.millis() + TICKET_SECONDS * 1000);
    await this.database.transaction((tx) =>
      this.tickets.create(tx, { ticketHash: hashSecret(ticket), ...claims, expiresAt }),
    );
    return { ticket, expiresIn: TICKET_SECONDS };
  }

  /** The claims of whoever asked for the ticket; undefined when it was used, has expired or never was. */
  async redeem(ticket: string): Promise<AccessClaims | undefined> {
    return this.database.transaction((tx) => this.tickets.take(tx, hashSecret(ticket), this.clock.now()));
  }
}
