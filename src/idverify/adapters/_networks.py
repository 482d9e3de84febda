"""Networks to which a request of a stranger must not go, decided alike by every Python.

`ipaddress.is_global` changed between releases, so the table is our own: the special-purpose
registries of IANA (iana-ipv4-special-registry and iana-ipv6-special-registry, from RFC 6890 and
its updates), multicast, and IPv6 addresses that carry an IPv4 address.
"""

import ipaddress
from collections.abc import Iterator
from typing import Final

__all__ = ["is_public"]

_FORBIDDEN_V4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
#: Only 2000::/3 is in use for hosts; of it these are special. The rest of IPv6 (::1, fc00::/7,
#: fe80::/10, fec0::/10, ff00::/8 and what is not assigned) is outside.
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_V6: Final = tuple(
    map(
        ipaddress.IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
#: Prefixes of IPv6 before an IPv4 address in the last four bytes: mapped, compatible, translated
#: (RFC 6052, RFC 8215).
_IPV4_AT_THE_END: Final = tuple(
    map(
        ipaddress.IPv6Network,
        ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96"),
    )
)


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to a host on the public internet.

    >>> is_public("203.0.114.7"), is_public("192.168.1.1"), is_public("::127.0.0.1")
    (True, False, False)

    An IPv6 address that carries an IPv4 address is as public as that one. A text that is no
    address is not public.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _FORBIDDEN_V4)
    carried = list(_iter_carried(ip))
    if carried:
        return all(not any(each in network for network in _FORBIDDEN_V4) for each in carried)
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _FORBIDDEN_V6)


def _iter_carried(ip: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 address at the end of an IPv6 address that is a translation of it."""
    if any(ip in network for network in _IPV4_AT_THE_END):
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
