"""Two clients that nobody here wrote, unmodified, make every call that Linebook serves; prints what came of it, as JSON."""

import asyncio
import json
import sys
import traceback

from asynchronous import read_async
from clients import Checks, Directory, webexpythonsdk, wxc_sdk
from inventory import compare_available, compare_inventory
from methods import Operations, start
from reads import compare_alike, compare_filters, read_by_other, read_by_wxc
from writes import Writes

origin, document, token, varied = sys.argv[1:5]
operations = Operations(document)
wxc, wxc_watch = wxc_sdk(origin, token, operations)
other, other_watch = webexpythonsdk(origin, token, operations)
checks = Checks()


def safely(part, *arguments):
    """A call that fails is a violation, and the parts after it are tried all the same."""
    try:
        return part(*arguments)
    except Exception as error:  # noqa: BLE001
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(sys.path[0])]
        checks.violations.append(f'{part.__name__}, {own[-1].name}:{own[-1].lineno}: {error!r}: {error}')
        return None


start(wxc_watch, other_watch)
read = {'wxc_sdk': safely(read_by_wxc, wxc), 'webexpythonsdk': safely(read_by_other, other)}
safely(compare_filters, wxc, checks.same)
everything = [wxc_sdk(origin, varied, operations)[0], webexpythonsdk(origin, varied, operations)[0]]
for both in ([wxc, other], everything):
    safely(compare_alike, *both, checks.same)
    safely(compare_inventory, both[0], checks.same)
safely(asyncio.run, read_async(varied, everything[0], checks.same))
safely(compare_available, wxc, checks.same)
writes = Writes(wxc, other, Directory(origin, token), checks)
for step in writes.steps():
    safely(step)
sys.setprofile(None)
covered = {'wxc_sdk': wxc_watch.result(), 'webexpythonsdk': other_watch.result()}
print(json.dumps({'read': read, 'covered': covered, 'comparisons': checks.made, 'violations': checks.violations}))
