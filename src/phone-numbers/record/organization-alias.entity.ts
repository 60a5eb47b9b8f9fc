import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What an issuer of tokens calls an organization; for another organization there is a new row. */
@Entity('organization_aliases')
export class OrganizationAlias {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  issuer: string;

  @Column('text', { name: 'external_id' })
  externalId: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3 })
  addedAt: Date;

  @Column('bigint', { name: 'added_by' })
  addedBy: string;

  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;

  @Column('bigint', { name: 'removed_by', nullable: true })
  removedBy: string | null;
}
