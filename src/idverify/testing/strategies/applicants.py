"""Strategies for applicants (申請者): invented people and companies at real places.

Kanji, kana and Latin letters of a name agree, and so do postal code, municipality
and town. The first entry of each table is the simplest; examples shrink towards it.
"""

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.contacts import Contact, Language

__all__ = ["addresses", "applicants", "contacts", "corporations", "individuals"]

#: Common surnames in kanji, in kana, and in Latin letters as in a passport.
_SURNAMES: Final = (
    ("見本", "ミホン", "MIHON"),
    ("佐藤", "サトウ", "SATO"),
    ("鈴木", "スズキ", "SUZUKI"),
    ("高橋", "タカハシ", "TAKAHASHI"),
    ("髙橋", "タカハシ", "TAKAHASHI"),
    ("田中", "タナカ", "TANAKA"),
    ("渡辺", "ワタナベ", "WATANABE"),
    ("渡邉", "ワタナベ", "WATANABE"),
    ("斎藤", "サイトウ", "SAITO"),
    ("齋藤", "サイトウ", "SAITO"),
    ("小林", "コバヤシ", "KOBAYASHI"),
    ("山﨑", "ヤマザキ", "YAMAZAKI"),
    ("𠮷田", "ヨシダ", "YOSHIDA"),
    ("井上", "イノウエ", "INOUE"),
    ("林", "ハヤシ", "HAYASHI"),
    ("佐々木", "ササキ", "SASAKI"),
)
_GIVEN_NAMES: Final = (
    ("花子", "ハナコ", "HANAKO"),
    ("太郎", "タロウ", "TARO"),
    ("健一", "ケンイチ", "KENICHI"),
    ("結衣", "ユイ", "YUI"),
    ("直樹", "ナオキ", "NAOKI"),
    ("美咲", "ミサキ", "MISAKI"),
    ("翔", "ショウ", "SHO"),
    ("さくら", "サクラ", "SAKURA"),
    ("ジュン", "ジュン", "JUN"),
)
#: Towns with their postal codes; the lots drawn in them are invented.
_TOWNS: Final = (
    ("164-0001", "東京都中野区中野"),
    ("155-0031", "東京都世田谷区北沢"),
    ("150-0002", "東京都渋谷区渋谷"),
    ("223-0061", "神奈川県横浜市港北区日吉"),
    ("460-0008", "愛知県名古屋市中区栄"),
    ("810-0001", "福岡県福岡市中央区天神"),
    ("564-0041", "大阪府吹田市泉町"),
)
_BUILDINGS: Final = ("", " メゾン青葉101", " 第二若葉荘203", " コーポ見本B-12")
_COMPANY_NAMES: Final = (
    "見本商事株式会社", "株式会社見本", "合同会社あおば", "一般社団法人見本協会", "有限会社若葉堂",
)  # fmt: skip
#: Adults for every policy from 2026 on. One integer for each keeps shrinking short.
_ADULT_BIRTH_DATES: Final = st.integers(-23000, 5800).map(
    lambda n: date(1990, 4, 1) + timedelta(days=n)
)
_NAMES: Final = tuple(
    tuple(map(" ".join, zip(surname, given, strict=True)))
    for given in _GIVEN_NAMES
    for surname in _SURNAMES
)


def addresses() -> st.SearchStrategy[Address]:
    """Draw an address with an invented lot in a real town, with or without its postal code.

    >>> from hypothesis import find
    >>> find(addresses(), lambda address: address.prefecture != "東京都").text
    '神奈川県横浜市港北区日吉1-1-1'
    """
    return st.builds(
        _address,
        st.sampled_from(_TOWNS),
        st.integers(0, 6 * 40 * 30 - 1),
        st.sampled_from(_BUILDINGS),
        has_postal_code=st.booleans(),
    )


def _address(town: tuple[str, str], lot: int, building: str, *, has_postal_code: bool) -> Address:
    code, name = town
    chome, banchi, go = lot // 1200 + 1, lot // 30 % 40 + 1, lot % 30 + 1
    text = f"{name}{chome}-{banchi}-{go}{building}"
    return Address(text, postal_code=code if has_postal_code else "")


@st.composite
def individuals(
    draw: st.DrawFn, birth_dates: st.SearchStrategy[date] = _ADULT_BIRTH_DATES
) -> Individual:
    """Draw a person (個人), by default an adult.

    >>> from hypothesis import find
    >>> person = find(individuals(), lambda _: True)
    >>> person.kanji_name, person.kana_name, person.address.text
    ('見本 花子', 'ミホン ハナコ', '東京都中野区中野1-1-1')
    """
    kanji, kana, latin = draw(st.sampled_from(_NAMES))
    return Individual(
        kanji_name=kanji,
        kana_name=kana,
        latin_name=draw(st.sampled_from([None, latin])),
        birth_date=draw(birth_dates),
        address=draw(addresses()),
    )


@st.composite
def corporations(draw: st.DrawFn) -> Corporation:
    """Draw a company (法人) whose corporate number has a valid check digit."""
    base = f"{draw(st.integers(1, 10**12 - 1)):012}"
    return Corporation(
        registered_name=draw(st.sampled_from(_COMPANY_NAMES)),
        corporate_number=f"{corporate_number_check_digit(base)}{base}",
        head_office=draw(addresses()),
        representative=draw(st.sampled_from(_NAMES))[0],
    )


def applicants() -> st.SearchStrategy[Applicant]:
    """Draw a person or a company (申請者); a person is the simplest."""
    return st.one_of(individuals(), corporations())


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """Draw a contact (連絡先) with an e-mail address in a reserved example domain."""
    kanji, _, latin = draw(st.sampled_from(_NAMES))
    mailbox = latin.lower().replace(" ", ".")
    return Contact(
        name=kanji,
        email=f"{mailbox}@example.jp",
        language=draw(st.sampled_from(Language)),
    )
