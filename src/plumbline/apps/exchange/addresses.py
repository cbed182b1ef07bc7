"""Which addresses may be called: public ones by https, those of the house that the settings name, no others."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from plumbline.apps.exchange.errors import AddressRefused, AddressUnknown


def checked(parts: SplitResult) -> tuple[str, int]:
    """Where to connect; raises AddressRefused unless every address of the host may be called."""
    port = _port_of(parts)
    try:
        found = _addresses(parts.hostname or "", port)
    except (OSError, ValueError, UnicodeError):
        raise AddressUnknown(why_zh="查不到该地址", why_en="the address cannot be found") from None
    _check_reach(parts, found)
    return str(found[0]), port


def check_written(address: str) -> None:
    """Refuses at once, without asking anybody, what would never be called. Raises AddressRefused."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise AddressRefused(why_zh="不是 http(s) 地址", why_en="it is no http(s) address") from None
    _port_of(parts)
    try:
        _check_reach(parts, [ipaddress.ip_address(parts.hostname or "")])
    except ValueError:
        return  # a name, looked up with every call


def _port_of(parts: SplitResult) -> int:
    """The port of an http(s) address without a name or word of its own; raises AddressRefused."""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused(why_zh="不是 http(s) 地址", why_en="it is no http(s) address")
    if parts.username or parts.password:
        raise AddressRefused(why_zh="地址不能带用户名和口令", why_en="it may hold no user and no password")
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise AddressRefused(why_zh="端口不是数字", why_en="its port is no number") from None


def _check_reach(parts: SplitResult, found: Sequence[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> None:
    """Refuses addresses inside that no setting names, and public ones in the clear. Raises AddressRefused."""
    networks = [ipaddress.ip_network(one) for one in settings.NOTICE_NETWORKS]
    for ip in found:
        ours = any(ip in network for network in networks if network.version == ip.version)
        if not ours and not ip.is_global:
            raise AddressRefused(
                why_zh=f"{ip} 是内网或者本机地址", why_en=f"{ip} is private or of this machine"
            )
        if not ours and parts.scheme != "https":
            raise AddressRefused(why_zh="公网地址须用 https", why_en="public addresses need https")


def _addresses(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The addresses of a host; of one written as an address that one, without asking anybody."""
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(where[0]).partition("%")[0]) for *_kind, where in found]
