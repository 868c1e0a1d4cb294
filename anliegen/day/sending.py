"""The post of Web Push: encrypts, signs with our own key and sends; only to push services on the internet.

The address comes from a participant, so nothing in our own network may be reached by it: no numeric hosts, no names
that mean a machine of ours, no redirects, and no answer is waited for long or read.
"""

import asyncio
import ipaddress
import json
import logging
import re
from functools import cache
from hashlib import blake2s
from urllib.parse import urlsplit

from django.conf import settings

TOGETHER = 20
PATIENCE = 15  # seconds for all of one message
KEPT = 2 * 3600  # seconds that a push service keeps it for a phone that sleeps
PUBLIC_NAME = re.compile(r"([a-z0-9_-]{1,63}\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})", re.I)
OURS = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "arpa",
    "test",
    "invalid",
    "onion",
)

log = logging.getLogger(__name__)


def may_reach(endpoint):
    """Whether that may be the address of a push service."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if settings.PUSH_LOOPBACK and host == "127.0.0.1":
        return True
    public = PUBLIC_NAME.fullmatch(host) and host.rpartition(".")[2].lower() not in OURS
    return bool(public and parts.scheme == "https" and port in (None, 443) and not parts.username)


def is_public(address):
    """Whether that IP address is one of the internet, also behind the disguises that IPv6 knows."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if found.version == 6:
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inside or found in ipaddress.ip_network("64:ff9b::/96"):
            return bool(inside) and is_public(str(inside))
    return found.is_global and not found.is_multicast


@cache
def vapid():
    from py_vapid import Vapid  # here, like the others: who doesn't push needs none of them in memory

    return Vapid.from_raw(settings.VAPID_KEY.encode())


@cache
def public_key():
    """Our public key as browsers want it."""
    from cryptography.hazmat.primitives import serialization as form
    from py_vapid.utils import b64urlencode

    return b64urlencode(vapid().public_key.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint))


def send(letters):
    """Send (subscription, content) pairs; return the ids of the subscriptions that are no more."""
    return asyncio.run(_send(letters)) if letters else []


async def _send(letters):
    import aiohttp

    class Public(aiohttp.ThreadedResolver):
        """Finds only hosts on the internet; what it found is what is connected to."""

        async def resolve(self, *where, **how):
            found = await super().resolve(*where, **how)
            if not all(is_public(each["host"]) for each in found):
                raise OSError(f"{where[0]} is no host of the internet")
            return found

    post = aiohttp.TCPConnector(resolver=Public(), limit=TOGETHER, force_close=True)
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(connector=post, timeout=patience, auto_decompress=False) as session:
        waiting = asyncio.Semaphore(TOGETHER)
        done = await asyncio.gather(*(_post(session, waiting, *each) for each in letters))
    return [pk for pk in done if pk]


async def _post(session, waiting, subscription, content):
    """Send one; return the subscription's id if it is no more."""
    from aiohttp import ClientError

    if not may_reach(subscription.endpoint):
        return subscription.pk
    async with waiting:
        try:
            body, headers = sealed(subscription, content)
            where = {"data": body, "headers": headers, "allow_redirects": False}
            async with session.post(subscription.endpoint, **where) as answer:
                gone = answer.status in (404, 410)
                if answer.status >= 300 and not gone:
                    log.warning("A push service answered %s", answer.status)
                return subscription.pk if gone else None
        except ValueError:  # its key is none
            return subscription.pk
        except (OSError, TimeoutError, ClientError) as error:
            log.warning("A push service was not reached: %s", type(error).__name__)
            return None


def sealed(subscription, content):
    """Return the message as only that browser can read it (RFC 8291), and its headers with our signature (RFC 8292)."""
    from pywebpush import WebPusher

    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    body = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(json.dumps(content).encode())["body"]
    service, own = urlsplit(subscription.endpoint), urlsplit(settings.PUBLIC_ADDRESS)
    claims = {"aud": f"{service.scheme}://{service.netloc}", "sub": f"https://{own.hostname or 'localhost'}"}
    topic = blake2s(
        (content.get("tag") or content["url"]).encode(), digest_size=16
    ).hexdigest()  # a newer one takes the place of what waits
    headers = {"TTL": str(KEPT), "Urgency": "high", "Topic": topic, "Content-Encoding": "aes128gcm"}
    return body, {**headers, "Content-Type": "application/octet-stream", **vapid().sign(claims)}
