import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';

/** 400: a handler that takes a body got none. */
export class MissingBody extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'missing_body',
      message: 'Invalid request body',
      details: 'Expected a JSON object',
    });
  }
}

/** 400: a handler that takes a body got one that is not a JSON object. */
export class InvalidBody extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'invalid_body',
      message: 'Invalid request body',
      details: 'Expected a JSON object',
    });
  }
}

/** Before the validation, which takes a list for many objects, and nothing for an empty one. */
@Injectable()
export class ObjectBodyPipe implements PipeTransform<unknown> {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    if (type !== 'body') return value;
    if (value === undefined) throw new MissingBody();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidBody();
    return value;
  }
}
