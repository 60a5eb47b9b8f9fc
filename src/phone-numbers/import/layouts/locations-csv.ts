import { LOCATIONS_COLUMNS } from '../../csv/columns.js';
import { LONGEST_NAME } from '../../record/text-length.js';
import type { CsvRow } from '../csv-row.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { requiredLocationOf } from './location-columns.js';
import { organizationOf } from './organization-columns.js';

export const LOCATIONS_CSV = { ...LOCATIONS_COLUMNS, contentsOf };

/** Throws Refusal `bad_organization_id`, and what requiredLocationOf throws. */
function contentsOf(row: CsvRow): RowContent[] {
  return [
    {
      kind: 'location',
      ...organizationPart(organizationOf(row), row.freeText('organization_name', LONGEST_NAME)),
      ...requiredLocationOf(row),
    },
  ];
}
