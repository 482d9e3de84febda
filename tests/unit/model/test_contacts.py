"""Contacts: one address, one line, nothing shown."""

import pytest

from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.model.contacts import Contact


def test_somebody_is_told_in_japanese_unless_they_ask_otherwise() -> None:
    """The language is Japanese by default."""
    assert Contact(name="見本", email="a@example.jp").language is Language.JA


@pytest.mark.parametrize(
    "email",
    [
        "",
        "nobody",
        "@example.jp",
        "a@",
        "a@example.jp\r\nBcc: b@example.jp",
        "a@example.jp\n",
        "a b@example.jp",
        "a@example.jp,b@example.jp",
        "a@example.jp;b@example.jp",
        "見本 <a@example.jp>",
        "a@\x85example.jp",
    ],
)
def test_an_address_that_is_not_one_is_refused_and_not_repeated(email: str) -> None:
    """No line break, no second recipient, no display name gets into the header of a mail."""
    with pytest.raises(
        InvalidValueError, match=r"^email must be one address of the form name@host$"
    ):
        Contact(name="見本", email=email)


@pytest.mark.parametrize("name", ["", "\n", "見本\r\nBcc: x"])
def test_a_name_is_one_line_of_text(name: str) -> None:
    """A name that is empty or has line breaks is refused."""
    with pytest.raises(InvalidValueError, match=r"^name"):
        Contact(name=name, email="a@example.jp")


def test_a_contact_shows_lengths_only() -> None:
    """The repr tells neither name nor address."""
    shown = repr(Contact(name="見本 花子", email="hanako@example.jp"))

    assert ("hanako" in shown, "見本" in shown) == (False, False)


@pytest.mark.parametrize(
    "address",
    [
        "a@b@c.jp", "mailto:a@b.jp", "a@-b.jp", "a@b..jp", "x" * 65 + "@b.jp", '"a"@b.jp',
        "a@" + "b" * 64,
    ],
)  # fmt: skip
def test_what_can_never_be_sent_is_refused_at_intake(address: str) -> None:
    """The contact refuses it, and its text does not repeat the address."""
    with pytest.raises(InvalidValueError, match=r"email (must|has)") as refused:
        Contact(name="見本", email=address)
    assert address not in str(refused.value)
