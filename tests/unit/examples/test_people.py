"""The invented people of the specimens: complete, distinct, and certainly nobody."""

import importlib.util
import re
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from stdnum.jp import cn

PLACE = Path(__file__).parents[3] / "examples" / "specimens" / "holders.py"


@pytest.fixture(scope="module")
def people() -> ModuleType:
    """Load the table from its file, as examples are no package that tests could import."""
    spec = importlib.util.spec_from_file_location("specimen_people", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_enough_people_for_a_day_at_the_desk(people: ModuleType) -> None:
    """At least eighteen people and companies, no two of one name or address."""
    everybody = [*people.PEOPLE.values(), *people.COMPANIES.values()]
    addresses = [getattr(each, "address", None) or each.head_office for each in everybody]

    assert len(everybody) >= 18
    assert len(everybody) == len({each.name for each in everybody}) == len(set(addresses))


def test_names_have_the_scripts_that_forms_ask_for(people: ModuleType) -> None:
    """Kana is katakana, Latin is capitals, and each has a family and a given name."""
    for person in people.PEOPLE.values():
        assert re.fullmatch(r"[ァ-ヶー]+ [ァ-ヶー]+", person.kana)
        assert re.fullmatch(r"[A-Z]+ [A-Z]+", person.latin)
        assert len(person.name.split(" ")) == 2


def test_the_hard_characters_are_among_the_names(people: ModuleType) -> None:
    """髙, 﨑, 邉, 邊, 濵 and 齋 must be there, for they are what goes wrong."""
    names = "".join(person.name for person in people.PEOPLE.values())

    assert set("髙﨑邉邊濵齋") <= set(names)
    assert "\ufa11" in names
    assert unicodedata.is_normalized("NFC", names)


def test_towns_say_that_they_are_invented(people: ModuleType) -> None:
    """Every address has 見本, 例示 or 雛形 in it, or a street beyond the last one of its city."""
    for person in people.PEOPLE.values():
        assert re.search("見本|例示|雛形|南三十条西四十丁目", person.street)
    for company in people.COMPANIES.values():
        assert re.search("見本|例示|雛形", company.head_office)


def test_corporate_numbers_are_valid_and_of_no_registry_office(people: ModuleType) -> None:
    """The check digit is right by python-stdnum; the office 9999 does not exist."""
    for company in people.COMPANIES.values():
        assert cn.validate(company.corporate_number) == company.corporate_number
        assert company.registry_number.startswith("9999")


def test_a_ward_of_a_large_city_belongs_to_its_city(people: ModuleType) -> None:
    """Cards are issued by the city, or by the special ward in Tokyo."""
    municipalities = {key: each.municipality for key, each in people.PEOPLE.items()}

    assert municipalities["watanabe"] == "大阪市"
    assert municipalities["takahashi"] == "杉並区"
    assert municipalities["ito"] == "津市"
