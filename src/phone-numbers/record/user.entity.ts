import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in an organization, with two wire ids like the organization's. */
@Entity('users')
export class User {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  /** Internal, never on the wire. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  uuid: string;

  @Column('text', { name: 'object_id' })
  objectId: string;

  @Column('text', { name: 'full_name', nullable: true })
  fullName: string | null;

  @Column('text', { name: 'first_name', nullable: true })
  firstName: string | null;

  @Column('text', { name: 'last_name', nullable: true })
  lastName: string | null;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('uuid', { name: 'location_id', nullable: true })
  locationId: string | null;

  /** Of the calling lines. */
  @Column('boolean', { name: 'distinctive_ring_enabled', default: false })
  distinctiveRingEnabled: boolean;

  /** When this record first knew them. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  /** Removed people stay, so that history can name them. */
  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;

  /** Since then name, e-mail and labels are gone for good. */
  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true })
  erasedAt: Date | null;
}
