"""Our server's WebSocket protocol: uvicorn's, and one thing more: it writes a ready-made frame without waiting.

A broadcast encodes and compresses its text once. Thousands of `await send()` would do that for each member, and one
that never reads would stop all others. The socket finds it in `scope["extensions"]`; on another server it does without.
"""

import zlib
from random import uniform

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

EXTENSION = "anliegenwand.write"
HEAR_MORE = "anliegenwand.hear_more"
UNSENT_LIMIT = 256 * 1024
WINDOW = 12
WORTH_COMPRESSING = 300


class Frame:
    """A text and how it goes over the wire: plain, and packed for those who agreed to that. Made once for all."""

    __slots__ = ("packed", "plain", "text")

    def __init__(self, text):
        data = text.encode()
        self.text = text
        self.plain = framed(0x81, data)
        self.packed = framed(0xC1, deflated(data)) if len(data) >= WORTH_COMPRESSING else self.plain


def framed(head, data):
    """Return the data behind a server's frame header (RFC 6455, 5.2)."""
    size = len(data)
    if size < 126:
        return bytes((head, size)) + data
    if size < 1 << 16:
        return bytes((head, 126)) + size.to_bytes(2) + data
    return bytes((head, 127)) + size.to_bytes(8) + data


def deflated(data):
    packer = zlib.compressobj(wbits=-WINDOW)
    return (packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


class WallProtocol(WebSocketsSansIOProtocol):
    scope = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # No memory of earlier messages on either side: else each member needs a compressor of its own.
        self.conn.available_extensions = [
            ServerPerMessageDeflateFactory(
                server_no_context_takeover=True,
                client_no_context_takeover=True,
                server_max_window_bits=WINDOW,
            )
        ]
        self.reads_packed = False

    def handle_connect(self, event):
        super().handle_connect(event)
        if not self.close_sent:
            self.reads_packed = any(each.local_max_window_bits >= WINDOW for each in self.conn.extensions)
            self.scope["extensions"] |= {EXTENSION: self.write_frame, HEAR_MORE: self.hear_more}

    def write_frame(self, frame):
        """Hand the frame to the network now; cut whoever has left too much unread (it comes back and catches up)."""
        if self.close_sent or self.disconnected:
            return
        if self.transport.get_write_buffer_size() > UNSENT_LIMIT:
            self.transport.abort()
        else:
            self.transport.write(frame.packed if self.reads_packed else frame.plain)

    def hear_more(self, most):
        """Take messages of so many bytes from this one: who writes a report pastes more than a listener has to say."""
        self.conn.max_message_size = most

    def start_keepalive(self):
        """The handshake is over: what was asked need not be remembered for hours (a quarter of a member's memory)."""
        self.request = self.response = None
        self.scope["headers"] = []
        super().start_keepalive()

    def connection_lost(self, exc):
        """Let go of everything at once: circles would wait for a full garbage collection, which stops the hall."""
        super().connection_lost(exc)
        self.conn.parser = None
        if self.scope:
            self.scope["extensions"] = {}

    def schedule_ping(self):
        """Spread the pings: those who connected together shall not be pinged together."""
        self.ping_timer = self.loop.call_later(self.ping_interval * uniform(0.5, 1.5), self.send_keepalive_ping)
