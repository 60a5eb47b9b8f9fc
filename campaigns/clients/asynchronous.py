"""The same client with another HTTP beneath it, which reads errors in its own way and asks many things at once."""

import asyncio

from wxc_sdk.as_api import AsWebexSimpleApi
from wxc_sdk.as_rest import AsRestError
from wxc_sdk.telephony.location import TelephonyLocation

PREFIX_IN_USE = 5600


async def read_async(token, wxc, same):
    """What it reads is what the other way reads."""
    async with AsWebexSimpleApi(tokens=token, concurrent_requests=10) as api:
        people = await api.people.list(calling_data=True)
        same('people', people, list(wxc.people.list(calling_data=True)))
        same('workspaces', await api.workspaces.list(), list(wxc.workspaces.list()))
        same('inventory', await api.telephony.phone_numbers(), list(wxc.telephony.phone_numbers()))
        details = await asyncio.gather(*(api.people.details(one.person_id, calling_data=True) for one in people))
        same('everybody at once', details, people)
        locations = await api.telephony.location.list()
        taken = next(one.routing_prefix for one in locations if one.routing_prefix)
        free = next(one.location_id for one in locations if not one.routing_prefix)
        try:
            await api.telephony.location.update(free, TelephonyLocation(routing_prefix=taken))
        except AsRestError as error:
            same('a prefix that is in use', (error.status, error.detail.code), (400, PREFIX_IN_USE))
        else:
            same('a prefix that is in use', 'not refused', 400)
