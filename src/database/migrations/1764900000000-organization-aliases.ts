import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an issuer of tokens calls an organization (docs/decisions/0032). Another organization for the same name is a removed
 * row and a new one, as with partnerships.
 */
export class OrganizationAliases1764900000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = OrganizationAliases1764900000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organization_aliases (
        id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_organization_aliases PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT fk_organization_aliases_organization REFERENCES organizations (id),
        issuer          text NOT NULL CONSTRAINT ck_organization_aliases_issuer CHECK (length(issuer) BETWEEN 1 AND 255),
        external_id     text NOT NULL
                        CONSTRAINT ck_organization_aliases_external_id CHECK (length(external_id) BETWEEN 1 AND 255),
        added_at        timestamptz(3) NOT NULL,
        added_by        bigint NOT NULL CONSTRAINT fk_organization_aliases_added REFERENCES changes (id),
        removed_at      timestamptz(3),
        removed_by      bigint CONSTRAINT fk_organization_aliases_removed REFERENCES changes (id),
        CONSTRAINT ck_organization_aliases_removal CHECK ((removed_at IS NULL) = (removed_by IS NULL))
      );
      CREATE UNIQUE INDEX uq_organization_aliases_current ON organization_aliases (issuer, external_id)
        WHERE removed_at IS NULL;
      CREATE TRIGGER tr_organization_aliases_removed BEFORE UPDATE ON organization_aliases
        FOR EACH ROW WHEN (OLD.removed_at IS NOT NULL) EXECUTE FUNCTION that_is_final();
      GRANT SELECT, INSERT (organization_id, issuer, external_id, added_at, added_by),
        UPDATE (removed_at, removed_by) ON organization_aliases TO linebook_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE organization_aliases');
  }
}
