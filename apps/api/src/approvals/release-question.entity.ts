import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What somebody wants to know before they decide, or what a maker answers. */
@Entity('release_questions')
export class ReleaseQuestionEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_release_questions' })
  id: string;
  @Index('ix_release_questions_release_id')
  @Column({ name: 'release_id', type: 'uuid' })
  @ForeignKey('releases', { name: 'fk_release_questions_release_id' })
  releaseId: string;
  @Column({ name: 'author_id', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_release_questions_author_id' })
  authorId: string;
  @Column({ type: 'text' })
  text: string;
  @Column({ type: 'timestamptz' })
  at: Date;
}
