import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { COUNTRY_FORM, isCountry } from '../../phone-numbers/record/e164.js';
import { IsClearableText } from './location-fields.js';

const LONGEST_LINE = 256;
const LONGEST_CODE = 32;

/** Where a location is (workspaces contract, 2.7). */
@ApiSchema({
  name: 'LocationAddressUpdate',
  description: 'As a whole: what it leaves out is cleared, but for the country.',
})
export class LocationAddressUpdate {
  @IsClearableText(LONGEST_LINE, 'Street and number.')
  address1?: string | null;

  @IsClearableText(LONGEST_LINE, 'A second line.')
  address2?: string | null;

  @IsClearableText(LONGEST_LINE, 'City.')
  city?: string | null;

  @IsClearableText(LONGEST_LINE, 'State or province.')
  state?: string | null;

  @IsClearableText(LONGEST_CODE, 'Postal code.')
  postalCode?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    ...COUNTRY_FORM,
    example: 'US',
    description: 'ISO 3166-1 alpha-2: how numbers are written there. Left out: as it is.',
  })
  @IsOptional()
  @IsTextFor((text) => (isCountry(text) ? text : undefined), 'a country code of two letters, in upper case')
  country?: string | null;

  /** In the core's words. */
  static columnsOf({ address1, address2, city, state, postalCode, country }: LocationAddressUpdate) {
    const lines = { address1, address2, city, state, postalCode };
    const cleared = Object.fromEntries(Object.entries(lines).map(([name, text]) => [name, text || null]));
    return { ...(cleared as Record<keyof typeof lines, string | null>), ...(country && { country }) };
  }
}
