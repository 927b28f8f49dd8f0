import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

export const DAMAGES = ['missing', 'changed', 'unreadable'] as const;
export type Damage = (typeof DAMAGES)[number];

/** When the stored bytes of a sha256 were last read through, and what was wrong with them. */
@Entity('blob_checks')
@Check('ck_blob_checks_damage', `"damage" IN ('missing', 'changed', 'unreadable')`)
export class BlobCheckEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_blob_checks' })
  sha256: string;
  @Column('timestamptz', { name: 'checked_at', nullable: true })
  checkedAt: Date | null;
  /** Until then one process reads it; a process that dies keeps it for no longer. */
  @Column('timestamptz', { name: 'claimed_until', nullable: true })
  claimedUntil: Date | null;
  @Column('text', { nullable: true })
  damage: Damage | null;
  @Column('timestamptz', { name: 'damaged_at', nullable: true })
  damagedAt: Date | null;
}
