import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The vendor's words for who gives a workspace its numbers: only webexCalling does it here. */
export const CALLING_TYPES = [
  'freeCalling',
  'webexCalling',
  'webexEdgeForDevices',
  'thirdPartySipCalling',
  'none',
] as const;
export type CallingType = (typeof CALLING_TYPES)[number];
export const CALLING_LICENCES = ['professional', 'common_area'] as const;
export type CallingLicence = (typeof CALLING_LICENCES)[number];

/** A room, lobby or desk with a phone, in a location. */
@Entity('workspaces')
export class Workspace {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'location_id' })
  locationId: string;

  /** Unknown when only its numbers were imported. */
  @Column('text', { nullable: true })
  name: string | null;

  @Column('text', { name: 'calling_type', default: 'webexCalling' })
  callingType: CallingType;

  /** Null: unknown, which counts as professional. */
  @Column('text', { name: 'calling_licence', nullable: true })
  callingLicence: CallingLicence | null;

  /** Null: none, or unknown. */
  @Column('uuid', { name: 'licence_id', nullable: true })
  licenceId: string | null;

  @Column('boolean', { name: 'distinctive_ring_enabled', default: false })
  distinctiveRingEnabled: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;
}
