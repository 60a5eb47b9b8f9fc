import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';

/** 400: what stands in the path is no id in any spelling. */
export class InvalidOrganizationId extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'invalid_organization_id',
      message: 'Invalid organizationId',
      details: 'Expected 24 hexadecimal digits or a UUID',
    });
  }
}

/** An organization as a path names it. Throws InvalidOrganizationId. */
@Injectable()
export class OrganizationIdPipe implements PipeTransform<string, OrganizationId> {
  transform(text: string): OrganizationId {
    const id = organizationIdFrom(text);
    if (!id) throw new InvalidOrganizationId();
    return id;
  }
}
