import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { checkedBody } from './checked-body.js';

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

/**
 * Bodies only: an object, and then what its DTO says of it. All else that a handler takes has a pipe or a parser of its own.
 */
@Injectable()
export class ObjectBodyPipe implements PipeTransform<unknown> {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type !== 'body') return value;
    if (value === undefined) throw new MissingBody();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidBody();
    return checkedBody(metadata.metatype as Type<object>, value);
  }
}
