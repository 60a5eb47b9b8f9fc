"""The inventory under every filter, and the lists of available numbers, each against the whole inventory."""

def compare_inventory(wxc, same):
    """Each filter leaves what the whole list says that it leaves."""
    org_id = wxc.people.me().org_id
    every = list(wxc.telephony.phone_numbers(org_id=org_id))
    numbers = [one for one in every if one.phone_number]
    held, free = [one for one in numbers if one.owner], [one for one in numbers if not one.owner]
    only_extensions = [one for one in every if not one.phone_number]
    of = lambda **filters: list(wxc.telephony.phone_numbers(**filters))  # noqa: E731
    like = lambda test: [one for one in every if test(one)]  # noqa: E731
    one = held[0]
    for filters, expected in (
        ({'max': 2}, every),
        ({'location_id': one.location.id}, like(lambda it: it.location.id == one.location.id)),
        ({'phone_number': one.phone_number}, [one]),
        ({'available': True}, free),
        ({'available': False}, like(lambda it: it.owner)),
        ({'assigned': True}, like(lambda it: it.owner)),
        ({'assigned': False}, free),
        ({'owner_id': one.owner.owner_id}, like(lambda it: it.owner and it.owner.owner_id == one.owner.owner_id)),
        ({'owner_type': 'PLACE'}, like(lambda it: it.owner and it.owner.owner_type == 'PLACE')),
        ({'owner_type': 'PEOPLE'}, like(lambda it: it.owner and it.owner.owner_type == 'PEOPLE')),
        ({'owner_type': 'HUNT_GROUP'}, []),
        ({'owner_name': one.owner.display_name}, like(lambda it: it.owner and it.owner.display_name == one.owner.display_name)),
        ({'extension': only_extensions[0].extension}, like(lambda it: it.extension == only_extensions[0].extension)),
        ({'number_type': 'EXTENSION'}, only_extensions),
        ({'number_type': 'NUMBER'}, numbers),
        ({'number_type': 'NUMBER', 'available': True}, free),
        ({'phone_number_type': 'PRIMARY'}, like(lambda it: it.phone_number_type == 'PRIMARY')),
        ({'phone_number_type': 'ALTERNATE'}, like(lambda it: it.phone_number_type == 'ALTERNATE')),
        ({'phone_number_type': 'FAX'}, []),
        ({'state': 'ACTIVE'}, like(lambda it: it.state == 'ACTIVE')),
        ({'state': 'INACTIVE'}, like(lambda it: it.state == 'INACTIVE')),
        ({'toll_free_numbers': True}, like(lambda it: it.toll_free_number)),
        ({'included_telephony_type': 'PSTN_NUMBER'}, like(lambda it: it.included_telephony_types != 'MOBILE_NUMBER')),
        ({'included_telephony_type': 'MOBILE_NUMBER'}, like(lambda it: it.included_telephony_types == 'MOBILE_NUMBER')),
        ({'service_number': True}, like(lambda it: it.is_service_number)),
        ({'restricted_non_geo_numbers': True}, []),
        ({'reserved_number': True}, []),
        ({'elin_enabled': True}, []),
    ):
        same(f'inventory {filters}', of(**filters), expected)
    for order in ('dn', 'lastName', 'extension'):
        same(f'in the order of {order}', sorted(map(str, of(order=order))), sorted(map(str, every)))
    details = wxc.telephony.phone_number_details(org_id=org_id)
    counted = (details.total, details.assigned, details.un_assigned, details.extension_only)
    same('counts', counted, (len(every), len(held), len(free), len(only_extensions)))


def compare_available(wxc, same):
    """What is free or held for somebody is what the inventory has in their location."""
    org_id = wxc.people.me().org_id
    numbers = [one for one in wxc.telephony.phone_numbers() if one.phone_number]
    person = next(iter(wxc.people.list(calling_data=True)))
    workspace = next(iter(wxc.workspaces.list(location_id=person.location_id)))
    here = [one for one in numbers if one.location.id == person.location_id]
    texts = lambda some: sorted(one.phone_number for one in some if one.phone_number)  # noqa: E731
    free, held = texts(one for one in here if not one.owner), texts(one for one in here if one.owner)
    same('primary', texts(wxc.person_settings.available_numbers.primary(location_id=person.location_id, org_id=org_id)), free)
    licence = {'license_type': 'Webex Calling Professional', 'phone_number': free[:1]}
    same('primary of a licence', texts(wxc.person_settings.available_numbers.primary(**licence)), free[:1])
    of_workspaces = wxc.workspace_settings.available_numbers
    same('available', texts(of_workspaces.available(location_id=person.location_id, max=1)), free)
    for owner, available in ((person.person_id, wxc.person_settings.available_numbers), (workspace.workspace_id, of_workspaces)):
        for method in (available.secondary, available.fax_message):
            same(method.__qualname__, texts(method(owner, org_id=org_id)), free)
            same(method.__qualname__, texts(method(owner, phone_number=free[:1])), free[:1])
        for method in (available.call_forward, available.ecbn, available.call_intercept):
            same(method.__qualname__, texts(method(owner, org_id=org_id, max=1)), held)
            same(method.__qualname__, texts(method(owner, phone_number=held[:1], owner_name='Room')), held[:1])
        for method in (available.call_forward, available.call_intercept):
            same(method.__qualname__, list(method(owner, extension='99999')), [])
    of_location = wxc.telephony.location
    for method, expected in (
        (of_location.phone_numbers, free + held),
        (of_location.webex_go_available_phone_numbers, free),
        (of_location.ecbn_available_phone_numbers, held),
        (of_location.call_intercept_available_phone_numbers, free + held),
        (of_location.charge_number_available_phone_numbers, free + held),
        (of_location.phone_numbers_available_for_external_caller_id, texts(numbers)),
    ):
        same(method.__qualname__, texts(method(person.location_id, org_id=org_id)), sorted(expected))
        same(method.__qualname__, texts(method(person.location_id, phone_number=expected[:1])), expected[:1])
