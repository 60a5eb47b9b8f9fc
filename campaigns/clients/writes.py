"""Every write of the clients, each compared with what the other client or the directory reads afterwards."""

from wxc_sdk.common import PatternAction, RingPattern
from wxc_sdk.licenses import LicenseProperties, LicenseRequest
from wxc_sdk.people import Person, PhoneNumber
from wxc_sdk.person_settings.numbers import UpdatePersonNumbers, UpdatePersonPhoneNumber
from wxc_sdk.telephony.location import CallingLineId, TelephonyLocation
from wxc_sdk.workspace_settings.numbers import UpdateWorkspacePhoneNumber
from wxc_sdk.workspaces import Workspace, WorkspaceCalling, WorkspaceWebexCalling

ADDRESS = {'address1': '1 Quay', 'city': 'Boston', 'state': 'MA', 'postal_code': '02101', 'country': 'US'}
NAMES = {'time_zone': 'America/New_York', 'preferred_language': 'en_US', 'announcement_language': 'en_US'}
NUMBERS = [f'+1617555010{digit}' for digit in range(10)]
IN_USE = 8363


class Writes:
    """They follow each other: what one makes the next one uses."""

    def __init__(self, wxc, other, directory, checks):
        self.wxc, self.other, self.directory, self.checks = wxc, other, directory, checks
        self.same, self.refused = checks.same, checks.refused
        self.org_id = wxc.people.me().org_id
        self.licence = next(one.license_id for one in wxc.licenses.list() if one.name.endswith('Professional'))

    def steps(self):
        """Each is called after the one before it."""
        return (
            self.location_made,
            self.location_changed,
            self.location_deleted,
            self.connection_changed,
            self.numbers_added,
            self.numbers_validated,
            self.main_number_and_prefix,
            self.workspace_lived,
            self.person_by_wxc,
            self.person_by_other,
            self.licence_assigned,
            self.numbers_removed,
        )

    def location_made(self):
        location_id = self.wxc.locations.create(name='Harbour', **ADDRESS, **NAMES, org_id=self.org_id)
        location = self.wxc.locations.details(location_id)
        known = (location.name, location.time_zone, location.address.model_dump(exclude_none=True))
        self.same('a new location', known, ('Harbour', NAMES['time_zone'], ADDRESS))
        self.refused('no calling yet', 404, lambda: self.wxc.telephony.location.details(location_id))
        self.same('enabled', self.wxc.telephony.location.enable_for_calling(location, org_id=self.org_id), location_id)
        self.same('with calling', self.wxc.telephony.location.details(location_id).name, 'Harbour')
        self.location = location_id

    def location_changed(self):
        settings = self.wxc.locations.details(self.location)
        settings.notes, settings.latitude, settings.address.address2 = 'Ring twice', 42.3, 'Floor 2'
        self.wxc.locations.update(self.location, settings, org_id=self.org_id)
        self.same('a changed location', self.wxc.locations.details(self.location), settings)

    def location_deleted(self):
        made = self.wxc.locations.create(name='Pier', **ADDRESS, **NAMES)
        self.wxc.locations.delete(made, org_id=self.org_id)
        self.refused('a deleted location', 404, lambda: self.wxc.locations.details(made))

    def connection_changed(self):
        pstn = self.wxc.telephony.pstn
        offered = pstn.list(self.location, service_types=['GEOGRAPHIC_NUMBERS'], org_id=self.org_id)
        self.same('two ways to the PSTN at least', len(offered) >= 2, True)
        for option in offered:
            if option.pstn_connection_type in (None, 'NON_INTEGRATED_CCP'):
                pstn.configure(self.location, id=option.id, org_id=self.org_id)
                self.same('a connection', pstn.read(self.location, org_id=self.org_id).id, option.id)
        trunk = 'Y2lzY29zcGFyazovL3VzL1RSVU5LL2MxYjE2ZTk1LTk0ZDEtNGMzMi05YjY3LTNkMzJjYjI1ZTBhMw'
        pstn.configure(self.location, premise_route_type='TRUNK', premise_route_id=trunk)
        read = pstn.read(self.location)
        self.same('a trunk', (read.route_type, read.route_id), ('TRUNK', trunk))
        self.same('in the details', self.wxc.telephony.location.details(self.location).connection.id, trunk)

    def numbers_added(self):
        number = self.wxc.telephony.location.number
        self.same('added', number.add(self.location, NUMBERS, org_id=self.org_id).errors, [])
        self.same('state', self.directory.number(NUMBERS[0]), ('INACTIVE', 'Harbour', []))
        number.activate(self.location, NUMBERS, org_id=self.org_id)
        self.same('activated', self.directory.number(NUMBERS[0]), ('ACTIVE', 'Harbour', []))
        number.manage_number_state(self.location, NUMBERS[9:], action='DEACTIVATE', org_id=self.org_id)
        self.same('deactivated', self.directory.number(NUMBERS[9]), ('INACTIVE', 'Harbour', []))
        number.manage_number_state(self.location, NUMBERS[9:])
        self.same('activated again', self.directory.number(NUMBERS[9]), ('ACTIVE', 'Harbour', []))
        self.refused('added twice', 409, lambda: number.add(self.location, NUMBERS[:1]), IN_USE)
        self.refused('removed without being there', 502, lambda: number.remove(self.location, ['+16175550199']))

    def numbers_validated(self):
        sent = [NUMBERS[0], '+16175550198', '+16175550198', '+1800']
        result = self.wxc.telephony.validate_phone_numbers(sent, org_id=self.org_id)
        states = [one.state for one in result.phone_numbers]
        self.same('numbers', states, ['Duplicate', 'Available', 'Duplicate In List', 'Invalid'])
        self.same('one number', self.wxc.telephony.validate_phone_numbers(['+16175550198']).ok, True)
        extensions = self.wxc.telephony.validate_extensions(['7777', '7777', '12x'])
        states = [one.state for one in extensions.extension_status]
        self.same('extensions', states, ['VALID', 'DUPLICATE_IN_LIST', 'INVALID'])
        here = self.wxc.telephony.location.validate_extensions(self.location, ['7777'], org_id=self.org_id)
        self.same('extensions of a location', here.ok, True)

    def main_number_and_prefix(self):
        location = self.wxc.telephony.location
        caller = CallingLineId(phone_number=NUMBERS[0], name='Harbour desk')
        settings = TelephonyLocation(calling_line_id=caller, routing_prefix='617', outside_dial_digit='9')
        self.same('no job', location.update(self.location, settings, org_id=self.org_id), None)
        read = location.details(self.location, org_id=self.org_id)
        self.same('calling line', (read.calling_line_id, read.routing_prefix), (caller, '617'))
        [main] = self.wxc.telephony.phone_numbers(phone_number=NUMBERS[0])
        self.same('main number', main.main_number, True)
        location.update(self.location, read)
        self.same('sent as it was read', location.details(self.location), read)
        taken = next(one.routing_prefix for one in location.list() if one.location_id != self.location)
        other = TelephonyLocation(routing_prefix=taken)
        self.refused('a prefix that is in use', 400, lambda: location.update(self.location, other))

    def numbers_removed(self):
        number = self.wxc.telephony.location.number
        self.refused('the main number', 400, lambda: number.remove(self.location, NUMBERS[:1]), 25089)
        number.remove(self.location, NUMBERS[1:6], org_id=self.org_id)
        number.remove(self.location, NUMBERS[6:])
        left = [one.phone_number for one in self.wxc.telephony.phone_numbers(location_id=self.location)]
        self.same('the rest is gone', left, NUMBERS[:1])
        self.same('in no inventory', self.directory.number(NUMBERS[1]), (None, None, []))

    def workspace_lived(self):
        calling = WorkspaceWebexCalling(
            phone_number=NUMBERS[1], extension='2001', location_id=self.location, licenses=[self.licence]
        )
        settings = Workspace(display_name='Bridge', calling=WorkspaceCalling(type='webexCalling', webex_calling=calling))
        made = self.wxc.workspaces.create(settings, org_id=self.org_id)
        self.same('location', made.location_id, self.location)
        self.same('held', self.held(NUMBERS[1]), [('Bridge', 'primary', '2001')])
        update = self.wxc.workspace_settings.numbers.update
        add = {'action': PatternAction.add, 'ring_pattern': RingPattern.long_long}
        alternates = [UpdateWorkspacePhoneNumber(direct_number=one, **add) for one in NUMBERS[2:4]]
        update(made.workspace_id, alternates, distinctive_ring_enabled=True, org_id=self.org_id)
        read = self.wxc.workspace_settings.numbers.read(made.workspace_id)
        told = [(one.external, one.extension, one.esn, one.primary) for one in read.phone_numbers]
        expected = [(NUMBERS[1], '2001', '6172001', True), (NUMBERS[2], None, None, False), (NUMBERS[3], None, None, False)]
        self.same('numbers of a workspace', (told, read.distinctive_ring_enabled), (expected, True))
        self.same('an alternate', self.held(NUMBERS[3]), [('Bridge', 'alternate', None)])
        update(made.workspace_id, [UpdateWorkspacePhoneNumber(action=PatternAction.delete, direct_number=NUMBERS[3])])
        self.same('released', self.held(NUMBERS[3]), [])
        changed = self.wxc.workspaces.details(made.workspace_id)
        changed.capacity, changed.workspace_type, changed.notes = 4, 'huddle', 'No window'
        self.same('changed', self.wxc.workspaces.update(made.workspace_id, changed), changed)
        self.same('kept', self.held(NUMBERS[1]), [('Bridge', 'primary', '2001')])
        changed.calling.webex_calling = calling.model_copy(update={'phone_number': NUMBERS[4]})
        self.wxc.workspaces.update(made.workspace_id, changed)
        self.same('another number', self.held(NUMBERS[4]), [('Bridge', 'primary', '2001')])
        self.same('the number before', self.held(NUMBERS[1]), [])
        self.wxc.workspaces.delete_workspace(made.workspace_id)
        self.refused('a deleted workspace', 404, lambda: self.wxc.workspaces.details(made.workspace_id))
        self.same('free', [self.held(one) for one in NUMBERS[1:5]], [[]] * 4)

    def held(self, number):
        known = self.directory.number(number)
        return known and known[2]

    def person_by_wxc(self):
        work = PhoneNumber(number_type='work', value=NUMBERS[5])
        settings = Person(
            emails=['lee.park@acme.example'], display_name='Lee Park', first_name='Lee', last_name='Park',
            phone_numbers=[work], extension='3001', location_id=self.location, licenses=[self.licence],
        )  # fmt: skip
        made = self.wxc.people.create(settings, calling_data=True)
        self.same('held', self.held(NUMBERS[5]), [('Lee Park', 'primary', '3001')])
        self.same('by the other', self.other.people.get(made.person_id).emails, ['lee.park@acme.example'])
        numbers = self.wxc.person_settings.numbers
        before = numbers.read(made.person_id, org_id=self.org_id)
        line = UpdatePersonPhoneNumber(action='ADD', external=NUMBERS[6], ring_pattern='SHORT_LONG_SHORT')
        numbers.update(made.person_id, UpdatePersonNumbers(enable_distinctive_ring_pattern=True, phone_numbers=[line]))
        last = numbers.read(made.person_id).phone_numbers[-1]
        known = (last.primary, last.direct_number, last.extension, last.ring_pattern)
        self.same('an alternate', known, (False, NUMBERS[6], None, 'SHORT_LONG_SHORT'))
        national = numbers.read(made.person_id, prefer_e164_format=False).phone_numbers[-1].direct_number
        self.same('as it is written there', national, NUMBERS[6][2:])
        line = UpdatePersonPhoneNumber(action='DELETE', external=NUMBERS[6])
        numbers.update(
            made.person_id,
            UpdatePersonNumbers(enable_distinctive_ring_pattern=False, phone_numbers=[line]),
            org_id=self.org_id,
        )
        self.same('as before', numbers.read(made.person_id), before)
        changed = self.wxc.people.details(made.person_id, calling_data=True)
        changed.phone_numbers, changed.display_name = [PhoneNumber(number_type='work', value=NUMBERS[7])], 'Lee P. Park'
        self.wxc.people.update(changed, calling_data=True, show_all_types=True)
        self.same('another number', self.held(NUMBERS[7]), [('Lee P. Park', 'primary', '3001')])
        self.same('another name', self.other.people.get(made.person_id).displayName, 'Lee P. Park')
        self.wxc.people.delete_person(made.person_id)
        self.refused('a deleted person', 404, lambda: self.other.people.get(made.person_id))
        self.same('free', self.held(NUMBERS[7]), [])

    def person_by_other(self):
        made = self.other.people.create(emails=['kit.moor@acme.example'], firstName='Kit', lastName='Moor')
        self.same('by wxc_sdk', self.wxc.people.details(made.id).display_name, 'Kit Moor')
        self.other.people.update(made.id, displayName='Kit Moore', firstName='Kit', lastName='Moore')
        self.same('changed', self.wxc.people.details(made.id).last_name, 'Moore')
        self.other.people.delete(made.id)
        self.refused('deleted', 404, lambda: self.wxc.people.details(made.id))

    def licence_assigned(self):
        person = self.wxc.people.create(Person(emails=['ty.vane@acme.example'], display_name='Ty Vane'))
        place = LicenseProperties(location_id=self.location, phone_number=NUMBERS[8], extension='3002')
        given = [LicenseRequest(id=self.licence, operation='add', properties=place)]
        result = self.wxc.licenses.assign_licenses_to_users(person_id=person.person_id, licenses=given, org_id=self.org_id)
        self.same('licensed', result.licenses, [self.licence])
        self.same('held', self.held(NUMBERS[8]), [('Ty Vane', 'primary', '3002')])
        self.same('by the other', self.other.people.get(person.person_id).licenses, [self.licence])
        taken = [LicenseRequest(id=self.licence, operation='remove')]
        self.wxc.licenses.assign_licenses_to_users(email=person.emails[0], licenses=taken)
        self.same('free', self.held(NUMBERS[8]), [])
        self.wxc.people.delete_person(person.person_id)
