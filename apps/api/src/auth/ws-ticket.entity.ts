import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('ws_tickets')
export class WsTicketEntity {
  @PrimaryColumn('text', { name: 'ticket_hash', primaryKeyConstraintName: 'pk_ws_tickets' })
  ticketHash: string;
  @ForeignKey('sessions', { name: 'fk_ws_tickets_session_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'session_id' })
  sessionId: string;
  @ForeignKey('users', { name: 'fk_ws_tickets_user_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
