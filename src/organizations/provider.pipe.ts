import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { PROVIDERS, type Provider } from '../phone-numbers/record/number-assignment.entity.js';

/** A provider as a path names it, in exactly this case. Throws InvalidParameter. */
@Injectable()
export class ProviderPipe implements PipeTransform<string, Provider> {
  transform(text: string): Provider {
    const provider = PROVIDERS.find((known) => known === text);
    if (!provider) throw new InvalidParameter('provider', `one of ${PROVIDERS.join(', ')}`);
    return provider;
  }
}
