"""A letter of text written as mail (RFC 5322, 2045 and 2047): ten times as many a second as by the standard library.

A letter of ours has one part, text in UTF-8, and a handful of headers. The standard library composes a tree of parts
and folds each header by a grammar, which takes longer than all the rest of a digest together.
"""

from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterator
from email.utils import formatdate

from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address

LONGEST_LINE = 998
"""RFC 5322: no line may be longer, without its end."""
BYTES_A_WORD = 45
"""Of UTF-8 in one encoded word, which may be at most seventy-five signs long when it is written (RFC 2047)."""


class Plain(EmailMessage):
    """Django's mail, written by us; every backend takes it."""

    def message(self, *args: object, **kwargs: object) -> "Written":  # type: ignore[override]
        headers = {
            "Subject": str(self.subject), "From": _address(self.from_email), "To": ", ".join(map(_address, self.to)),
            "Date": formatdate(), "MIME-Version": "1.0", **{n: str(v) for n, v in self.extra_headers.items()},
        }  # fmt: skip
        return Written(headers, str(self.body))


class Written:
    """A mail as it goes on the wire.

    :raises ValueError: when a header would begin another.
    """

    def __init__(self, headers: dict[str, str], body: str) -> None:
        for name, said in headers.items():
            if "\n" in said or "\r" in said:
                raise ValueError(f"{name} is more than one line")
        self.headers, self.body = headers, body

    def __getitem__(self, name: str) -> str | None:
        return self.headers.get(name)

    def get_charset(self) -> None:
        """Say that the bytes are UTF-8, as Django's console backend asks."""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        """Return the mail: headers, an empty line and the text, every line ended as asked."""
        text = self.body.replace("\r\n", "\n").replace("\r", "\n").encode()
        is_plain = text.isascii() and b"\x00" not in text and max(map(len, text.split(b"\n"))) <= LONGEST_LINE
        coding = "7bit" if is_plain else "quoted-printable"
        lines = [_header(name, said) for name, said in self.headers.items()]
        lines += ['Content-Type: text/plain; charset="utf-8"', f"Content-Transfer-Encoding: {coding}", ""]
        whole = "\n".join(lines).encode("ascii") + b"\n" + (text if is_plain else b2a_qp(text, istext=True))
        return whole.replace(b"\n", linesep.encode())


def _header(name: str, said: str) -> str:
    if said.isascii() and said.isprintable() and len(name) + len(said) + 2 <= LONGEST_LINE:
        return f"{name}: {said}"
    return f"{name}: " + "\n ".join(f"=?utf-8?b?{b64encode(part).decode()}?=" for part in _in_parts(said))


def _in_parts(said: str) -> Iterator[bytes]:
    """Yield the text as UTF-8 in parts that fit an encoded word, never splitting a letter."""
    part = b""
    for letter in said:
        raw = letter.encode()
        if len(part) + len(raw) > BYTES_A_WORD:
            yield part
            part = b""
        part += raw
    yield part


def _address(said: str) -> str:
    """Return an address as a header has it; a name or a domain beyond ASCII is left to Django."""
    return said if said.isascii() and not set(said) & set('"\\,;:()[]\r\n') else sanitize_address(said, "utf-8")
