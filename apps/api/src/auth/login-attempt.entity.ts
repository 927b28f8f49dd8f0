import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Failed sign-ins of one e-mail address from one network address. */
@Entity('login_attempts')
export class LoginAttemptEntity {
  @PrimaryColumn('text', { name: 'source_hash', primaryKeyConstraintName: 'pk_login_attempts' })
  sourceHash: string;
  @Column('integer')
  failures: number;
  @Column('timestamptz', { name: 'window_started_at' })
  windowStartedAt: Date;
}
