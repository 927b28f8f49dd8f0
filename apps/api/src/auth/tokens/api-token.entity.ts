import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Permission, Role } from '../../platform/auth-guard/index.js';

/** Stands for its owner, within its scope. Of the secret only a hash is kept. */
@Entity('api_tokens')
@Unique('uq_api_tokens_prefix', ['prefix'])
@Unique('uq_api_tokens_token_hash', ['tokenHash'])
export class ApiTokenEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_api_tokens' })
  id: string;
  /** Its public beginning, by which it is known again. */
  @Column('text')
  prefix: string;
  @Column('text', { name: 'token_hash' })
  tokenHash: string;
  @Column('text')
  name: string;
  @Index('ix_api_tokens_owner_id')
  @ForeignKey('users', { name: 'fk_api_tokens_owner_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;
  /** Of a service token: the project that it serves. */
  @Index('ix_api_tokens_project_id')
  @ForeignKey('projects', { name: 'fk_api_tokens_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id', nullable: true })
  projectId: string | null;
  /** Of a service token: its role in that project. */
  @Column('text', { nullable: true })
  role: Role | null;
  @Column('text', { array: true })
  permissions: Permission[];
  /** Of a personal token: the only projects in which it counts; null: all that its owner has. */
  @Column('uuid', { name: 'project_ids', array: true, nullable: true })
  projectIds: string[] | null;
  /** The token that made it, and with which it ends. */
  @Index('ix_api_tokens_parent_id')
  @ForeignKey('api_tokens', { name: 'fk_api_tokens_parent_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
