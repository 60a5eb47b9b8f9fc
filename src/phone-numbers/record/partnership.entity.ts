import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type PartnerAccess = 'read' | 'full';

/** A customer organization lets a partner organization act on it; another access or expiry is a new row. */
@Entity('partnerships')
export class Partnership {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'customer_id' })
  customerId: string;

  @Column('uuid', { name: 'partner_id' })
  partnerId: string;

  @Column('text', { default: 'full' })
  access: PartnerAccess;

  /** By the database's clock; null: until revoked. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3, nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'timestamptz', name: 'granted_at', precision: 3 })
  grantedAt: Date;

  @Column('bigint', { name: 'granted_by' })
  grantedBy: string;

  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt: Date | null;

  @Column('bigint', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;
}
