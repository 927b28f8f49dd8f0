import type { ApprovalPolicy } from '@release-console/approval-policy';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('environments')
@Unique('uq_environments_project_id_code', ['projectId', 'code'])
@Check('ck_environments_promotion', '(promotion_from_id IS NULL) = (promotion_soak_hours IS NULL)')
export class EnvironmentEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_environments' })
  id: string;
  @ForeignKey('projects', { name: 'fk_environments_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id' })
  projectId: string;
  @Column('text')
  code: string;
  @Column('text')
  name: string;
  @Column('integer')
  position: number;
  @Column('boolean', { name: 'is_production', default: false })
  isProduction: boolean;
  @Column('jsonb', { name: 'approval_policy' })
  approvalPolicy: ApprovalPolicy;
  @Column('integer', { name: 'rollback_window_hours', default: 72 })
  rollbackWindowHours: number;
  /** Where a version must have completed before it may come here; null: nowhere. */
  @Column('uuid', { name: 'promotion_from_id', nullable: true })
  @ForeignKey('environments', { name: 'fk_environments_promotion_from_id' })
  promotionFromId: string | null;
  @Column('integer', { name: 'promotion_soak_hours', nullable: true })
  promotionSoakHours: number | null;
}
