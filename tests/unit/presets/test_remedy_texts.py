"""The remedies of refusals: true for every document and policy that can give them."""

import re
from collections.abc import Callable, Iterable

import pytest
from attrs import evolve, frozen

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.documents import DocumentAttribute as Attribute
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField as Field
from idverify.model.documents import Side
from idverify.model.uploads import ImageFormat
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.presets import PRESETS

#: Policies that take one format only, besides the presets.
ONE_FORMAT = [
    evolve(p, code=f"{p.code}-{each}", files=evolve(p.files, formats=frozenset({each})))
    for p in PRESETS
    for each in ImageFormat
]


@frozen
class Situation:
    """A rule of a policy, beside a document of one kind."""

    policy: Policy
    rule: Rule
    kind: Kind

    @property
    def sides(self) -> frozenset[Side]:
        """The sides and pages of the document that may be submitted."""
        return DOCUMENTS[self.kind].sides - DOCUMENTS[self.kind].forbidden_sides

    @property
    def attributes(self) -> frozenset[Attribute]:
        """What the document shows, always or sometimes."""
        return DOCUMENTS[self.kind].proves | DOCUMENTS[self.kind].sometimes_proves

    @property
    def sensitive_fields(self) -> frozenset[Field]:
        """The sensitive field that the rule is about, or all those of the document."""
        spec = DOCUMENTS[self.kind]
        field = self.rule.field_to_mask
        return frozenset({field}) if field else spec.must_mask | spec.forbidden_fields

    @property
    def is_of_a_company(self) -> bool:
        """Whether only a company submits such a document."""
        return Attribute.CORPORATE_NAME in self.attributes


def is_of(*kinds: Kind) -> Callable[[Situation], bool]:
    """Presuppose a document of one of these kinds."""
    return lambda situation: situation.kind in kinds


def has_side(*sides: Side) -> Callable[[Situation], bool]:
    """Presuppose one of these sides or pages."""
    return lambda situation: not situation.sides.isdisjoint(sides)


def shows(attribute: Attribute) -> Callable[[Situation], bool]:
    """Presuppose that the document shows an attribute, unless the remedy asks for one that does."""
    return lambda situation: (
        attribute in situation.attributes
        or situation.rule.requires.fact.name == f"{attribute}_shown"
    )


def takes(file_format: ImageFormat) -> Callable[[Situation], bool]:
    """Presuppose a policy that takes a file format."""
    return lambda situation: file_format in situation.policy.files.formats


def hides(*fields: Field) -> Callable[[Situation], bool]:
    """Presuppose a rule on one of these fields, or a document that has one."""
    return lambda situation: not situation.sensitive_fields.isdisjoint(fields)


def never(_: Situation) -> bool:
    """Presuppose something that no service of this library has."""
    return False


NUMBERS = (
    Field.INSURED_SYMBOL, Field.INSURED_NUMBER, Field.INSURED_BRANCH_NUMBER, Field.INSURER_NUMBER,
    Field.BASIC_PENSION_NUMBER, Field.INDIVIDUAL_NUMBER, Field.RESIDENT_RECORD_CODE,
)  # fmt: skip
CERTIFICATES = [
    Kind.REGISTRY_CERTIFICATE_FULL, Kind.REGISTRY_CERTIFICATE_CURRENT,
    Kind.CORPORATE_SEAL_CERTIFICATE, Kind.SEAL_REGISTRATION_CERTIFICATE,
]  # fmt: skip
#: Words of remedies, as patterns, and what each presupposes.
PRESUPPOSITIONS: dict[str, Callable[[Situation], bool]] = {
    # documents
    "旅券|パスポート|[Pp]assport": is_of(Kind.PASSPORT_JP),
    "免許|licen[cs]e": is_of(Kind.DRIVERS_LICENSE),
    "経歴証明|record certificate": is_of(Kind.DRIVING_RECORD_CERTIFICATE),
    "保険証|insurance": is_of(Kind.HEALTH_INSURANCE_CARD),
    "資格確認書|eligibility": is_of(Kind.ELIGIBILITY_CERTIFICATE),
    "住民票|resident record": is_of(Kind.RESIDENT_RECORD),
    "(?:マイナンバー|個人番号)カード|number card": is_of(Kind.INDIVIDUAL_NUMBER_CARD),
    "在留カード|residence card": is_of(Kind.RESIDENCE_CARD, Kind.SPECIFIED_RESIDENCE_CARD),
    "手帳|handbook|pension": is_of(Kind.PENSION_BOOK, Kind.DISABILITY_HANDBOOK),
    "領収書|bill": is_of(Kind.UTILITY_BILL),
    "証明書|登記|certificate|commercial register": is_of(*CERTIFICATES),
    "公印|seal": is_of(Kind.RESIDENT_RECORD, *CERTIFICATES),
    # applicants
    "法人|会社|head office|corporate|company": lambda s: s.is_of_a_company,
    "氏名(?!・名称)|姓|フリガナ|本籍": lambda s: not s.is_of_a_company,
    "性別|[Ss]ex\\b": hides(Field.SEX),
    # sides, pages and fields
    "ページ|[Pp]ages?\\b": has_side(Side.PAGES, Side.PHOTO_PAGE, Side.BEARER_PAGE),
    "面(?!倒)(?<!画面)|\\bsides?\\b": has_side(Side.FRONT, Side.BACK),
    "裏|\\bback\\b": has_side(Side.BACK),
    "住所欄|記入欄|address (?:page|field|column)|bearer's page": never,
    "住所|address": lambda s: (
        bool({Attribute.ADDRESS, Attribute.HEAD_OFFICE} & s.attributes)
        or s.rule.code in {"address_is_shown", "name_agrees", "birth_date_agrees"}
    ),
    "生年月日|birth date": lambda s: (
        Attribute.BIRTH_DATE in s.attributes or s.rule.code == "birth_date_is_shown"
    ),
    "顔写真|holder's photo": shows(Attribute.PHOTO),
    "有効期限|expiry date|expire": lambda s: DOCUMENTS[s.kind].has_expiry_date is not False,
    "番号|[Nn]umber": hides(*NUMBERS),
    "マイナンバー|individual number": hides(Field.INDIVIDUAL_NUMBER),
    "QR": hides(Field.QR_CODE),
    # file formats
    "JPE?G": takes(ImageFormat.JPEG),
    "PNG": takes(ImageFormat.PNG),
    "GIF|BMP|PDF|HEIC|TIFF": never,
    # what no service of this library shows
    "案内にある|一覧|\\bguide\\b|\\blist\\b": never,
}


def situations(policies: Iterable[Policy] = (*PRESETS, *ONE_FORMAT)) -> list[Situation]:
    """Return each rule of each policy beside each kind of document that it applies to."""
    return [
        Situation(policy, rule, kind)
        for policy in policies
        for rule in policy.rules
        for kind in Kind
        if rule.applies_to(kind)
    ]


SITUATIONS = situations()


@pytest.mark.parametrize("policy", [*PRESETS, *ONE_FORMAT], ids=lambda policy: policy.code)
def test_a_remedy_names_nothing_that_document_and_policy_do_not_have(policy: Policy) -> None:
    """No remedy names a document, page, field or format that is not there to be used."""
    wrong = {
        (s.rule.code, str(s.kind), found[0])
        for s in situations([policy])
        for pattern, is_there in PRESUPPOSITIONS.items()
        for text in (s.rule.reason.remedy_ja, s.rule.reason.remedy_en)
        if (found := re.search(pattern, text)) and not is_there(s)
    }

    assert not wrong


def test_every_rule_is_covered() -> None:
    """The situations have every rule of every preset, beside every kind of document."""
    assert {(s.policy.code, s.rule.code) for s in SITUATIONS} >= {
        (policy.code, rule.code) for policy in PRESETS for rule in policy.rules
    }
    assert {s.kind for s in SITUATIONS} == {*Kind}


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
@pytest.mark.parametrize("code", ["name_agrees", "address_agrees", "representative_agrees"])
def test_a_mismatch_may_be_resolved_on_either_side(policy: Policy, code: str) -> None:
    """The profile is corrected if it is wrong, and the document updated first if that is old."""
    [reason] = [rule.reason for rule in policy.rules if rule.code == code]

    ways_ja = re.fullmatch(
        "登録情報.*一致しません。登録情報に.*がある場合は、訂正して.*。"
        ".*変更が書類に反映されていない場合は、先に書類の記載を更新する手続きを.*ください。",
        reason.remedy_ja,
    )
    ways_en = re.fullmatch(
        ".* differ. If the profile is wrong, please correct it. If you(?:r name changed| moved)"
        ".*, please have the document updated first. Then submit again.",
        reason.remedy_en,
    )

    assert ways_ja
    assert ways_en


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
def test_a_remedy_is_written_as_business_mail(policy: Policy) -> None:
    """Each Japanese remedy asks in the honorific form, and uses full-width marks only."""
    for rule in policy.rules:
        assert rule.reason.remedy_ja.endswith("ください。")
        assert not re.search("[(),!?]", rule.reason.remedy_ja)
        last = rule.reason.remedy_ja.rstrip("。").rpartition("。")[2]
        assert re.search("[ごお][^、]*ください$", last)
