"""Names of corporations, in full and abbreviated, and holders of accounts as banks keep them."""

import pytest

from idverify.matching import (
    NEW_FORMS_FOR_OLD,
    STANDARD,
    STRICT,
    DifferenceKind,
    MatchDecision,
    compare_account_holder,
    compare_name,
)
from idverify.matching._legal_forms import LEGAL_FORMS

LONG = "アレハンドロ マクシミリアーノ フェルナンデス ゴンザレス"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱青葉", "株式会社青葉"),
        ("（株）青葉", "株式会社青葉"),
        ("青葉(株)", "青葉株式会社"),
        ("㈲青葉", "有限会社青葉"),
        ("㍿青葉", "株式会社青葉"),
        ("㈱青葉", "(株)青葉"),
        ("(一社)青葉", "一般社団法人青葉"),
        ("NPO法人青葉", "特定非営利活動法人青葉"),
        ("株式會社青葉", "㈱青葉"),
        ("株式会社 ＡＢＣ", "株式会社abc"),
    ],
)
def test_a_kind_of_corporation_may_be_abbreviated(one: str, other: str) -> None:
    """A sign for the kind stands for the kind, on either side."""
    assert compare_name(one, other).is_match
    assert compare_name(other, one).is_match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("株式会社青葉", "有限会社青葉"),
        ("株式会社青葉", "青葉株式会社"),
        ("株式会社 青葉", "青葉 株式会社"),
        ("㈱青葉", "青葉㈱"),
        ("㈱青葉", "有限会社青葉"),
        ("株式会社青葉", "青葉"),
        ("株式会社", "株式会社ABC"),
        ("ABC", "株式会社ABC"),
        ("ABC株式会社", "株式会社ABC"),
        ("株式会社ＡＢＣ", "株式会社ABD"),
    ],
)
def test_two_corporations_stay_two(one: str, other: str) -> None:
    """Another kind, another place of it, or none, is another corporation."""
    assert not compare_name(one, other).is_match
    assert not compare_name(other, one).is_match


def test_a_bracketed_family_name_is_no_corporation() -> None:
    """宗 in brackets is a former surname beside a person's name."""
    found = compare_name("宗 舞", "林 舞（宗）")

    assert DifferenceKind.FORMER_SURNAME in {d.kind for d in found.differences}


@pytest.mark.parametrize(("reading", "short"), [(row[2], row[3]) for row in LEGAL_FORMS])
def test_every_abbreviation_of_the_banks_is_read(reading: str, short: str) -> None:
    """Each kind is known before and behind the name, and is not the other."""
    before, behind = f"{short})アオバ", f"アオバ({short}"

    assert compare_account_holder(f"{reading} アオバ", before).is_match
    assert compare_account_holder(f"アオバ {reading}", behind).is_match
    assert not compare_account_holder(f"{reading} アオバ", behind).is_match
    assert not compare_account_holder("アオバ", before).is_match


@pytest.mark.parametrize(
    ("reading", "holder"),
    [
        ("ヤマダ ショウタ", "ﾔﾏﾀﾞ ｼﾖｳﾀ"),
        ("カヲリ ミホン", "ｶｵﾘ ﾐﾎﾝ"),
        ("カーター ジョン", "ｶ-ﾀ- ｼﾞﾖﾝ"),
        ("ヤマダ タロウ", "ﾔﾏﾀﾞﾀﾛｳ"),
        ("カブシキガイシャアオバ", "ｶ)ｱｵﾊﾞ"),
        ("カブシキガイシャアオバ オオサカエイギョウショ", "ｶ)ｱｵﾊﾞ ｵｵｻｶ(ｴｲ"),
        ("イッパンシャダンホウジンアオバ", "ｼﾔ)ｱｵﾊﾞ"),
        ("オオノ ショウタ", "OHNO SHOTA"),
    ],
)
def test_a_bank_keeps_a_name_in_its_own_way(reading: str, holder: str) -> None:
    """Half width, large kana, hyphens for long marks and abbreviations are notation."""
    assert compare_account_holder(reading, holder).is_match


@pytest.mark.parametrize("length", [29, 30])
def test_a_holder_that_fills_the_field_may_stop_short(length: int) -> None:
    """After thirty characters a bank stops; it is accepted and worth a note."""
    holder = "ｱﾚﾊﾝﾄﾞﾛ ﾏｸｼﾐﾘｱ-ﾉ ﾌｴﾙﾅﾝﾃﾞｽ ｺﾞﾝｻﾞﾚｽ"[:length]
    found = compare_account_holder(LONG, holder)

    assert [d.kind for d in found.differences] == [DifferenceKind.CUT_OFF]
    assert STANDARD.decide(found) is NEW_FORMS_FOR_OLD.decide(found) is MatchDecision.NOTE
    assert STRICT.decide(found) is MatchDecision.REFUSE


@pytest.mark.parametrize("holder", ["ｱﾚﾊﾝﾄﾞﾛ ﾏｸｼﾐﾘｱ-ﾉ", "ｱﾚﾊﾝﾄﾞﾛ ﾏｸｼﾐﾘｱ-ﾉ ﾌｴﾙﾅﾝﾃﾞｽ ﾊﾟｼ"])
def test_a_holder_that_is_short_or_wrong_is_refused(holder: str) -> None:
    """Stopping before the field is full, or a wrong letter in it, is no cut."""
    assert not compare_account_holder(LONG, holder).is_match
