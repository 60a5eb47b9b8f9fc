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
export const WORKSPACE_TYPES = ['notSet', 'focus', 'huddle', 'meetingRoom', 'open', 'desk', 'other'] as const;
export type WorkspaceType = (typeof WORKSPACE_TYPES)[number];
export const SUPPORTED_DEVICES = ['collaborationDevices', 'phones'] as const;
export type SupportedDevices = (typeof SUPPORTED_DEVICES)[number];
/** People. */
export const LARGEST_CAPACITY = 1_000_000;

/** A room, lobby or desk, with a phone where it has calling. */
@Entity('workspaces')
export class Workspace {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Null: in none, and so without calling. */
  @Column('uuid', { name: 'location_id', nullable: true })
  locationId: string | null;

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

  /** How many people fit in. Null: not said. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('text', { nullable: true })
  type: WorkspaceType | null;

  @Column('text', { nullable: true })
  notes: string | null;

  @Column('text', { name: 'supported_devices', default: 'collaborationDevices' })
  supportedDevices: SupportedDevices;

  /** Whoever sits down there has their own number: it needs none of its own. */
  @Column('boolean', { name: 'is_hot_desk', default: false })
  isHotDesk: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;
}
