"""The words for what a policy states beside its rules: one for each field, wherever it is told."""

import pytest
from attrs import fields

from idverify.analysis import compare_policies
from idverify.i18n import Language
from idverify.model.uploads import FileLimits
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap, Retention
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.render.policies import make_difference_tables
from idverify.render.policy_fields import FIELD_LABELS, format_value
from idverify.render.reports import make_report
from support.rules import HOUSE_RULES
from support.state_space import DAY

#: They name a policy, or are its list and its rules, which are told one by one.
NAMES_AND_RULES = {"code", "title_ja", "title_en", "accept_list", "requirements"}


def test_every_field_that_may_differ_has_words() -> None:
    """Nobody reads the name of an attribute, of a policy or of its parts."""
    named = {part.name for owner in (Policy, Retention, FileLimits) for part in fields(owner)}
    told = {name for name in named - NAMES_AND_RULES if not name.startswith("_")}

    assert told <= set(FIELD_LABELS)


@pytest.mark.parametrize("language", Language)
def test_a_difference_and_a_comparison_say_a_term_alike(language: Language) -> None:
    """Who derives a policy and who compares it with its parent read the same words."""
    child = CROWDWORKS_ARTICLE.derive(
        code="child", max_attempts=2, next_steps=(), is_optional=False
    )
    compared = compare_policies(CROWDWORKS_ARTICLE, child, DAY)
    terms = make_report(compared, language).sections[1].records
    settings = make_difference_tables(child.diff(), language)[1]

    assert {tuple(map(str, record.values())) for record in terms} == set(settings.rows)


def test_a_retention_is_said_part_by_part() -> None:
    """The parts are named in words, and what no source says is said to be so."""
    assert format_value(Retention(images_days=30), Language.EN) == (
        "days pictures are kept after the decision: 30, "
        "pictures never decided on are destroyed at once: no, "
        "years records are kept after the contract: not stated"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            Gap(statement_ja="不明です。", statement_en="Nobody knows.", citation=HOUSE_RULES),
            "Nobody knows.",
        ),
        (CROWDWORKS_ARTICLE.capabilities[:1], "bank account registration"),
        ((HOUSE_RULES, HOUSE_RULES), "House rules of a test: 1 [confirmed]; " * 2),
        (frozenset(), "none"),
    ],
)
def test_each_kind_of_value_is_said_in_its_words(value: object, said: str) -> None:
    """A gap is its sentence, a capability its name, a source its place; nothing is none."""
    assert format_value(value, Language.EN) == said.removesuffix("; ")
