"""Draw specimen documents of invented people.

    python examples/specimens/make_specimens.py OUT_DIR

draws one picture of every side of every kind, for one invented holder each. Other
scripts call `draw` and `save` with a holder, days and corrections of their own.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":  # run as a script, only this folder would be on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attrs import field, frozen
from PIL import Image

from specimens import cards, certificates
from specimens.holders import COMPANIES, PEOPLE, Company, Person
from specimens.photocopy import photocopied
from specimens.printed_text import Wording, days_of

__all__ = ["MANIFEST", "SIDES", "Specimen", "draw", "main", "save"]

_OF_PERSONS: Final[Mapping[tuple[str, str], Callable[[Person, Wording], Image.Image]]] = {
    ("passport_jp", "photo_page"): certificates.passport_jp_photo_page,
    ("passport_jp", "bearer_page"): certificates.passport_jp_bearer_page,
    ("drivers_license", "front"): cards.drivers_license_front,
    ("drivers_license", "back"): cards.drivers_license_back,
    ("driving_record_certificate", "front"): cards.driving_record_certificate_front,
    ("driving_record_certificate", "back"): cards.driving_record_certificate_back,
    ("health_insurance_card", "front"): cards.health_insurance_card_front,
    ("health_insurance_card", "back"): cards.health_insurance_card_back,
    ("resident_record", "pages"): certificates.resident_record_pages,
    ("individual_number_card", "front"): cards.individual_number_card_front,
    ("juki_card_b", "front"): cards.juki_card_b_front,
    ("juki_card_b", "back"): cards.juki_card_b_back,
    (
        "special_permanent_resident_certificate",
        "front",
    ): cards.special_permanent_resident_certificate_front,
    (
        "special_permanent_resident_certificate",
        "back",
    ): cards.special_permanent_resident_certificate_back,
}
_OF_COMPANIES: Final[Mapping[tuple[str, str], Callable[[Company, Wording], Image.Image]]] = {
    ("registry_certificate_full", "pages"): certificates.registry_certificate_full_pages,
}
#: What can be drawn: pairs of document kind and side, named as in the catalogue.
SIDES: Final = (*_OF_PERSONS, *_OF_COMPANIES)
_HOLDERS: Final[Mapping[str, Person | Company]] = {**PEOPLE, **COMPANIES}
_QUALITY: Final = 68


def draw(
    kind: str,
    side: str,
    holder: Person | Company,
    *,
    copied: bool = False,
    **options: Any,  # noqa: ANN401 - the fields of Wording, which has their types
) -> Image.Image:
    """Draw one side of one document.

    Args:
        kind: A document kind, named as in the catalogue; see `SIDES`.
        side: One of its sides.
        holder: Whose it is: a company for the registry certificate, else a person.
        copied: Whether to show a photographed photocopy of it.
        options: Fields of `Wording`; days left out come from `days_of`.
    """
    issued_on, expires_on = days_of(kind, holder)
    given: dict[str, Any] = {"issued_on": issued_on, "expires_on": expires_on, **options}
    wording = Wording(**given)
    if isinstance(holder, Company):
        picture = _OF_COMPANIES[kind, side](holder, wording)
    else:
        picture = _OF_PERSONS[kind, side](holder, wording)
    return photocopied(picture) if copied else picture


def save(picture: Image.Image, path: Path) -> None:
    """Write JPEG or PNG as the name of *path* says; a PNG has 96 colours to stay small."""
    if path.suffix == ".png":
        colours = picture.quantize(96, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        colours.save(path, "PNG", optimize=True)
    else:
        picture.save(path, "JPEG", quality=_QUALITY, optimize=True)


@frozen
class Specimen:
    """One file of the manifest."""

    file: str
    kind: str
    side: str
    holder: str
    options: Mapping[str, Any] = field(factory=dict)


#: One picture a side, and the variants a reviewer turns away.
MANIFEST: Final = (
    Specimen("passport_photo_page.jpg", "passport_jp", "photo_page", "ito"),
    Specimen(
        "passport_bearer_page.jpg",
        "passport_jp",
        "bearer_page",
        "ito",
        {"former_address": "愛知県豊橋市見本町12番地"},
    ),
    Specimen("drivers_license_front.jpg", "drivers_license", "front", "takahashi"),
    Specimen("drivers_license_back.jpg", "drivers_license", "back", "takahashi"),
    Specimen(
        "drivers_license_back_endorsed.jpg",
        "drivers_license",
        "back",
        "hayashi",
        {"endorsed_address": "富山県富山市見本町八丁目2番5号"},
    ),
    Specimen(
        "drivers_license_front_copied.jpg",
        "drivers_license",
        "front",
        "shimizu",
        {"copied": True},
    ),
    Specimen("driving_record_certificate_front.jpg", "driving_record_certificate", "front", "kato"),
    Specimen("driving_record_certificate_back.jpg", "driving_record_certificate", "back", "kato"),
    Specimen("health_insurance_card_front.jpg", "health_insurance_card", "front", "tanaka"),
    Specimen(
        "health_insurance_card_front_unmasked.jpg",
        "health_insurance_card",
        "front",
        "tanaka",
        {"masked": False},
    ),
    Specimen("health_insurance_card_back.jpg", "health_insurance_card", "back", "tanaka"),
    Specimen(
        "health_insurance_card_back_no_address.jpg",
        "health_insurance_card",
        "back",
        "saito",
        {"shown_address": ""},
    ),
    Specimen("resident_record.png", "resident_record", "pages", "tanaka"),
    Specimen("individual_number_card_front.jpg", "individual_number_card", "front", "yamazaki"),
    Specimen("juki_card_b_front.jpg", "juki_card_b", "front", "yoshida"),
    Specimen("juki_card_b_back.jpg", "juki_card_b", "back", "yoshida"),
    Specimen(
        "special_permanent_resident_certificate_front.jpg",
        "special_permanent_resident_certificate",
        "front",
        "lee",
    ),
    Specimen(
        "special_permanent_resident_certificate_back.jpg",
        "special_permanent_resident_certificate",
        "back",
        "lee",
        {"endorsed_address": "大阪府八尾市例示山町五丁目7番1号"},
    ),
    Specimen("registry_certificate.png", "registry_certificate_full", "pages", "mihon"),
    Specimen(
        "registry_certificate_copied.jpg",
        "registry_certificate_full",
        "pages",
        "hinagata",
        {"copied": True},
    ),
)


def main(arguments: list[str]) -> int:
    """Draw the manifest into the folder named by the one argument."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(MANIFEST, start=1):
        path = folder / each.file
        save(draw(each.kind, each.side, _HOLDERS[each.holder], **each.options), path)
        print(f"[{number:2}/{len(MANIFEST)}] {path}  {path.stat().st_size:,} bytes", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
