"""Our letters as others read them: the standard library's own reader gets back what was written."""

from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from django.core.mail import EmailMessage
from hypothesis import given
from hypothesis import strategies as st

from kollega.outbox.mime import LONGEST_LINE, Plain

LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t"), max_size=400)
LINES = st.lists(LETTERS, max_size=12).map("\n".join)
SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), include_characters=" ")
SUBJECTS = st.text(SIGNS, min_size=1, max_size=160).map(lambda said: " ".join(said.split())).filter(bool)


def written(subject="Hej", body="Text", linesep="\r\n", **more):
    given = {"from_email": "kollega@exempel.se", "to": ["amina@exempel.se"], **more}
    return Plain(subject, body, **given).message().as_bytes(linesep=linesep)


@given(subject=SUBJECTS, body=LINES)
def test_any_words_come_back_as_they_were(subject, body):
    raw = written(subject, body)
    read = message_from_bytes(raw, policy=SMTP)
    assert read["Subject"] == subject
    assert read.get_content().replace("\r\n", "\n").removesuffix("\n") == body.removesuffix("\n")
    assert not read.defects
    assert all(len(line) <= LONGEST_LINE for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_it_says_what_djangos_own_mail_says():
    given = {"from_email": "Kollega <kollega@exempel.se>", "to": ["åsa@exempel.se"],
             "headers": {"Message-ID": "<1@exempel.se>", "List-Unsubscribe": "<https://exempel.se/av/x/>"}}  # fmt: skip
    ours, theirs = (
        message_from_bytes(kind("Kustmyndigheten säger ja", "Rad ett.\n.\nFrån Åsa", **given).message().as_bytes(),
                           policy=default)
        for kind in (Plain, EmailMessage)
    )  # fmt: skip
    assert set(ours.keys()) == set(theirs.keys())
    for name in ("Subject", "From", "To", "Message-ID", "List-Unsubscribe", "MIME-Version"):
        assert ours[name] == theirs[name]
    assert ours.get_content().strip() == theirs.get_content().strip()


@pytest.mark.parametrize("broken", ["Hej\nBcc: alla@exempel.se", "Hej\rBcc: alla@exempel.se"])
def test_no_header_begins_another(broken):
    with pytest.raises(ValueError, match="more than one line"):
        written(broken)
    with pytest.raises(ValueError, match="more than one line"):
        written(headers={"List-Unsubscribe": broken})
    with pytest.raises(ValueError, match=r".+"):
        written(to=["amina@exempel.se\nBcc: alla@exempel.se"])
