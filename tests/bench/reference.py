"""References in Python: `websockets.broadcast`, and Channels as its tutorial has it, a group membership per client."""

import asyncio
import json
import sys

GREETING = json.dumps({"version": 0, "release": "reference"})


def message(version, size):
    content = {"was": version - 1, "version": version, "regions": {"cell": ""}, "stale": []}
    content["regions"]["cell"] = "x" * max(0, size - len(json.dumps(content)))
    return json.dumps(content)


async def websockets(port, size):
    from websockets.asyncio.server import broadcast, serve

    members, version = set(), 0

    async def attend(connection):
        members.add(connection)
        await connection.send(GREETING)
        await connection.wait_closed()
        members.discard(connection)

    def told(connection, request):
        nonlocal version
        if request.path == "/tell":
            version += 1
            broadcast(members, message(version, size))
            return connection.respond(200, json.dumps({"version": version}))
        return None

    async with serve(attend, "127.0.0.1", port, process_request=told, compression=None, backlog=4096):
        await asyncio.get_running_loop().create_future()


def channels(port, size):
    import uvicorn
    from django.conf import settings

    settings.configure(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.layers import get_channel_layer

    version = 0

    class Page(AsyncWebsocketConsumer):
        async def connect(self):
            await self.channel_layer.group_add("wall", self.channel_name)
            await self.accept()
            await self.send(GREETING)

        async def news(self, event):
            await self.send(event["text"])

    page = Page.as_asgi()

    async def application(scope, receive, send):
        nonlocal version
        if scope["type"] == "websocket":
            await page(scope, receive, send)
            return
        version += 1
        await get_channel_layer().group_send("wall", {"type": "news", "text": message(version, size)})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps({"version": version}).encode()})

    uvicorn.run(application, port=port, log_level="warning", lifespan="off", backlog=4096, ws_per_message_deflate=False)


if __name__ == "__main__":
    kind, port, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    channels(port, size) if kind == "channels" else asyncio.run(websockets(port, size))
