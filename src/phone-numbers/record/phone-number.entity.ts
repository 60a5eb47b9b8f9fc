import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const NUMBER_STATES = ['ACTIVE', 'INACTIVE'] as const;
export type NumberState = (typeof NUMBER_STATES)[number];

/** A PSTN number: one row for ever, the row that every writer locks. */
@Entity('phone_numbers')
export class PhoneNumber {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text')
  e164: string;

  /** Null: in nobody's inventory. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column('uuid', { name: 'location_id', nullable: true })
  locationId: string | null;

  /** Whether the number is in service; says nothing about who holds it. */
  @Column('text', { default: 'ACTIVE' })
  state: NumberState;

  @Column('boolean', { name: 'is_mobile', default: false })
  isMobile: boolean;

  /** The vendor's number of a service, for example for a contact centre. */
  @Column('boolean', { name: 'is_service', default: false })
  isService: boolean;

  /** Whether somebody receives its calls; the database keeps it. */
  @Column('boolean', { name: 'is_held', default: false })
  isHeld: boolean;

  /** When somebody last ceased to receive its calls, while nobody does; minus infinity: never. The database keeps it. */
  @Column({ type: 'timestamptz', name: 'released_at', precision: 3, default: '-infinity' })
  releasedAt: Date | number;
}
