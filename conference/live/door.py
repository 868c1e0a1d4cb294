"""Our server's HTTP protocol: uvicorn's, with an end to its patience.

uvicorn waits forever for the first word of whoever connects, and takes headers of any length: without a seat, a laptop
in the hall could hold every connection, or fill the memory.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE = 20  # seconds from the first byte, or from connecting, to the end of the headers
LONGEST = 64 * 1024  # bytes of headers; browsers send two


class DoorProtocol(HttpToolsProtocol):
    asking, heard, alarm = True, 0, None

    def connection_made(self, transport):
        super().connection_made(transport)
        self.alarm = self.loop.call_later(PATIENCE, transport.abort)

    def on_message_begin(self):
        super().on_message_begin()
        if not self.asking:
            self.asking, self.heard = True, 0
            self.alarm = self.loop.call_later(PATIENCE, self.transport.abort)

    def on_headers_complete(self):
        self.asking = False
        self.alarm.cancel()
        super().on_headers_complete()

    def data_received(self, data):
        super().data_received(data)
        if self.asking:
            self.heard += len(data)
            if self.heard > LONGEST and not self.transport.is_closing():
                self.send_400_response("These headers are too long.")

    def connection_lost(self, exc):
        self.alarm.cancel()
        super().connection_lost(exc)
