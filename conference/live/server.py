"""The server that `manage.py start` runs: uvicorn with our protocol and room for a whole hall."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from conference.live.door import DoorProtocol
from conference.live.protocol import WallProtocol

BACKLOG = 4096  # all may come back at once
OPEN_FILES = 16_384


def serve(host, port, *, workers=1, on_ready=None):
    """Serve pages and sockets until somebody stops it; `on_ready` is called once the address is ours."""
    if workers > 1 and not settings.REDIS_URL:
        raise ImproperlyConfigured("Several server processes hear each other through Redis: set REDIS_URL.")
    allow_open_files()
    config = configured(host, port, workers)
    listener = config.bind_socket()
    listener.listen(BACKLOG)
    if on_ready:
        on_ready()
    if workers > 1:
        Multiprocess(config, [listener]).run()
    else:
        Server(config).run([listener])


def configured(host, port, workers=1):
    return Config(
        "conference.asgi:application",
        host=host,
        port=port,
        workers=workers,
        http=DoorProtocol,
        ws=WallProtocol,
        ws_max_size=4096,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        lifespan="on",
        access_log=False,  # addresses of the socket hold tokens
        log_config=None,
        log_level="warning",
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )


def allow_open_files():
    """Raise the limit of open files, which is 256 or 1,024 by default: every socket is one."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
