"""Two clients that nobody here wrote, unmodified, make their first calls; prints what they read, as JSON."""

import json
import sys

origin, token = sys.argv[1:3]

from wxc_sdk import WebexSimpleApi
from wxc_sdk.as_rest import AsRestSession
from wxc_sdk.rest import RestSession

RestSession.BASE = AsRestSession.BASE = f'{origin}/v1'
wxc = WebexSimpleApi(tokens=token)
me = wxc.people.me()
locations = list(wxc.locations.list())
people = list(wxc.people.list(calling_data=True, max=2))
workspaces = list(wxc.workspaces.list(max=1))
licences = wxc.licenses.list()
read = {
    'me': me.display_name,
    'people': sorted(person.display_name for person in people),
    'details': sorted(wxc.people.details(person.person_id).display_name for person in people),
    'organizations': [organization.display_name for organization in wxc.organizations.list()],
    'locations': sorted(location.name for location in locations),
    'calling': sorted(wxc.telephony.location.details(location.location_id).name for location in locations),
    'workspaceLocations': sorted(place.display_name for place in wxc.workspace_locations.list()),
    'workspaces': sorted(workspace.display_name for workspace in workspaces),
    'numbersOfWorkspaces': sorted(
        line.external for place in workspaces for line in wxc.workspace_settings.numbers.read(place.workspace_id).phone_numbers
    ),
    'licences': {licence.name: licence.consumed_units for licence in licences},
    'licensed': sorted(user.display_name for user in wxc.licenses.assigned_users(licences[0].license_id, includeAssignedTo='user', limit=1)),
    'inventory': sorted(number.phone_number for number in wxc.telephony.phone_numbers() if number.phone_number),
}

from webexpythonsdk import WebexAPI

other = WebexAPI(access_token=token, base_url=f'{origin}/v1/')
same = {
    'me': other.people.me().displayName,
    'people': sorted(person.displayName for person in other.people.list(max=2)),
    'organizations': [organization.displayName for organization in other.organizations.list()],
    'licences': sorted(licence.name for licence in other.licenses.list()),
}
print(json.dumps({'wxc_sdk': read, 'webexpythonsdk': same}))
