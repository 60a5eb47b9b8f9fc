import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A site of an organization. */
@Entity('locations')
export class Location {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { nullable: true })
  name: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column('text', { nullable: true })
  country: string | null;

  /** Digits that, before an extension, make the ESN; unique in the organization. */
  @Column('text', { name: 'routing_prefix', nullable: true })
  routingPrefix: string | null;

  @Column('bigint', { name: 'main_phone_number_id', nullable: true })
  mainPhoneNumberId: string | null;

  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;
}
