import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('projects')
@Unique('uq_projects_code', ['code'])
export class ProjectEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_projects' })
  id: string;
  @Column('text')
  code: string;
  @Column('text')
  name: string;
  @Column('text', { default: '' })
  description: string;
  @Column('text', { default: '' })
  owner: string;
  @Column('text', { name: 'repository_url', default: '' })
  repositoryUrl: string;
  @Column('text', { name: 'build_tool', default: '' })
  buildTool: string;
  @Column('text', { name: 'deployment_type', default: 'hosts' })
  deploymentType: 'hosts';
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;
  /** Grows with each change of the project or its environments. */
  @Column('integer', { default: 1 })
  revision: number;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
