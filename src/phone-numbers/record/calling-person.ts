/** What the name of a licence for calling begins with (workspaces contract, 2.10). */
const CALLING_LICENCE = 'Webex Calling';

export const isCallingLicence = (name: string): boolean => name.startsWith(CALLING_LICENCE);

/** SQL: whether the person `u` has calling: they are in a location, and have a line there or a licence for one. */
export const HAS_CALLING = `(u.location_id IS NOT NULL AND (
             EXISTS (SELECT FROM number_assignments c
                      WHERE c.holder_id = u.id AND c.valid_to IS NULL AND c.line IS NOT NULL OFFSET 0)
             OR EXISTS (SELECT FROM user_licences h JOIN licences e ON e.id = h.licence_id
                         WHERE h.user_id = u.id AND e.name LIKE '${CALLING_LICENCE}%' OFFSET 0)))`;
