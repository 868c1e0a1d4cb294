"""A file goes out piece by piece: no more than a piece of it is in memory, no thread waits for a slow phone."""

import asyncio
import io

from django.http import FileResponse

from conference.live.bridge import Bridge

PIECE, PIECES = 1_000, 50


class Watched(io.BytesIO):
    """A file that knows how much of it was read."""

    def read(self, size=-1):
        assert 0 < size <= PIECE, "read in pieces"
        return super().read(size)


def sent(file, slow=None, threads=1):
    """Send a file through the bridge; return the bodies, and what `slow` saw at each of them."""

    def pages(environ, start_response):
        answer = FileResponse(file, content_type="application/zip")
        answer.block_size = PIECE
        start_response("200 OK", list(answer.items()))
        return answer

    bridge, messages, seen = Bridge(pages, threads), [], []

    async def send(message):
        messages.append(message)
        if slow:
            seen.append(await slow(bridge))

    scope = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    asyncio.run(asyncio.wait_for(bridge(scope, io.BytesIO(), send), 20))
    assert dict(messages[0]["headers"])[b"Content-Length"] == str(PIECE * PIECES).encode()
    return messages[1:], seen


def test_every_piece_is_sent_in_order_and_the_file_is_closed():
    file = Watched(bytes(range(250)) * (PIECE * PIECES // 250))
    bodies, _seen = sent(file)
    assert b"".join(each["body"] for each in bodies) == bytes(range(250)) * (PIECE * PIECES // 250)
    assert max(len(each["body"]) for each in bodies) == PIECE
    assert [each.get("more_body", False) for each in bodies] == [True] * PIECES + [False]
    assert file.closed


def test_what_was_not_taken_is_not_read_and_the_only_thread_is_free():
    file = Watched(bytes(PIECE * PIECES))

    async def slow(bridge):
        free = await asyncio.get_running_loop().run_in_executor(bridge.threads, str, "free")
        return free, file.tell() if not file.closed else PIECE * PIECES

    _bodies, seen = sent(file, slow)
    assert [at for free, at in seen[1:-1] if free == "free"] == [PIECE * nth for nth in range(1, PIECES + 1)]


def test_a_client_that_breaks_off_closes_the_file():
    file = Watched(bytes(PIECE * PIECES))

    async def gone(bridge):
        if file.tell() > 5 * PIECE:
            raise OSError("gone")

    try:
        sent(file, gone)
    except OSError:
        assert file.closed
    else:
        raise AssertionError("it should have broken off")
