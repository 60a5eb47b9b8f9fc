"""Which methods of a client call which operations of Linebook's document, and which of them were called."""

import datetime
import inspect
import json
import logging
import re
import sys
import typing
import warnings
from unittest.mock import MagicMock

from pydantic import BaseModel

VERBS = ('get', 'put', 'post', 'delete', 'patch')


class Operations:
    """The operations of an OpenAPI document, found by a request."""

    def __init__(self, path):
        with open(path) as file:
            paths = json.load(file)['paths']
        self.all = [f'{verb.upper()} {path}' for path, verbs in paths.items() for verb in verbs if verb in VERBS]

    def of(self, verb, url):
        """The operation of a request; a path without parameters before one with some."""
        asked = f'{verb.upper()} {re.sub("^https?://[^/]*", "", url).partition("?")[0].rstrip("/")}'
        found = [one for one in self.all if re.fullmatch(re.sub(r'{[^}]+}', '[^/]+', one), asked)]
        return min(found, key=lambda one: one.count('{'), default=None)


class Answered(Exception):
    """Instead of a response: the request is known, and that is all that was asked for."""


class Stub:
    """Takes the requests of a client that is only asked what it would send."""

    def __init__(self):
        self.sent = []

    def request(self, verb, url, **_):
        self.sent.append((verb, url))
        raise Answered


def methods_of(api, stub, operations, is_child, own):
    """Code of each public method by its operation: every method is called with made-up arguments."""
    found, seen, waiting = {}, set(), [('', api)]
    while waiting:
        path, part = waiting.pop(0)
        if id(part) in seen:
            continue
        seen.add(id(part))
        waiting += [(f'{path}.{name}', child) for name, child in vars(part).items() if is_child(child)]
        for name in dir(type(part)):
            method = getattr(type(part), name)
            if name.startswith('_') or not inspect.isfunction(method) or method in own:
                continue
            for verb, url in requests_of(getattr(part, name), stub):
                if operation := operations.of(verb, url):
                    code = inspect.unwrap(method).__code__
                    found.setdefault(operation, {}).setdefault(code, f'{path}.{name}'.lstrip('.'))
    return found


def requests_of(method, stub):
    """What it sends first. A method that refuses made-up arguments sends nothing, and none of ours does that."""
    stub.sent.clear()
    try:
        hints = typing.get_type_hints(inspect.unwrap(method))
        needed = [one for one in inspect.signature(method).parameters.values() if is_needed(one)]
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            logging.disable()
            result = method(**{one.name: made_up(one.name, hints.get(one.name)) for one in needed})
            for _ in result if hasattr(result, '__iter__') else ():
                pass
    except Exception:  # noqa: BLE001  What a method says of made-up arguments is its own matter.
        pass
    finally:
        logging.disable(logging.NOTSET)
    return list(stub.sent)


def is_needed(parameter):
    return parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD


def made_up(name, hint, depth=0):
    """A value of the type, with every member of a model."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is None and name.endswith('s'):
        return [f'some_{name}']
    if hint is None or hint is str:
        return f'some_{name}'
    if origin is typing.Union or origin is typing.Annotated:
        return made_up(name, arguments[0], depth)
    if origin is list:
        return [made_up(name, arguments[0], depth)]
    if origin is typing.Literal:
        return arguments[0]
    if not inspect.isclass(hint):
        return MagicMock()
    if issubclass(hint, BaseModel):
        members = hint.model_fields.items() if depth < 3 else ()
        return hint.model_construct(**{key: made_up(key, field.annotation, depth + 1) for key, field in members})
    if hasattr(hint, '__members__'):
        return next(iter(hint))
    simple = {bool: True, int: 1, datetime.datetime: datetime.datetime(2026, 1, 1)}
    return simple.get(hint, MagicMock())


class Watch:
    """The methods that were called, and the operations that succeeded, from now on."""

    def __init__(self, methods, operations):
        self.methods, self.operations = methods, operations
        self.codes = {code for one in methods.values() for code in one}
        self.called, self.succeeded = set(), set()

    def saw(self, code):
        if code in self.codes:
            self.called.add(code)

    def answered(self, response, *_, **__):
        if response.ok:
            self.succeeded.add(self.operations.of(response.request.method, response.request.url))

    def result(self):
        missed = [
            f'{operation}: {name}'
            for operation, codes in self.methods.items()
            for code, name in codes.items()
            if operation not in self.succeeded or code not in self.called
        ]
        return {
            'operations': len(self.methods),
            'exercised': len(self.succeeded & set(self.methods)),
            'methods': sum(len(codes) for codes in self.methods.values()),
            'withoutMethod': [one for one in self.operations.all if one not in self.methods],
            'missed': missed,
            'unknown': sorted(str(one) for one in self.succeeded - set(self.methods)),
        }


def start(*watches):
    """From now on they see each call of a function of Python."""

    def saw(frame, event, _):
        if event == 'call':
            for watch in watches:
                watch.saw(frame.f_code)

    sys.setprofile(saw)
