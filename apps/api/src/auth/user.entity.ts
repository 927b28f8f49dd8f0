import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('users')
@Unique('uq_users_email', ['email'])
export class UserEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_users' })
  id: string;
  /** Lower case, as `normalizeEmail` gives it. */
  @Column('text')
  email: string;
  @Column('text')
  name: string;
  /** Null for whoever signs in through a provider only. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;
  @Column('boolean', { name: 'is_admin', default: false })
  isAdmin: boolean;
  /** Whether a group of the provider made them one, and its loss takes it away. */
  @Column('boolean', { name: 'is_admin_by_group', default: false })
  isAdminByGroup: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
