import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A switch that halts every release of a project, or of all. */
@Entity('emergency_stops')
@Index('emergency_stops_in_force', { synchronize: false })
export class EmergencyStop {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_emergency_stops' })
  id: string;
  /** Null: all projects. */
  @Column({ name: 'project_id', type: 'uuid', nullable: true })
  @ForeignKey('projects', { name: 'fk_emergency_stops_project_id' })
  projectId: string | null;
  @Column({ type: 'text' })
  reason: string;
  @Column({ name: 'stopped_by', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_emergency_stops_stopped_by' })
  stoppedBy: string;
  @Column({ name: 'stopped_at', type: 'timestamptz' })
  stoppedAt: Date;
  @Column({ name: 'lifted_by', type: 'uuid', nullable: true })
  @ForeignKey('users', { name: 'fk_emergency_stops_lifted_by' })
  liftedBy: string | null;
  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt: Date | null;
}
