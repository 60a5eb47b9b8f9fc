import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Units of a service that an organization has bought; people and workspaces that have it use one each. */
@Entity('licences')
export class Licence {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** As the vendor calls it, for example `Webex Calling - Professional`; unique in the organization. */
  @Column('text')
  name: string;

  @Column('integer', { name: 'total_units' })
  totalUnits: number;
}

/** A licence that a person has. */
@Entity('user_licences')
export class UserLicence {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'licence_id' })
  licenceId: string;
}
