import { Column, Entity, PrimaryColumn } from 'typeorm';

export const PSTN_CONNECTIONS = ['LOCAL_GATEWAY', 'NON_INTEGRATED_CCP', 'INTEGRATED_CCP', 'CISCO_PSTN'] as const;
export type PstnConnection = (typeof PSTN_CONNECTIONS)[number];

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

  @Column('text', { name: 'address_1', nullable: true })
  address1: string | null;

  @Column('text', { name: 'address_2', nullable: true })
  address2: string | null;

  @Column('text', { nullable: true })
  city: string | null;

  @Column('text', { nullable: true })
  state: string | null;

  @Column('text', { name: 'postal_code', nullable: true })
  postalCode: string | null;

  /** Of the IANA database. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;

  @Column('text', { name: 'preferred_language', nullable: true })
  preferredLanguage: string | null;

  @Column('text', { name: 'announcement_language', nullable: true })
  announcementLanguage: string | null;

  /** Degrees. */
  @Column('float8', { nullable: true })
  latitude: number | null;

  @Column('float8', { nullable: true })
  longitude: number | null;

  @Column('text', { nullable: true })
  notes: string | null;

  @Column('boolean', { name: 'is_calling_enabled', default: true })
  isCallingEnabled: boolean;

  /** Shown beside the main number. */
  @Column('text', { name: 'caller_name', nullable: true })
  callerName: string | null;

  @Column('text', { name: 'external_caller_name', nullable: true })
  externalCallerName: string | null;

  @Column('text', { name: 'outside_dial_digit', nullable: true })
  outsideDialDigit: string | null;

  @Column('boolean', { name: 'enforces_outside_dial_digit', default: false })
  enforcesOutsideDialDigit: boolean;

  /** Null: not set up, or unknown. */
  @Column('text', { name: 'pstn_connection', nullable: true })
  pstnConnection: PstnConnection | null;

  /** Of a local gateway. */
  @Column('text', { name: 'pstn_route_type', nullable: true })
  pstnRouteType: 'TRUNK' | 'ROUTE_GROUP' | null;

  @Column('uuid', { name: 'pstn_route_id', nullable: true })
  pstnRouteId: string | null;

  /** When this record first knew it. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;
}
