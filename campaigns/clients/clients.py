"""The two clients, as their authors publish them, pointed at a Linebook; and what they are compared with."""

import requests
from methods import Stub, Watch, methods_of
from webexpythonsdk import WebexAPI
from wxc_sdk import WebexSimpleApi
from wxc_sdk.api_child import ApiChild
from wxc_sdk.as_rest import AsRestSession
from wxc_sdk.rest import RestSession


def wxc_sdk(origin, token, operations):
    """The client, and the watch over it."""
    RestSession.BASE = AsRestSession.BASE = f'{origin}/v1'
    asked, stub = WebexSimpleApi(tokens=token), Stub()
    asked.session.request = stub.request
    own = {getattr(ApiChild, name) for name in ('ep', 'get', 'put', 'post', 'delete', 'patch')}
    methods = methods_of(asked, stub, operations, lambda child: isinstance(child, ApiChild), own)
    api, watch = WebexSimpleApi(tokens=token), Watch(methods, operations)
    api.session.register_response_callback(watch.answered)
    return api, watch


def webexpythonsdk(origin, token, operations):
    """The client, and the watch over it."""
    asked, stub = WebexAPI(access_token=token, base_url=f'{origin}/v1/'), Stub()
    asked.people._session._req_session.request = stub.request
    methods = methods_of(asked, stub, operations, lambda child: hasattr(child, '_session'), set())
    api, watch = WebexAPI(access_token=token, base_url=f'{origin}/v1/'), Watch(methods, operations)
    api.people._session._req_session.hooks['response'].append(watch.answered)
    return api, watch


class Directory:
    """The face beside: who holds a number, by other routes than the clients' own."""

    def __init__(self, origin, token):
        self.url, self.headers = f'{origin}/api/phone-numbers/', {'Authorization': f'Bearer {token}'}

    def number(self, number):
        """State, the location's name, and who holds it as (name, line, extension); None: nobody knows it."""
        response = requests.get(self.url + requests.utils.quote(number, safe=''), headers=self.headers, timeout=30)
        if response.status_code == 404:
            return None
        response.raise_for_status()
        known = response.json()
        holders = [(one.get('name'), one.get('line'), one.get('extension')) for one in known['holders']]
        return known.get('state'), known.get('location', {}).get('name'), holders


class Checks:
    """What was compared, and what was not the same."""

    def __init__(self):
        self.made, self.violations = 0, []

    def same(self, what, actual, expected):
        self.made += 1
        if actual != expected:
            self.violations.append(f'{what}: {actual!r}, expected {expected!r}')

    def refused(self, what, status, call, code=None):
        """The call fails with the status, and the client reads the code."""
        try:
            call()
        except Exception as error:  # noqa: BLE001  Each client has a class of its own.
            response = getattr(error, 'response', None)
            answered = (getattr(response, 'status_code', repr(error)), getattr(error, 'code', None) or None)
            self.same(what, answered, (status, code))
        else:
            self.same(what, 'not refused', status)
