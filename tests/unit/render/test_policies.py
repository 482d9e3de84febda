"""Policies as tables: what is in them, in both languages, and that nothing in them is active."""

import re
from datetime import date

import pytest

from idverify.calendar.period import Period
from idverify.i18n import Language
from idverify.policy.settings import Retention
from idverify.policy.validity import PROVISIONS
from idverify.presets import APTCP, CROWDWORKS_ARTICLE, CROWDWORKS_FAQ, PRESETS
from idverify.render.policies import (
    make_difference_tables,
    make_policy_tables,
    make_provision_table,
    render_policy_html,
    render_policy_markdown,
)
from idverify.render.tables import Table, to_html, to_markdown
from support.rules import fact, policy, rule

SEEN = fact("seen", read=lambda *_: True)
EVIL = "<script>alert(1)</script> | `x` [a](b)"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.code)
def test_every_rule_is_in_the_table(preset: object, language: Language) -> None:
    """Each rule has a row with its sentence, its days, its reason and its source."""
    assert isinstance(preset, type(CROWDWORKS_ARTICLE))
    accepts, rules, settings, gaps, sources = make_policy_tables(preset, language)

    assert [row[0] for row in rules.rows] == [r.code for r in preset.rules]
    assert all(row[1] and row[4] and row[5] for row in rules.rows)
    assert len(accepts.rows) == len(preset.accept_list)
    assert len(gaps.rows) == len(preset.gaps)
    assert all(name and value for name, value in settings.rows)
    assert {row[1] for row in sources.rows} >= {c.url for r in preset.rules for c in r.citations}
    assert len(sources.rows) == len({row[:2] for row in sources.rows})
    purging = [bool(rule.must_purge_image or rule.field_to_mask) for rule in preset.rules]
    assert [bool(row[6]) for row in rules.rows] == purging


def test_readers_of_japanese_see_titles_in_japanese() -> None:
    """Every source read in Japanese has a Japanese title there, and none of the English ones."""
    rows = [row for p in PRESETS for row in make_policy_tables(p, Language.JA)[4].rows]
    cited = [c for p in PRESETS for rule in p.rules for c in rule.citations]
    cited += [c for p in PROVISIONS for c in p.citations]

    assert all(re.search(r"[ぁ-んァ-ヶ一-龠]", title) for title, _, _ in rows)
    assert [c.place for c in cited if re.search(r"[a-z]{5}", c.bilingual_place[0])] == []


def test_an_address_is_a_link_and_nothing_else_is() -> None:
    """Whoever reads the table can go where the statement was read."""
    html = to_html([Table("t", ("a",), (("https://example.jp/?a=1&b=2",), ("https://x y",)))])

    assert '<a href="https://example.jp/?a=1&amp;b=2">https://example.jp/?a=1&amp;b=2</a>' in html
    assert html.count("<a ") == 1


def test_the_last_day_of_what_ended_is_shown() -> None:
    """A provision that ended with March 2027 shows 31 March as its last day."""
    accepts = make_policy_tables(APTCP)[0]

    assert {"2027-03-31", "2024-12-01"} == {row[3] for row in accepts.rows}
    assert {"2020-04-01"} == {row[2] for row in accepts.rows}


def test_days_and_sources_are_those_of_the_rule() -> None:
    """Since, last day, reason and source of a dated rule stand in its row."""
    spring = Period(date(2026, 4, 1), date(2026, 7, 1))
    table = make_policy_tables(policy(rule("dated", SEEN.one_of(True), period=spring)))[1]

    assert table.rows[-1] == (
        "dated",
        "?",
        "2026-04-01",
        "2026-06-30",
        "other (other)",
        "House rules of a test: 1 [confirmed]",
        "",
    )


@pytest.mark.parametrize(
    ("language", "word"), [(Language.JA, "記載なし"), (Language.EN, "not stated")]
)
def test_what_is_not_stated_is_said_so(language: Language, word: str) -> None:
    """A limit that no source names is no silent blank."""
    settings = make_policy_tables(CROWDWORKS_FAQ, language)[2]

    assert word in {value for _, value in settings.rows}


@pytest.mark.parametrize("language", Language)
def test_nothing_in_a_page_is_active(language: Language) -> None:
    """A title or sentence with markup in it is shown as it is written."""
    evil = rule("evil", SEEN.one_of(True), statement_en=EVIL, statement_ja=EVIL)
    house = policy(evil, title_en=EVIL, title_ja=EVIL)
    html, markdown = render_policy_html(house, language), render_policy_markdown(house, language)

    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert markdown.count(r"&lt;script&gt;alert(1)&lt;/script&gt; \| \`x\` \[a\](b)") == 2
    assert "<script>" not in html + markdown
    assert f'lang="{language}"' in html


def test_a_table_has_a_caption_and_headed_columns() -> None:
    """Whoever listens to a page hears what each column is."""
    html = to_html([Table("Days", ("day", "why"), (("Monday", "a|b"),))])

    assert "<caption>Days</caption>" in html
    assert html.count('<th scope="col">') == 2
    assert to_html([Table("Empty", ("a",), ())]) == to_markdown([Table("Empty", ("a",), ())]) == ""


@pytest.mark.parametrize("language", Language)
def test_provisions_are_printed_with_those_only_expected(language: Language) -> None:
    """Each provision has a row, and what is only planned is marked."""
    table = make_provision_table(language)
    mark = "(予定)" if language is Language.JA else "(expected)"

    assert [row[0] for row in table.rows] == [p.code for p in PROVISIONS]
    assert [p.is_planned for p in PROVISIONS] == [mark in row[1] for row in table.rows]


def test_the_difference_to_the_parent_can_be_printed() -> None:
    """Added, dropped and changed rules, lines of the list and settings each have a row."""
    child = CROWDWORKS_ARTICLE.derive(
        drop=["address_is_shown"],
        replace=[rule("original_is_photographed", SEEN.one_of(True))],
        add=[rule("third", SEEN.one_of(True))],
        accept_list=CROWDWORKS_FAQ.accept_list[:1],
        business_days=3,
        gaps=CROWDWORKS_FAQ.gaps,
        max_attempts=2,
    )
    rules, settings = make_difference_tables(child.diff())
    rows = [(row[0], row[1].split(":")[-1].strip()) for row in rules.rows]

    assert rows[0] == ("added", "? (third)")
    assert rows[1][0] == "dropped"
    assert rows[2][0] == "changed"
    assert "requires" in rows[2][1]
    assert [row[0] for row in rules.rows[3:]] == ["added"] + ["dropped"] * 8
    assert ("business days to a decision", "5", "3") in settings.rows
    assert ("attempts, the first included", "not stated", "2") in settings.rows
    assert make_difference_tables(child.diff(), Language.JA)[0].heading == "差分"


@pytest.mark.parametrize(
    ("language", "unlocks", "asks"),
    [
        (Language.JA, "銀行口座の登録", "口座を登録する"),
        (Language.EN, "bank account registration", "register a bank account"),
    ],
)
def test_what_changed_beside_the_rules_is_said_in_words(
    language: Language, unlocks: str, asks: str
) -> None:
    """Capabilities, next steps, sources and the parts of a retention are words, not reprs."""
    child = CROWDWORKS_ARTICLE.derive(
        capabilities=[],
        next_steps=[],
        citations=CROWDWORKS_FAQ.citations,
        retention=Retention(images_days=30),
    )
    _, settings = make_difference_tables(child.diff(), language)
    told = {row[0]: row[1:] for row in settings.rows}
    words = " ".join(text for row in settings.rows for text in row)

    assert unlocks in words
    assert asks in words
    assert not re.search(r"\w+\(\w+=", words)
    assert sum(after.startswith("30") for _, after in told.values()) == 1
    assert len(told) == 4
