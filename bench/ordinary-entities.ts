import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

// The record as entities with relations: only what the ordinary server reads.

@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  uuid: string;

  @Column('text', { name: 'object_id' })
  objectId: string;

  @Column('text', { nullable: true })
  name: string | null;
}

@Entity('locations')
export class Location {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { nullable: true })
  name: string | null;

  @Column('text', { name: 'routing_prefix', nullable: true })
  routingPrefix: string | null;
}

@Entity('users')
export class User {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'object_id' })
  objectId: string;

  @Column('text', { name: 'full_name', nullable: true })
  fullName: string | null;

  @Column('text', { nullable: true })
  email: string | null;
}

@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid')
  id: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id' })
  organization: Organization;

  @ManyToOne(() => Location)
  @JoinColumn({ name: 'location_id' })
  location: Location;

  @Column('text', { nullable: true })
  name: string | null;

  @Column('boolean', { name: 'distinctive_ring_enabled' })
  distinctiveRingEnabled: boolean;

  @Column({ type: 'timestamptz', name: 'removed_at', nullable: true })
  removedAt: Date | null;
}

@Entity('phone_numbers')
export class PhoneNumber {
  @PrimaryColumn('bigint')
  id: string;

  @Column('text')
  e164: string;
}

@Entity('number_assignments')
export class Assignment {
  @PrimaryColumn('bigint')
  id: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id' })
  organization: Organization;

  @ManyToOne(() => User, { nullable: true })
  @JoinColumn({ name: 'user_id' })
  user: User | null;

  @ManyToOne(() => Workspace, { nullable: true })
  @JoinColumn({ name: 'workspace_id' })
  workspace: Workspace | null;

  @ManyToOne(() => PhoneNumber, { nullable: true })
  @JoinColumn({ name: 'phone_number_id' })
  number: PhoneNumber | null;

  @Column('text', { nullable: true })
  extension: string | null;

  @Column('text', { nullable: true })
  line: string | null;

  @Column('text', { nullable: true })
  provider: string | null;

  @Column('boolean', { name: 'receives_calls' })
  receivesCalls: boolean;

  @Column('boolean', { name: 'is_default', nullable: true })
  isDefault: boolean | null;

  @Column('text', { nullable: true })
  label: string | null;

  @Column('integer', { name: 'list_position' })
  listPosition: number;

  @Column({ type: 'timestamptz', name: 'held_since' })
  heldSince: Date;

  @Column({ type: 'timestamptz', name: 'valid_to', nullable: true })
  validTo: Date | null;
}

export const ORDINARY_ENTITIES = [Organization, Location, User, Workspace, PhoneNumber, Assignment];
