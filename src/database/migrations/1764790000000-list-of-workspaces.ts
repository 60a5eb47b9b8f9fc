import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The workspaces of an organization in one order, those in no location among them. */
export class ListOfWorkspaces1764790000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = ListOfWorkspaces1764790000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ix_workspaces_organization ON workspaces (organization_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_workspaces_organization');
  }
}
