import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { AccessClaims } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';
import { WsTicketEntity } from './ws-ticket.entity.js';

@Injectable()
export class WsTicketsRepository {
  async create(tx: Tx, ticket: WsTicketEntity): Promise<void> {
    await tx.insert(WsTicketEntity, ticket);
  }

  /** Taken by exactly one of all who ask, on whichever replica. */
  async take(tx: Tx, ticketHash: string, now: Date): Promise<AccessClaims | undefined> {
    const [rows] = await tx.query<[AccessClaims[], number]>(
      'DELETE FROM ws_tickets WHERE ticket_hash = $1 AND expires_at > $2 RETURNING user_id AS "userId", session_id AS "sessionId"',
      [ticketHash, now],
    );
    return rows[0];
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.delete(WsTicketEntity, { expiresAt: LessThan(now) });
  }
}
