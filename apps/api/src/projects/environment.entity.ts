import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('environments')
@Unique('uq_environments_project_id_code', ['projectId', 'code'])
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
  @Column('integer', { name: 'required_approvals', default: 0 })
  requiredApprovals: number;
  @Column('integer', { name: 'rollback_window_hours', default: 72 })
  rollbackWindowHours: number;
}
