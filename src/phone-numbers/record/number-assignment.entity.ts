import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const PROVIDERS = ['twilio', 'sinch', 'textgrid'] as const;
export type Provider = (typeof PROVIDERS)[number];
export const RING_PATTERNS = ['NORMAL', 'LONG_LONG', 'SHORT_SHORT_LONG', 'SHORT_LONG_SHORT'] as const;
export type RingPattern = (typeof RING_PATTERNS)[number];

/**
 * Who holds what, from when to when. A provider line (user, number, provider) or a calling line
 * (number, extension or both, primary or alternate, location). A row is only ever closed, never rewritten.
 */
@Entity('number_assignments')
export class NumberAssignment {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  /** A closed row keeps the organization that it was closed in. */
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'user_id', nullable: true })
  userId: string | null;

  @Column('uuid', { name: 'workspace_id', nullable: true })
  workspaceId: string | null;

  @Column('bigint', { name: 'phone_number_id', nullable: true })
  phoneNumberId: string | null;

  @Column('uuid', { name: 'location_id', nullable: true })
  locationId: string | null;

  @Column('text', { nullable: true })
  extension: string | null;

  @Column('text', { nullable: true })
  line: 'primary' | 'alternate' | null;

  @Column('text', { nullable: true })
  provider: Provider | null;

  /** False: for outbound caller id only, which never blocks a receiving holder. */
  @Column('boolean', { name: 'receives_calls', default: true })
  receivesCalls: boolean;

  @Column('boolean', { name: 'is_default', nullable: true })
  isDefault: boolean | null;

  @Column('text', { nullable: true })
  label: string | null;

  @Column('text', { name: 'ring_pattern', nullable: true })
  ringPattern: RingPattern | null;

  /** Start of the unbroken run of rows of this holder and number; an edit copies it. */
  @Column({ type: 'timestamptz', name: 'held_since', precision: 3 })
  heldSince: Date;

  /** The entry's place in its holder's list as imported; an edit copies it. */
  @Column('integer', { name: 'list_position', default: 0 })
  listPosition: number;

  @Column({ type: 'timestamptz', name: 'valid_from', precision: 3 })
  validFrom: Date;

  /** Null: current. */
  @Column({ type: 'timestamptz', name: 'valid_to', precision: 3, nullable: true })
  validTo: Date | null;

  @Column('bigint', { name: 'opened_by' })
  openedBy: string;

  @Column('bigint', { name: 'closed_by', nullable: true })
  closedBy: string | null;

  /** A row that was held since the same instant ended as this one began: the holding itself is older. */
  @Column('boolean', { default: false })
  continues: boolean;

  /** The holder kept the number as this row ended: an edit, no release. */
  @Column('boolean', { default: false })
  continued: boolean;
}
