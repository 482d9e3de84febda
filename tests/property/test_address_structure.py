"""Addresses from their structure: honest notations are accepted, and no change of a part is."""

from typing import Any

from attrs import evolve, fields, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from idverify.matching import compare_address
from idverify.matching.strictness import STANDARD, MatchDecision

CITIES = (
    "東京都世田谷区", "神奈川県横浜市中区", "岩手県盛岡市", "石川県金沢市", "高知県高知市",
    "佐賀県鹿島市", "京都府京都市中京区", "沖縄県国頭郡本部町",
)  # fmt: skip
TOWNS = (
    "北沢", "見本町", "大字平井", "一番町", "霞が関", "与一", "十三本町", "一三東", "上太田",
    "南1条西", "大字平井字新田", "東三線北", "四番沢", "字渡久地", "二十四軒四条", "千代ケ丘",
)  # fmt: skip
#: 小字 behind the town; most addresses have none.
AZA = ("", "", "", "", "字中島", "字上ノ台", "字ニ")
SIGNS = ("イ", "ロ", "甲", "乙", "A", "B")
KANJI = " 一二三四五六七八九"


@frozen(kw_only=True)
class Structure:
    """The parts of an address; None where there is none."""

    city: str
    town: str
    aza: str = ""
    chome: int | None = None
    chiwari: int | None = None
    number: int
    branch: int | None = None
    sign: str | None = None
    building: str | None = None
    room: int | None = None


numbers = st.integers(1, 99)
#: The systems in use: blocks with house numbers, lots with a branch or a sign, and 地割.
shapes = st.one_of(
    st.fixed_dictionaries({"chome": st.integers(1, 9), "branch": numbers}),
    st.fixed_dictionaries({"branch": st.none() | numbers}),
    st.fixed_dictionaries({"sign": st.sampled_from(SIGNS)}),
    st.fixed_dictionaries({"chiwari": st.integers(1, 40), "branch": st.none() | numbers}),
)
homes: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"building": st.sampled_from(["メゾン青葉", "コーポ見本"]),
                           "room": st.none() | st.integers(101, 1299)}),
)  # fmt: skip
structures = st.builds(
    lambda city, town, aza, number, shape, home: Structure(
        city=city, town=town, aza=aza, number=number, **shape, **home
    ),
    st.sampled_from(CITIES),
    st.sampled_from(TOWNS),
    st.sampled_from(AZA),
    numbers,
    shapes,
    homes,
).filter(
    # 地割 and 丁目 divide a town or 大字; neither goes with a 小字, nor 地割 with 条.
    lambda place: (
        not (place.chiwari and "条" in place.town)
        and not (place.aza and (place.chome or place.chiwari or "字" in place.town))
    )
)


def lots(place: Structure) -> list[str]:
    """Return the honest notations of the numbers."""
    if place.sign:
        return [f"{place.number}{link}{place.sign}" for link in ("番地", "番地の", "-")]
    tail = f"-{place.branch}" if place.branch else ""
    long_tail = f"の{place.branch}" if place.branch else ""
    if place.chome and place.branch is None:
        return [
            f"{place.chome}丁目{place.number}番",
            f"{KANJI[place.chome]}丁目{place.number}番地",
            f"{place.chome}-{place.number}",
        ]
    if place.chome:
        kanji = KANJI[place.chome]
        return [
            f"{place.chome}丁目{place.number}番{place.branch}号",
            f"{kanji}丁目{place.number}番{place.branch}号",
            f"{place.chome}丁目{place.number}-{place.branch}",
            f"{place.chome}-{place.number}-{place.branch}",
            f"{place.chome}－{place.number}－{place.branch}",
            f"{place.chome} 丁目 {place.number} 番 {place.branch} 号",
        ]
    head = f"第{place.chiwari}地割" if place.chiwari else ""
    return [
        f"{head}{place.number}番地{long_tail}",
        f"{head}{place.number}番地{tail.removeprefix('-')}",
        f"{head.removeprefix('第')}{place.number}{tail}",
        f"{head}{place.number}番{tail}",
    ]


def write(place: Structure, way: int) -> str:
    """Write an address in one of its notations."""
    numbered = lots(place)
    aza = place.aza if way % 2 else place.aza.removeprefix("字")
    text = place.city + place.town + aza + numbered[way % len(numbered)]
    if place.building:
        room = ["", f"{place.room}", f"{place.room}号室", f" {place.room}"][
            0 if place.room is None else way % 3 + 1
        ]
        text += f" {place.building}{room}"
    return text


ways = st.integers(0, 11)


@given(place=structures, first=ways, second=ways)
def test_every_honest_notation_is_accepted(place: Structure, first: int, second: int) -> None:
    """Two notations of one structure are one address, without a question."""
    found = compare_address(write(place, first), write(place, second))

    assert STANDARD.decide(found) <= MatchDecision.NOTE, found.differences


#: What another part looks like; a room and a building may be left out, so they are only changed.
OTHERS = {"city": CITIES, "town": (*TOWNS, ""), "aza": AZA, "sign": (*SIGNS, None)}


@given(
    place=structures,
    part=st.sampled_from([f.name for f in fields(Structure)]),
    first=ways,
    second=ways,
    data=st.data(),
)
def test_no_changed_or_dropped_part_is_accepted(
    place: Structure, part: str, first: int, second: int, data: st.DataObject
) -> None:
    """A part changed, or dropped where the address needs it, makes another address."""
    before = getattr(place, part)
    assume(before is not None)
    after: Any
    if part in OTHERS:
        after = data.draw(st.sampled_from(OTHERS[part]))
    elif part == "building":
        after = "グランド例示"
    elif part in {"room", "number"}:
        after = data.draw(numbers)
    elif part == "chome":
        after = data.draw(st.none() | st.integers(1, 9))
    else:
        after = data.draw(st.none() | numbers)
    assume(after != before)
    changes: dict[str, Any] = {part: after}
    changed = evolve(place, **changes)
    pair = write(place, first), write(changed, second)
    assume(pair[0] != pair[1])

    for one, other in (pair, pair[::-1]):
        found = compare_address(one, other)
        assert STANDARD.decide(found) >= MatchDecision.ASK, (one, other, found.differences)


WARDS = {"横浜市中区": "横浜市", "京都市中京区": "京都市", "本部町": ""}


@given(place=structures, ward=st.sampled_from(sorted(WARDS)), first=ways, second=ways)
def test_no_dropped_municipality_or_ward_is_accepted(
    place: Structure, ward: str, first: int, second: int
) -> None:
    """A city of wards needs the ward, even if only one ward has such a town."""
    whole = evolve(place, city=next(city for city in CITIES if city.endswith(ward)))
    cut = evolve(whole, city=whole.city.replace(ward, WARDS[ward]))
    pair = write(whole, first), write(cut, second)

    for one, other in (pair, pair[::-1]):
        found = compare_address(one, other)
        assert STANDARD.decide(found) >= MatchDecision.ASK, (one, other, found.differences)


FULL_WIDTH = str.maketrans("0123456789-AB", "０１２３４５６７８９－ＡＢ")


@given(place=structures, other=structures, way=ways, gap=st.sampled_from((" ", "　")))
def test_differences_quote_the_texts_exactly_as_typed(
    place: Structure, other: Structure, way: int, gap: str
) -> None:
    """A quotation keeps the widths, dashes and spaces of the text it is taken from."""
    typed = gap.join(write(place, way)).translate(FULL_WIDTH)
    printed = write(other, way)

    for found in compare_address(typed, printed).differences:
        assert found.declared in typed, (typed, printed, found.declared)
        assert found.on_document in printed, (typed, printed, found.on_document)
