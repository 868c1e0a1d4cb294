"""The hub: brings the news of each conference to its members in this process. The funnel tells it, from any thread.

Everything but `tell` runs on the server's event loop. Several processes hear each other through one Redis subscription
per conference and process; a group membership per client takes seconds where this takes milliseconds.
"""

import asyncio
import json
import logging
import secrets
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from random import uniform

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from conference.live import orders
from conference.live.protocol import Frame
from conference.live.reads import marks, newest

PACE = 0.07  # from one frame to the next; what changes meanwhile is gathered into one
BREATH = 0.02  # after a frame that took longer than that to write
GLANCE = 0.005  # after light news, which come once a second: a move that follows isn't kept waiting
PATIENCE = 7  # rounds that an overtaken message is waited for
HEARTBEAT = 15
GRACE = 1  # a message may be on its way when the heartbeat finds a newer version
PROCESS = secrets.token_hex(6)
BIGGEST = 60_000  # bytes of regions in a frame; beyond, re-reading is cheaper than pushing

log = logging.getLogger(__name__)
reading = ThreadPoolExecutor(1, "hub")


def merged(messages):
    """Return consecutive messages as one: of each region the last word."""
    regions, stale, seats = defaultdict(dict), {}, {}
    for message in messages:
        seats |= dict(message.get("seats", ()))
        for language, parts in message["regions"].items():
            regions[language].update(parts)
            for region in parts:
                stale.pop(region, None)
        for region in message["stale"]:
            stale[region] = True
            for parts in regions.values():
                parts.pop(region, None)
    told = {"was": messages[0]["was"], "version": messages[-1]["version"]}
    return told | {"regions": regions, "stale": list(stale), "seats": seats}


def frame_for(message, language):
    """Return the frame for those who read this language; regions that would make it too big become stale."""
    regions, stale, size = {}, list(message["stale"]), 0
    for region, html in sorted(message["regions"].get(language, {}).items(), key=lambda item: len(item[1])):
        size += len(html.encode())
        if size <= BIGGEST:
            regions[region] = html
        else:
            stale.append(region)
    return frame(was=message["was"], version=message["version"], regions=regions, stale=stale)


def frame(**content):
    return Frame(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


class Audience:
    """The members of one conference in this process, and up to which version they have been told."""

    def __init__(self, conference):
        self.conference = conference
        self.guests = 0  # members, and those about to be
        self.members = defaultdict(set)
        self.tickets = {}  # of each member, and the task that serves it
        self.newcomers = set()  # seats whose tickets the next heartbeat compares with the database
        self.marks = {}  # of seats whose key changed or that are gone
        self.told = None
        self.greeting = None
        self.waiting = {}
        self.news = asyncio.Event()
        self.opening = asyncio.ensure_future(self.open())
        self.tasks = [self.opening]

    async def open(self):
        """Listen first, then look: nothing that happens between is missed."""
        if settings.REDIS_URL:
            subscribed = asyncio.Event()
            self.tasks.append(asyncio.ensure_future(self.subscribe(subscribed)))
            try:
                await asyncio.wait_for(subscribed.wait(), 2)
            except TimeoutError:
                log.warning("No word from Redis: changes in other processes show with the heartbeat.")
        version = await asyncio.get_running_loop().run_in_executor(reading, newest, self.conference)
        if version is None:
            raise LookupError(f"conference {self.conference} is gone")
        self.now_told(version)
        self.tasks += [asyncio.ensure_future(self.watch()), asyncio.ensure_future(self.tell())]

    def close(self):
        for task in self.tasks:
            task.cancel()

    async def subscribe(self, subscribed):
        """Hear the other processes. Redis may come late or go: try again."""
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(group(self.conference), channel)
                subscribed.set()
                while True:
                    message = await layer.receive(channel)
                    if "news" in message:
                        self.hear(message["news"])
                    elif message["process"] != PROCESS:
                        orders.heard(message["word"])
            except asyncio.CancelledError:
                if subscribed.is_set():
                    await layer.group_discard(group(self.conference), channel)
                raise
            except Exception:
                log.exception("Redis")
                await asyncio.sleep(uniform(1, 3))

    async def watch(self):
        """Heal what was lost: every few seconds compare with the database."""
        while True:
            await asyncio.sleep(HEARTBEAT * uniform(0.8, 1.2))
            try:
                version = await asyncio.get_running_loop().run_in_executor(reading, newest, self.conference)
                newcomers, self.newcomers = self.newcomers, set()
                if newcomers:
                    await self.check(newcomers)
            except Exception:
                log.exception("The heartbeat could not read conference %s", self.conference)
                continue
            await asyncio.sleep(GRACE)
            if version and version > self.told:
                self.reread(version)

    async def check(self, seats):
        """Compare the tickets of those seats with the database: news of a change may not have come here."""
        self.show_out(await asyncio.get_running_loop().run_in_executor(reading, marks, self.conference, seats))

    def show_out(self, marks):
        """End the sockets of those seats that came by another key than this one."""
        self.marks.update((seat, mark) for seat, mark in marks.items() if seat in self.marks)
        for ticket, task in tuple(self.tickets.values()):
            if ticket.mark and marks.get(ticket.seat, ticket.mark) != ticket.mark:
                self.marks[ticket.seat] = marks[ticket.seat]
                task.cancel()

    def unwelcome(self, ticket):
        return bool(ticket.mark) and self.marks.get(ticket.seat, ticket.mark) != ticket.mark

    def hear(self, message):
        known = self.waiting.get(message["was"])
        if not known or known["version"] < message["version"]:
            self.waiting[message["was"]] = message
        self.news.set()

    async def tell(self):
        """Send what follows on what was told, not too often. An overtaken message is waited for, but not forever."""
        loop, stuck = asyncio.get_running_loop(), 0
        while True:
            await self.news.wait()
            self.news.clear()
            began = loop.time()
            if chain := self.take():
                self.send(merged(chain))
            stuck = 0 if chain else stuck + 1
            if self.waiting and stuck > PATIENCE:
                self.reread(max(message["version"] for message in self.waiting.values()))
            elif self.waiting:
                self.news.set()
            light = bool(chain) and all(message.get("light") for message in chain)
            await asyncio.sleep(GLANCE if light else max(began + PACE - loop.time(), BREATH))

    def take(self):
        """Take from what waits the messages that follow on one another; what is old by then goes."""
        chain, version = [], self.told
        while message := self.waiting.pop(version, None):
            chain.append(message)
            version = message["version"]
        self.waiting = {was: message for was, message in self.waiting.items() if message["version"] > version}
        return chain

    def reread(self, version):
        """Tell that something happened which can't be shown: everybody reads the page again."""
        self.newcomers.update(ticket.seat for ticket, _task in self.tickets.values() if ticket.mark)
        self.hear({"was": self.told, "version": version, "regions": {}, "stale": ["page"]})

    def send(self, message):
        """Tell everybody the same, and the pages of seats that it is about to be read again."""
        self.now_told(message["version"])
        seats = message["seats"]
        concerned = {write for write, (ticket, _task) in self.tickets.items() if ticket.seat in seats} if seats else ()
        for language, members in self.members.items():
            if members:
                ready = closer = frame_for(message, language)
                if concerned:
                    closer = frame_for(message | {"stale": [*message["stale"], "page"]}, language)
                for write in tuple(members):
                    write(closer if write in concerned else ready)
        self.marks |= seats
        self.show_out(seats)

    def now_told(self, version):
        self.told = version
        self.greeting = frame(version=version, release=settings.RELEASE)


class Hub:
    def __init__(self):
        self.loop = None
        self.audiences = {}

    def attend(self):
        """Belong to the running loop; the server calls it before anybody can be told anything."""
        loop = asyncio.get_running_loop()
        if loop is not self.loop:
            self.loop, self.audiences = loop, {}

    def tell(self, message):
        """Bring news to all members, here and in other processes. From any thread, after commit; never raises."""
        served = self.loop and self.loop.is_running()
        if served:
            self.loop.call_soon_threadsafe(self.arrived, message)
        self.spread(message["conference"], {"type": "news", "news": message})

    def pass_on(self, word):
        """Bring a word from page to page, here and in other processes. From any thread; what is lost is asked again."""
        if self.loop and self.loop.is_running():
            self.loop.call_soon_threadsafe(orders.heard, word)
        self.spread(word["conference"], {"type": "word", "word": word, "process": PROCESS})

    def spread(self, conference, message):
        """Hand a message to the other processes, if there may be some."""
        if settings.REDIS_URL and self.loop and self.loop.is_running():
            asyncio.run_coroutine_threadsafe(self.publish(conference, message), self.loop)
        elif settings.REDIS_URL:
            async_to_sync(self.publish)(conference, message)

    async def publish(self, conference, message):
        try:
            await get_channel_layer().group_send(group(conference), message)
        except Exception:
            log.exception("Redis did not take %s of conference %s", message["type"], conference)

    def arrived(self, message):
        if audience := self.audiences.get(message["conference"]):
            audience.hear(message)

    async def join(self, ticket, write):
        """Greet a member and keep it told through `write(frame)`. Raises LookupError when the conference is gone,
        or the seat has another key than the ticket knows."""
        self.attend()
        if not (audience := self.audiences.get(ticket.conference)):
            audience = self.audiences[ticket.conference] = Audience(ticket.conference)
        audience.guests += 1
        try:
            await asyncio.shield(audience.opening)
            if audience.unwelcome(ticket):
                await audience.check([ticket.seat])
            if audience.unwelcome(ticket):
                raise LookupError(f"seat {ticket.seat} has another key by now")
        except BaseException:
            self.excuse(audience)
            raise
        write(audience.greeting)
        audience.members[ticket.language].add(write)
        audience.tickets[write] = ticket, asyncio.current_task()
        if ticket.mark:
            audience.newcomers.add(ticket.seat)
        return audience

    def leave(self, audience, ticket, write):
        audience.members[ticket.language].discard(write)
        audience.tickets.pop(write, None)
        self.excuse(audience)

    def excuse(self, audience):
        """One guest less; with the last one the audience goes."""
        audience.guests -= 1
        if not audience.guests:
            if self.audiences.get(audience.conference) is audience:
                del self.audiences[audience.conference]
            audience.close()


def group(conference):
    return f"conference-{conference}"


hub = Hub()
