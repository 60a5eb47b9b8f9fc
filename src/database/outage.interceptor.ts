import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable, throwError } from 'rxjs';
import { outageOf } from './driver-error.js';

/** Turns an outage of the database into a refusal with Retry-After, so that it is never taken for a bug (500). */
@Injectable()
export class OutageInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => outageOf(error) ?? error)));
  }
}
