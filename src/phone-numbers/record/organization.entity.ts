import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A tenant, known to two vendors by two ids that share nothing. */
@Entity('organizations')
export class Organization {
  /** Internal, never on the wire: the two wire ids can be joined later. */
  @PrimaryColumn('uuid')
  id: string;

  /** The workspaces face's id. */
  @Column('uuid')
  uuid: string;

  /** The organizations face's id: 24 lower-case hex digits. */
  @Column('text', { name: 'object_id' })
  objectId: string;

  /** Unknown when only users' JSON was imported. */
  @Column('text', { nullable: true })
  name: string | null;

  @Column('text', { name: 'may_add_numbers', default: 'none' })
  mayAddNumbers: 'none' | 'own_countries' | 'any';

  /** Days of 24 hours that a released number rests before somebody else may have it. */
  @Column('integer', { name: 'number_rest_days', default: 0 })
  numberRestDays: number;

  /** When this record first knew it. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;
}
