"""Fetching a file from an address that somebody wrote, so that it can reach nothing of ours and never harm.

The name is looked up once, every address it has must be public, and the connection goes to the one that was checked:
a name that answers differently the next time changes nothing. No redirect is followed, an answer is at most ten
megabytes also when it is unpacked, and all of it takes at most twenty seconds.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from kollega.core.incoming import LIMIT, Unreadable, shortened

SECONDS = 20.0
PORTS = frozenset({443, 8443})
CHUNK = 65_536
EMBEDDING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")))
"""IPv6 networks whose addresses hold another address, or are somebody's own."""


NO_HEADERS: Mapping[str, str] = {}
TAKEN = frozenset({201, 202, 204})
"""How else a server says that it took what was handed over."""


class Unreachable(Unreadable):
    """An address that gave no file, with a sentence that says why and what to do."""


def looked_up(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the name has now."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Return whether the address belongs to the open internet: not ours, not a neighbour's, not the machine itself."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in network for network in EMBEDDING)):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a fetch may reach. Tests put their own server here, and everything else runs as it does for real."""

    look_up: Callable[[str, int], Sequence[str]] = looked_up
    may_reach: Callable[[str], bool] = is_public
    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] | None = PORTS
    seconds: float = SECONDS
    limit: int = LIMIT
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)


OPEN = Reach()
_invented: Callable[[str], bytes | None] = lambda address: None  # noqa: E731


def answer_first(invented: Callable[[str], bytes | None]) -> None:
    """Let what `invented` gives be an address's answer: the demo's sources are found nowhere on the net."""
    global _invented
    _invented = invented


def fetch(
    address: str, reach: Reach = OPEN, *, body: bytes | None = None, headers: Mapping[str, str] = NO_HEADERS
) -> bytes:
    """Return what the address answers, unpacked.

    :param body: what to hand over, JSON where `headers` say nothing else; without it the address is only asked.
    :param headers: what else to say when something is handed over, such as its kind and who we are.
    :raises Unreachable: when it may not be asked, does not answer in time, or answers too much or something else.
    """
    deadline = time.monotonic() + reach.seconds
    parts = _checked(address, reach)
    if reach is OPEN and (said := _invented(address)) is not None:
        return said
    host, port = _host_of(parts), parts.port or (443 if parts.scheme == "https" else 80)
    ip = _pinned(host, port, reach)
    sockets: list[socket.socket] = []
    late = threading.Event()
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [sockets, late])
    watch.daemon = True
    watch.start()
    try:
        answer = _answer(parts, host, ip, port, reach, sockets, body, headers)
    except (OSError, http.client.HTTPException, ValueError, Unreachable) as wrong:
        raise _said(wrong, late.is_set(), reach) from wrong
    finally:
        watch.cancel()
        _cut(sockets)
    if late.is_set():  # a connection that was cut looks like one that had no more to say
        raise _said(None, True, reach)
    return answer


def _said(wrong: Exception | None, is_late: bool, reach: Reach) -> Unreachable:
    if is_late or isinstance(wrong, TimeoutError):
        return Unreachable(
            f"Källan svarade inte färdigt inom {reach.seconds:.0f} sekunder. Försök igen, eller be om en mindre fil."
        )
    if isinstance(wrong, Unreachable):
        return wrong
    if isinstance(wrong, ssl.SSLCertVerificationError):
        return Unreachable("Källans certifikat stämmer inte med adressen. Be den som driver källan att rätta det.")
    return Unreachable("Källan svarar inte som den ska. Kontrollera adressen, eller försök igen senare.")


def why_not_address(address: str, reach: Reach = OPEN) -> str | None:
    """Return why an address cannot be a source, before it is asked, or None if it can."""
    try:
        _checked(address, reach)
    except Unreachable as wrong:
        return str(wrong)
    return None


def _checked(address: str, reach: Reach) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as wrong:
        raise Unreachable("Adressen går inte att läsa. Skriv den som https://exempel.se/jobb.") from wrong
    if parts.scheme not in reach.schemes or not parts.hostname or re.search(r"[\s\x00-\x20\\]", address.strip()):
        raise Unreachable("Adressen behöver börja med https:// och leda till en fil eller sida.")
    if parts.username or parts.password:
        raise Unreachable("Adressen innehåller ett användarnamn eller lösenord. Skriv den utan.")
    if reach.ports is not None and port is not None and port not in reach.ports:
        raise Unreachable(f"Adressen har port {port}. Bara {' och '.join(map(str, sorted(reach.ports)))} hämtas.")
    return parts


def _host_of(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").encode("idna").decode()
    except UnicodeError as wrong:
        raise Unreachable("Adressens namn går inte att läsa. Kontrollera stavningen.") from wrong


def _pinned(host: str, port: int, reach: Reach) -> str:
    """Return the address to connect to; every one that the name has must be public, or one of them could be ours."""
    found: list[Sequence[str]] = []

    def look_up() -> None:
        try:
            found.append(reach.look_up(host, port))
        except (OSError, UnicodeError):
            found.append(())

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(reach.seconds / 2)
    if not found or not found[0]:
        raise Unreachable(f"Namnet {shortened(host)} finns inte eller svarar inte. Kontrollera adressen.")
    if not all(reach.may_reach(ip) for ip in found[0]):
        raise Unreachable(f"Adressen {shortened(host)} leder inte ut på det öppna nätet och hämtas därför inte.")
    return found[0][0]


def _answer(
    parts: SplitResult, host: str, ip: str, port: int, reach: Reach, sockets: list[socket.socket],
    body: bytes | None, headers: Mapping[str, str],
) -> bytes:  # fmt: skip
    plain = socket.create_connection((ip, port), timeout=reach.seconds)
    sockets.append(plain)
    connection = http.client.HTTPConnection(host, port, timeout=reach.seconds)
    connection.sock = plain
    if parts.scheme == "https":
        connection.sock = reach.trust().wrap_socket(plain, server_hostname=host)
        sockets.append(connection.sock)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    default = 443 if parts.scheme == "https" else 80
    connection.putrequest("GET" if body is None else "POST", _quoted(path), skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host if port == default else f"{host}:{port}")
    connection.putheader("User-Agent", "Kollega")
    connection.putheader("Accept", "*/*")
    connection.putheader("Accept-Encoding", "gzip, identity")
    connection.putheader("Connection", "close")
    if body is not None:
        for name, value in {"Content-Type": "application/json", **headers}.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    with closing(connection), connection.getresponse() as response:
        if reason := _why_not_status(response, is_handed_over=body is not None):
            raise Unreachable(reason)
        return _body(response, reach)


def _quoted(path: str) -> str:
    return "".join(sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)


def _why_not_status(response: http.client.HTTPResponse, *, is_handed_over: bool) -> str | None:
    status = response.status
    if status == 200 or (is_handed_over and status in TAKEN):
        return None
    if 300 <= status < 400:
        to = shortened(response.headers.get("Location") or "en annan adress", 120)
        return f"Adressen skickar vidare till {to}. Skriv den adressen i stället, om den är rätt."
    if status in (401, 403):
        return "Källan släpper inte in oss. Be den som driver källan att öppna den, eller kontrollera adressen."
    if status in (404, 410):
        return "Källan finns inte på adressen. Kontrollera adressen hos den som driver källan."
    return f"Källan svarar med ett fel ({status}). Hör med den som driver källan om det inte går över."


def _body(response: http.client.HTTPResponse, reach: Reach) -> bytes:
    """Read and unpack piece by piece, and stop at the limit: what is packed may be a thousand times larger inside."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise Unreachable("Källan packar sitt svar på ett sätt som inte läses. Be om ett svar utan packning.")
    unpack = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    promised = response.length
    got, body = 0, bytearray()
    while chunk := response.read1(CHUNK):
        got += len(chunk)
        body += chunk if unpack is None else _unpacked(unpack, chunk, reach.limit + 1 - len(body))
        if max(got, len(body)) > reach.limit:
            raise Unreachable(f"Källans svar är större än {reach.limit // 1_000_000} MB. Be om en mindre fil.")
    if (promised is not None and got < promised) or (unpack is not None and not unpack.eof):
        raise Unreachable("Källans svar bröts av innan det var färdigt. Försök igen.")
    return bytes(body)


def _unpacked(unpack: "zlib._Decompress", chunk: bytes, room: int) -> bytes:
    try:
        return unpack.decompress(chunk, max(1, room))
    except zlib.error as wrong:
        raise Unreachable("Källans svar är packat på ett sätt som inte går att läsa.") from wrong


def _cut(sockets: list[socket.socket], late: threading.Event | None = None) -> None:
    if late is not None:
        late.set()
    for opened in reversed(sockets):
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)
        opened.close()
