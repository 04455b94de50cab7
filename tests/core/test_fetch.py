"""What a fetch reaches and what it never reaches, against a server of our own that misbehaves in every way we know."""

import gzip
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest

from kollega.core import clock
from kollega.core import fetch as fetching
from kollega.core.fetch import Reach, Unreachable, fetch, is_public

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@contextmanager
def a_server(*pieces, pause=0.0, wrap=None):
    """Yield the port of a server that answers each caller with the pieces, and what it was asked."""
    listening = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve():
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            try:
                with caller, wrap(caller) if wrap else caller as talking:
                    said = talking.recv(65_536)
                    if said.startswith(b"POST") and said.endswith(b"\r\n\r\n"):
                        said += talking.recv(65_536)
                    asked.append(said)
                    for piece in pieces:
                        talking.sendall(piece)
                        time.sleep(pause)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1], asked
    finally:
        listening.close()


def a_reach(**changes):
    about = {"look_up": lambda host, port: ["127.0.0.1"], "may_reach": lambda ip: True, "ports": None, "seconds": 2.0}
    return Reach(**about | {"schemes": frozenset({"http", "https"})} | changes)


def fetched(*pieces, pause=0.0, reach=None):
    with a_server(*pieces, pause=pause) as (port, _):
        return fetch(f"http://kalla.exempel.se:{port}/jobb", reach or a_reach())


def test_a_file_is_fetched_from_the_address_that_was_looked_up():
    with a_server(OK) as (port, asked):
        assert fetch(f"http://källa.exempel.se:{port}/jöbb?a=1", a_reach()) == b"hello"
    assert asked[0].startswith(b"GET /j%C3%B6bb?a=1 HTTP/1.1\r\nHost: xn--klla-loa.exempel.se:")


def test_a_packed_and_a_chunked_answer_are_read():
    packed = gzip.compress(b"hello")
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    assert fetched(head, packed) == b"hello"
    assert fetched(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n") == b"hello"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fec0::1",
        "kalla", "",
    ],
)  # fmt: skip
def test_no_address_of_ours_is_public(address):
    assert not is_public(address)


def test_an_address_of_the_open_internet_is_public():
    assert is_public("193.181.14.10")
    assert is_public("2a00:1450:400f::200e")


def test_one_address_of_ours_among_several_is_enough_to_refuse():
    with a_server(OK) as (port, asked):
        reach = a_reach(look_up=lambda host, p: ["193.181.14.10", "127.0.0.1"], may_reach=is_public)
        with pytest.raises(Unreachable, match="öppna nätet"):
            fetch(f"http://kalla.exempel.se:{port}/", reach)
    assert asked == []


def test_a_name_that_answers_differently_the_second_time_is_asked_once():
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with a_server(OK) as (port, _):
        reach = a_reach(look_up=lambda host, p: next(answers), may_reach=lambda ip: ip == "127.0.0.1")
        assert fetch(f"http://kalla.exempel.se:{port}/", reach) == b"hello"
    assert next(answers) == ["127.0.0.2"]


@pytest.mark.parametrize("to", ["http://169.254.169.254/latest/", "/jobb2", ""])
def test_no_redirect_is_followed(to):
    said = f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()
    with a_server(said) as (port, asked), pytest.raises(Unreachable, match="skickar vidare"):
        fetch(f"http://kalla.exempel.se:{port}/", a_reach())
    assert len(asked) == 1


@pytest.mark.parametrize(("status", "said"), [(404, "finns inte"), (403, "släpper inte in"), (503, "fel .503.")])
def test_what_the_source_says_is_told_in_words(status, said):
    with pytest.raises(Unreachable, match=said):
        fetched(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 100],
        [b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 90],
        [b"H"] * 100,
        [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"", b"", *[b""] * 100],
    ],
)
def test_a_slow_drip_is_cut_when_the_time_is_up(pieces):
    began = time.monotonic()
    with pytest.raises(Unreachable, match="inom 1 sekunder"):
        fetched(*pieces, pause=0.1, reach=a_reach(seconds=1.0))
    assert time.monotonic() - began < 3


def test_an_endless_answer_is_cut_at_the_limit():
    with pytest.raises(Unreachable, match="större än 1 MB"):
        fetched(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65_536] * 40, reach=a_reach(limit=1_000_000))


def test_what_is_packed_a_thousand_times_is_cut_at_the_limit():
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(Unreachable, match="större än 10 MB"):
        fetched(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", bomb)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello", "bröts av"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "inte som den ska"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhello", "inte går att läsa"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nhello", "inte läses"),
        (b"\x00\x01nonsense\r\n\r\n", "inte som den ska"),
        (b"", "inte som den ska"),
    ],
)
def test_a_broken_answer_is_no_file(answer, said):
    with pytest.raises(Unreachable, match=said):
        fetched(answer)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://exempel.se/", "https://"), ("ftp://exempel.se/", "https://"), ("file:///etc/passwd", "https://"),
        ("https://kim:hemligt@exempel.se/", "lösenord"), ("https://exempel.se:22/", "port 22"), ("https://", "https://"),
        ("https://[x", "går inte att läsa"), ("https://exempel.se/\r\nX: y", "https://"), ("jobb", "https://"),
        ("https://" + "a" * 70 + ".se/", "stavningen"),
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_asked_is_not(address, said):
    with pytest.raises(Unreachable, match=said):
        fetch(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_our_own_machine_is_not_reached_by_any_spelling(host):
    with pytest.raises(Unreachable, match=r"öppna nätet|finns inte"):
        fetch(f"https://{host}/")


def test_a_name_that_does_not_exist_is_said():
    def nobody(host, port):
        raise socket.gaierror

    with pytest.raises(Unreachable, match=r"Namnet kalla\.exempel\.se"):
        fetch("https://kalla.exempel.se/", a_reach(look_up=nobody))


def test_a_certificate_is_checked_against_the_name(tmp_path):
    trusting = _certificate(tmp_path, "kalla.exempel.se")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with a_server(OK, wrap=lambda s: serving.wrap_socket(s, server_side=True)) as (port, _):
        assert fetch(f"https://kalla.exempel.se:{port}/", a_reach(trust=trusting)) == b"hello"
        with pytest.raises(Unreachable, match="certifikat"):
            fetch(f"https://annan.exempel.se:{port}/", a_reach(trust=trusting))
        with pytest.raises(Unreachable, match="certifikat"):
            fetch(f"https://kalla.exempel.se:{port}/", a_reach())


def _certificate(folder, name):
    """Write a certificate for the name and its key, and return what trusts it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = clock.now()
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    return lambda: ssl.create_default_context(cafile=str(folder / "cert.pem"))


def test_the_real_reach_allows_nothing_but_https_to_the_open_internet():
    assert fetching.OPEN.schemes == {"https"}
    assert (fetching.OPEN.may_reach, fetching.OPEN.limit, fetching.OPEN.seconds) == (is_public, 10_000_000, 20.0)


def test_what_is_handed_over_is_posted_whole_to_the_pinned_address():
    with a_server(OK) as (port, asked):
        assert fetch(f"http://dom.exempel.se:{port}/svar/", a_reach(), body='{"namn": "Åsa"}'.encode()) == b"hello"
    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /svar/ HTTP/1.1")
    assert b"Content-Type: application/json" in head
    assert b"Content-Length: 16" in head
    assert body.decode() == '{"namn": "Åsa"}'
