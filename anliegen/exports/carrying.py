"""Archives with many pictures take seconds to pack, and minutes to look at: beside the pages, one after the other."""

import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from anliegen.exports import archive, packed

one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")


def out(text, members):
    """Return the future file of an archive."""
    return _beside(partial(_packed, text, members), bool(members))


def inside(arrival):
    """Return the future arrival whose pictures were looked at."""
    return _beside(partial(_looked_at, arrival), bool(arrival.stage))


def _beside(do, slow):
    if slow:
        return one.submit(do)
    done = Future()
    done.set_result(do())
    return done


def _packed(text, members):
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is read after this, and gone when it is closed
    try:
        packed.write(file, text, members)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _looked_at(arrival):
    archive.look(arrival)
    return arrival
