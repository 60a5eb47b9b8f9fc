import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ValidationService } from '../../phone-numbers/inventory/validation.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LOCATION_ID, locationIdPipe } from '../../webex/path-ids.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { ExtensionsToValidate, ExtensionValidation } from './extension-validation.dto.js';
import { NumbersToValidate, NumberValidation } from './number-validation.dto.js';

const READ = 'spark-admin:telephony_config_read';
const WRITE = 'spark-admin:telephony_config_write';
const FAILURES = {
  400: 'A field or an id is not valid (errorCode 25008), or there is no JSON body (25024)',
  403: "The token lacks the scope or the role, or orgId is not the caller's to use",
  404: 'There is no such path',
};
const OF_LOCATION = { ...FAILURES, 404: 'There is no such location within reach' };

const NUMBERS_EXAMPLE = { phoneNumbers: ['+12145553567', '+1800'] };
const NUMBERS_ANSWER = NumberValidation.from([
  { text: '+12145553567', verdict: 'available', isTollFree: false },
  { text: '+1800', verdict: 'invalid', isTollFree: false },
]);
const EXTENSIONS_EXAMPLE = { extensions: ['12211', '911'] };
const EXTENSIONS_ANSWER = ExtensionValidation.from([
  { extension: '12211', verdict: 'valid' },
  { extension: '911', verdict: 'emergency' },
]);

/** What would be refused, told beforehand: these change nothing. */
@ApiTags('Numbers')
@Controller('v1/telephony/config')
export class ValidationController {
  constructor(private readonly validation: ValidationService) {}

  @Post('actions/validateNumbers/invoke')
  @HttpCode(200)
  @RequiresScope(WRITE, { roles: ['full_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'post_telephony_config_actions_validate_numbers',
    summary: 'Check whether numbers could be added',
    description:
      'Changes nothing. A number that another organization has is `Unavailable`, like one that a location ' +
      `administrator does not reach. Needs the scope \`${WRITE}\` and a full or location administrator.`,
  })
  @ApiQuery(ORG_ID)
  @ApiBody({ type: NumbersToValidate, examples: { two: { summary: 'Two numbers', value: NUMBERS_EXAMPLE } } })
  @ApiOkResponse({ type: NumberValidation, description: 'What of each number', example: NUMBERS_ANSWER })
  @ApiFailures(WebexErrorBody, FAILURES)
  async numbers(
    @Caller() caller: Principal,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { phoneNumbers }: NumbersToValidate,
  ): Promise<NumberValidation> {
    return NumberValidation.from(await this.validation.numbers(readReach(caller, target), phoneNumbers));
  }

  @Post('actions/validateExtensions/invoke')
  @HttpCode(200)
  @RequiresScope(READ, { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'post_telephony_config_actions_validate_extensions',
    summary: 'Check extensions for any location',
    description:
      'Changes nothing. An extension that some location has is valid: another one may have it, too. Needs the scope ' +
      `\`${READ}\` and a full, read-only or location administrator.`,
  })
  @ApiQuery(ORG_ID)
  @ApiBody({ type: ExtensionsToValidate, examples: { two: { summary: 'Two extensions', value: EXTENSIONS_EXAMPLE } } })
  @ApiOkResponse({ type: ExtensionValidation, description: 'What of each extension', example: EXTENSIONS_ANSWER })
  @ApiFailures(WebexErrorBody, FAILURES)
  async extensions(
    @Caller() caller: Principal,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { extensions }: ExtensionsToValidate,
  ): Promise<ExtensionValidation> {
    return ExtensionValidation.from(await this.validation.extensions(readReach(caller, target), extensions));
  }

  @Post('locations/:locationId/actions/validateExtensions/invoke')
  @HttpCode(200)
  @RequiresScope(WRITE, { roles: ['full_admin'] })
  @ApiOperation({
    operationId: 'post_telephony_config_locations_actions_validate_extensions',
    summary: 'Check whether lines of a location could have extensions',
    description: `Changes nothing. Needs the scope \`${WRITE}\` and a full administrator.`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiBody({ type: ExtensionsToValidate, examples: { two: { summary: 'Two extensions', value: EXTENSIONS_EXAMPLE } } })
  @ApiOkResponse({ type: ExtensionValidation, description: 'What of each extension', example: EXTENSIONS_ANSWER })
  @ApiFailures(WebexErrorBody, OF_LOCATION)
  async extensionsOf(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { extensions }: ExtensionsToValidate,
  ): Promise<ExtensionValidation> {
    const checked = await this.validation.extensions(readReach(caller, target), extensions, locationUuid);
    return ExtensionValidation.from(checked);
  }
}
