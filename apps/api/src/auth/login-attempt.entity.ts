import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Failures that count against one limit: of an account, an address, both together, or a known device. */
@Entity('login_attempts')
export class LoginAttemptEntity {
  @PrimaryColumn('text', { name: 'source_hash', primaryKeyConstraintName: 'pk_login_attempts' })
  sourceHash: string;
  @Column('integer')
  failures: number;
  @Column('timestamptz', { name: 'window_started_at' })
  windowStartedAt: Date;
}
