import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { userIdFrom, type UserId } from '../ids/user-id.js';

/** A user as a path names them. Throws InvalidParameter. */
@Injectable()
export class UserIdPipe implements PipeTransform<string, UserId> {
  transform(text: string): UserId {
    const id = userIdFrom(text);
    if (!id) throw new InvalidParameter('targetUserId', '24 hexadecimal digits or a UUID');
    return id;
  }
}
