"""The addresses under which phones in the hall reach this computer."""

import ipaddress
import socket

import ifaddr
from django.conf import settings


def reachable(host, port):
    """Return the web addresses that lead here, the likeliest first: the one that was set, or those of the networks."""
    if settings.PUBLIC_ADDRESS:
        return [settings.PUBLIC_ADDRESS.rstrip("/")]
    hosts = own_hosts() if host in ("0.0.0.0", "::", "") else [host]  # noqa: S104
    return [f"http://{f'[{each}]' if ':' in each else each}{'' if port == 80 else f':{port}'}" for each in hosts]


def own_hosts():
    """Return this computer's IPv4 addresses in its networks, first the one it would use itself; else localhost."""
    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    hosts = [each for each in found if not _only_here(each)]
    return sorted(hosts, key=lambda each: each != _outgoing()) or ["localhost"]


def _only_here(host):
    address = ipaddress.ip_address(host)
    return address.is_loopback or address.is_link_local


def _outgoing():
    """The address of the network that leads on, found without sending anything; None without such a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return probe.getsockname()[0]
