import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One accepted call that changed something. */
@Entity('changes')
export class Change {
  /** A bigint, which the driver gives as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column('text')
  action: string;

  /** By which way it came in. Null: from before this was written down. */
  @Column('text', { nullable: true })
  way: 'api' | 'cli' | 'console' | null;

  /** A token's subject, or `cli:<user of the operating system>`. */
  @Column('text')
  subject: string;

  /** Of the token. */
  @Column('text', { nullable: true })
  issuer: string | null;

  /** The caller's own organization. */
  @Column('uuid', { name: 'acting_organization_id', nullable: true })
  actingOrganizationId: string | null;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  /** The partner, or where somebody moved from. */
  @Column('uuid', { name: 'other_organization_id', nullable: true })
  otherOrganizationId: string | null;

  @Column('text', { name: 'tracking_id' })
  trackingId: string;

  /** Of the W3C trace that the call belonged to. */
  @Column('text', { name: 'trace_id', nullable: true })
  traceId: string | null;

  /** Ids and codes only: never a name, number or e-mail. */
  @Column('jsonb', { default: {} })
  details: Record<string, unknown>;
}
