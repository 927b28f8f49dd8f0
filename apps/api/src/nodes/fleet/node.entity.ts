import { Entity, PrimaryColumn } from 'typeorm';

/** For the foreign keys of other rooms; this room speaks SQL, so its migration is the only definition of its tables. */
@Entity('nodes', { synchronize: false })
export class NodeEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;
}
