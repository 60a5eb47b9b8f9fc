"""What the clients read of a record that nobody changes: lists, pages, details, and every filter."""


def read_by_wxc(wxc):
    """What the program that starts this compares with what it put into the record."""
    me = wxc.people.me()
    locations = list(wxc.locations.list())
    people = list(wxc.people.list(calling_data=True, max=2))
    workspaces = list(wxc.workspaces.list(max=1))
    licences = wxc.licenses.list()
    lines = [line for place in workspaces for line in wxc.workspace_settings.numbers.read(place.workspace_id).phone_numbers]
    of_first = wxc.licenses.assigned_users(licences[0].license_id, includeAssignedTo='user', limit=1)
    return {
        'me': me.display_name,
        'people': sorted(person.display_name for person in people),
        'details': sorted(wxc.people.details(person.person_id).display_name for person in people),
        'organizations': [organization.display_name for organization in wxc.organizations.list()],
        'locations': sorted(location.name for location in locations),
        'calling': sorted(wxc.telephony.location.details(location.location_id).name for location in locations),
        'workspaceLocations': sorted(place.display_name for place in wxc.workspace_locations.list()),
        'workspaces': sorted(workspace.display_name for workspace in workspaces),
        'numbersOfWorkspaces': sorted(line.external for line in lines),
        'licences': {licence.name: licence.consumed_units for licence in licences},
        'licensed': sorted(user.display_name for user in of_first),
        'inventory': sorted(number.phone_number for number in wxc.telephony.phone_numbers() if number.phone_number),
    }


def read_by_other(other):
    return {
        'me': other.people.me().displayName,
        'people': sorted(person.displayName for person in other.people.list(max=2)),
        'organizations': [organization.displayName for organization in other.organizations.list()],
        'licences': sorted(licence.name for licence in other.licenses.list()),
    }


def compare_alike(wxc, other, same):
    """What is told in two ways is the same; `same` compares."""
    [organization] = wxc.organizations.list(calling_data=True)
    org_id = organization.org_id
    same('organization', wxc.organizations.details(org_id, calling_data=True), organization)
    same('organization by the other', other.organizations.get(org_id).displayName, organization.display_name)
    calling = list(wxc.telephony.location.list(org_id=org_id))
    for location in calling:
        same('calling of a location', wxc.telephony.location.details(location.location_id), location)
        if location.connection:
            read = wxc.telephony.pstn.read(location.location_id)
            same('route', (read.route_type, read.route_id), (location.connection.type, location.connection.id))
    for location in wxc.locations.list(org_id=org_id, max=1):
        same('location', wxc.locations.details(location.location_id, org_id=org_id), location)
        same('location by id', list(wxc.locations.list(location_id=location.location_id)), [location])
        if location.name:
            same('location by name', wxc.locations.by_name(location.name), location)
        same('floors', wxc.locations.list_floors(location.location_id), [])
    names = [location.name or '' for location in wxc.telephony.location.list(order='asc')]
    same('telephony locations', names, sorted(location.name or '' for location in calling))
    same('descending', [location.name or '' for location in wxc.telephony.location.list(order='desc')], names[::-1])
    for licence in wxc.licenses.list(org_id=org_id):
        same('licence', wxc.licenses.details(licence.license_id), licence)
        same('licence by the other', other.licenses.get(licence.license_id).name, licence.name)
    compare_people(wxc, other, same)
    compare_workspaces(wxc, same, org_id)
    empty = [wxc.jobs.manage_numbers, wxc.devices, wxc.telephony.callpark_extension, wxc.telephony.prem_pstn.trunk]
    for part in [*empty, wxc.telephony.virtual_lines, wxc.telephony.jobs.update_routing_prefix]:
        same(type(part).__name__, list(part.list(org_id=org_id)), [])


def compare_people(wxc, other, same):
    people = list(wxc.people.list())
    same('one person a page', list(wxc.people.list(max=1)), people)
    for person in people:
        same('person', wxc.people.details(person.person_id), person)
        same('person by uuid', wxc.people.details(person.person_id_uuid), person)
        for email in person.emails:
            same('person by e-mail', list(wxc.people.list(email=email)), [person])
        if person.display_name:
            same('person by name', list(wxc.people.list(display_name=person.display_name)), [person])
        by_id = list(wxc.people.list(id_list=[person.person_id]))
        same('people by id', [one.user_name for one in by_id], person.emails or [None])
        same('person by the other', other.people.get(person.person_id).displayName, person.display_name)
        known = wxc.people.details(person.person_id, calling_data=True)
        if known.location_id:
            numbers = wxc.person_settings.numbers.read(person.person_id, prefer_e164_format=True).phone_numbers
            same('extension', [one.extension for one in numbers if one.primary], [known.extension])
            there = list(wxc.people.list(location_id=known.location_id, calling_data=True))
            same('location of a person', known in there, True)
            compare_inventory_of(wxc, same, person.person_id, numbers)
    same('nobody with such a role', list(wxc.people.list(roles='none', exclude_status=True)), [])


def compare_inventory_of(wxc, same, owner, numbers):
    """The inventory tells of a holder what the holder's own list does."""
    told = {(one.phone_number, one.extension, one.esn) for one in wxc.telephony.phone_numbers(owner_id=owner)}
    same('inventory of a person', told, {(one.direct_number, one.extension, one.esn) for one in numbers})


def compare_workspaces(wxc, same, org_id):
    workspaces = list(wxc.workspaces.list(org_id=org_id))
    same('one workspace a page', list(wxc.workspaces.list(max=1)), workspaces)
    for workspace in workspaces:
        workspace_id = workspace.workspace_id
        same('workspace', wxc.workspaces.details(workspace_id, include_devices=False), workspace)
        same('devices', wxc.workspaces.details(workspace_id, include_devices=True).devices, [])
        same('capabilities', wxc.workspaces.capabilities(workspace_id).model_dump(exclude_none=True), {})
        if workspace.calling.type == 'webexCalling':
            numbers = wxc.workspace_settings.numbers.read(workspace_id, org_id=org_id)
            same('numbers', (numbers.workspace.id, numbers.location.id), (workspace_id, workspace.location_id))
            told = {(one.phone_number, one.extension, one.esn) for one in wxc.telephony.phone_numbers(owner_id=workspace_id)}
            same('inventory of a workspace', told, {(one.external, one.extension, one.esn) for one in numbers.phone_numbers})


def compare_filters(wxc, same):
    """Of the plain organization, whose workspaces are alike."""
    workspaces = list(wxc.workspaces.list())
    ids = sorted(one.workspace_id for one in workspaces)
    of = lambda **filters: sorted(one.workspace_id for one in wxc.workspaces.list(**filters))  # noqa: E731
    place = workspaces[0]
    for filters in (
        {'display_name': 'Room', 'calling': 'webexCalling', 'supported_devices': 'collaborationDevices'},
        {'location_id': place.location_id, 'workspace_location_id': place.workspace_location_id},
        {'workspace_type': 'notSet', 'capacity': -1, 'calendar': 'none', 'device_platform': 'cisco'},
        {'device_hosted_meetings_enabled': False, 'include_devices': True, 'include_capabilities': True},
        {'planned_maintenance': 'off'},
    ):
        same(f'workspaces {filters}', of(**filters), ids)
    for filters in (
        {'floor_id': 'F1'},
        {'capacity': 3},
        {'calendar': 'google'},
        {'device_platform': 'microsoftTeamsRoom'},
        {'health_level': 'ok'},
        {'planned_maintenance': 'on'},
        {'custom_attribute': 'colour:red'},
    ):
        same(f'workspaces {filters}', of(**filters), [])
    same('telephony location by name', [one.name for one in wxc.telephony.location.list(name='ann')], ['Annex'])
