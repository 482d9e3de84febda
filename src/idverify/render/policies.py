"""A policy as tables (基準の一覧): accept list, rules, settings, gaps; Markdown or HTML, ja or en.

Built once as plain rows and written twice, by `idverify.render.tables`.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from attrs import fields

from idverify.citations import Citation
from idverify.language import Label, Language
from idverify.policy.acceptance import Acceptance
from idverify.policy.derivation import PolicyDifference, SettingChange
from idverify.policy.policy import Policy
from idverify.policy.presets import PRESETS
from idverify.policy.rules import Rule
from idverify.policy.settings import Retention
from idverify.policy.terms import term_named, term_said
from idverify.policy.validity import PROVISIONS
from idverify.render._policy_words import DECIDERS, ENTITIES, Writer
from idverify.render.tables import Table, cell, to_html, to_markdown
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.uploads import FileLimits

__all__ = [
    "difference_tables",
    "policy_html",
    "policy_markdown",
    "policy_tables",
    "presets_page",
    "provision_table",
]


def policy_tables(policy: Policy, language: Language = Language.EN) -> tuple[Table, ...]:
    """Return the tables of a policy: accept list, rules, settings, what is not known, sources.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> [table.heading for table in policy_tables(CROWDWORKS_ARTICLE)]
    ['Accepted documents', 'Rules', 'Settings', 'What is not known', 'Sources']
    """
    w = Writer(language)
    return (
        Table(
            w.word("accepts"),
            w.columns("documents", "applicant", "since", "until", "source"),
            tuple(_accept_row(w, line) for line in policy.accepts),
        ),
        Table(
            w.word("rules"),
            w.columns("code", "rule", "since", "until", "reason", "source", "pictures"),
            tuple(_rule_row(w, rule) for rule in policy.rules),
        ),
        Table(w.word("settings"), w.columns("setting", "value"), tuple(_settings(w, policy))),
        Table(
            w.word("gaps"),
            w.columns("gap", "source"),
            tuple((w.pick(g.says_ja, g.says_en), w.cite([g.citation])) for g in policy.gaps),
        ),
        Table(
            w.word("sources"),
            w.columns("source", "address", "read_on"),
            tuple(_source_rows(w, policy)),
        ),
    )


def _source_rows(w: Writer, policy: Policy) -> Iterator[tuple[str, ...]]:
    """Name each page once, however many statements were read there."""
    listed = frozenset(kind for line in policy.accepts for kind in line.kinds)
    cited = (
        *policy.citations,
        *policy.retention.citations,
        *(c for line in policy.accepts for c in line.citations),
        *(c for rule in policy.rules for c in _all_citations(rule, listed)),
        *(gap.citation for gap in policy.gaps),
    )
    for citation in {(c.title, c.url): c for c in cited}.values():
        yield w.pick(*citation.titles), citation.url, str(citation.read_on)


def _all_citations(rule: Rule, listed: frozenset[DocumentKind]) -> Iterator[Citation]:
    yield from rule.citations
    for kind in sorted(listed & rule.kind_citations.keys()):
        yield from rule.kind_citations[kind]


def _accept_row(w: Writer, line: Acceptance) -> tuple[str, ...]:
    who = ENTITIES[line.entity].told(w.language)
    return w.kinds(line.kinds), who, *w.period(line.period), w.cite(line.citations)


def _rule_row(w: Writer, rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        w.pick(rule.says_ja, rule.says_en),
        *w.period(rule.period),
        f"{w.pick(rule.reason.label_ja, rule.reason.label_en)} ({rule.reason.code})",
        w.cite(rule.citations) + ("; " + w.word("law") if rule.kind_citations else ""),
        _pictures(w, rule),
    )


def _pictures(w: Writer, rule: Rule) -> str:
    """Say what becomes of the pictures in which the rule finds something."""
    if rule.purges:
        return w.word("purged")
    return w.word("masked") if rule.masks else ""


def _settings(w: Writer, policy: Policy) -> Iterator[tuple[str, str]]:
    strictness = policy.strictness
    values = {
        "parent": policy.parent and w.pick(policy.parent.title_ja, policy.parent.title_en),
        "business_days": policy.business_days,
        "formats": ", ".join(sorted(policy.files.formats)),
        "max_bytes": policy.files.max_bytes,
        "strictness": strictness and strictness.name,
        "max_attempts": policy.max_attempts,
        "may_replace": policy.may_replace,
        "is_optional": policy.is_optional,
        "reverify_months": policy.reverify_months,
        "images_days": policy.retention.images_days,
        "drops_undecided": policy.retention.drops_undecided,
        "records_years": policy.retention.records_years,
        "capabilities": ", ".join(w.pick(c.name_ja, c.name_en) for c in policy.capabilities)
        or None,
        "final_reasons": ", ".join(sorted(policy.final_reasons)) or None,
        "trust_frameworks": ", ".join(sorted(policy.trust_frameworks)) or None,
    }
    for name, value in values.items():
        yield term_named(name, w.language), term_said(value, w.language)


def provision_table(language: Language = Language.EN) -> Table:
    """Return the provisions about the validity of documents, those only expected among them.

    >>> provision_table().columns
    ('Code', 'Rule', 'Decided by', 'Since', 'Until (last day)', 'Source')
    """
    w = Writer(language)
    return Table(
        w.word("provisions"),
        w.columns("code", "rule", "decider", "since", "until", "source"),
        tuple(
            (
                p.code,
                w.pick(p.says_ja, p.says_en) + (" " + w.word("expected") if p.expected else ""),
                DECIDERS[p.decider].told(w.language),
                *w.period(p.period),
                w.cite(p.citations),
            )
            for p in PROVISIONS
        ),
    )


def difference_tables(
    difference: PolicyDifference, language: Language = Language.EN
) -> tuple[Table, ...]:
    """Return in what a policy differs from another: rules and documents, then settings.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(drop=["address_is_shown"], max_attempts=3)
    >>> difference_tables(house.difference())[0].rows[0][:2]
    ('dropped', 'At least one of the documents shows the address. (address_is_shown)')
    """
    w = Writer(language)
    return (
        Table(
            w.word("difference"),
            w.columns("change", "rule", "source"),
            tuple(_difference_rows(w, difference)),
        ),
        Table(
            w.word("settings"),
            w.columns("setting", "before", "after"),
            tuple(row for s in difference.settings for row in _setting_rows(w, s)),
        ),
    )


def _setting_rows(w: Writer, change: SettingChange) -> Iterator[tuple[str, ...]]:
    """Say what changed; of a setting with parts, of each part by itself."""
    if isinstance(change.before, Retention | FileLimits):
        for part in fields(type(change.before)):
            before, after = (getattr(each, part.name) for each in (change.before, change.after))
            if before != after:
                yield _setting_row(w, part.name, before, after)
    else:
        yield _setting_row(w, change.name, change.before, change.after)


def _setting_row(w: Writer, name: str, *values: object) -> tuple[str, ...]:
    return term_named(name, w.language), *(term_said(value, w.language) for value in values)


def _difference_rows(w: Writer, found: PolicyDifference) -> Iterator[tuple[str, ...]]:
    for name, rules in (("added", found.added), ("dropped", found.dropped)):
        for rule in rules:
            yield w.word(name), _named(w, rule), w.cite(rule.citations)
    for change in found.changed:
        what = f"{_named(w, change.after)}: {', '.join(change.fields)}"
        yield w.word("changed"), what, w.cite(change.after.citations)
    for name, lines in (("added", found.accepts_added), ("dropped", found.accepts_dropped)):
        for line in lines:
            yield w.word(name), w.kinds(line.kinds), w.cite(line.citations)


def _named(w: Writer, rule: Rule) -> str:
    return f"{w.pick(rule.says_ja, rule.says_en)} ({rule.code})"


def policy_markdown(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as Markdown: its title, then its tables.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> policy_markdown(CROWDWORKS_ARTICLE, Language.JA).splitlines()[0]
    '## クラウドワークスの本人確認(紹介記事による)'
    """
    title = language.pick(policy.title_ja, policy.title_en)
    return f"## {cell(title)}\n\n" + to_markdown(policy_tables(policy, language))


def policy_html(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as a fragment of HTML, with nothing in it that is not escaped.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(title_en="<script>alert(1)</script>")
    >>> "<script>" in policy_html(house)
    False
    """
    title = language.pick(policy.title_ja, policy.title_en)
    tables = to_html(policy_tables(policy, language))
    return f'<section lang="{language}">\n<h2>{escape(title)}</h2>\n{tables}</section>\n'


_PAGE: Final = Label(
    "# 収録している基準と規定\n\n"
    "この頁はコードのデータから作られています。空欄の日は、始まりまたは終わりが知られていないか、"
    "ないことを示します。法令の説明であって、助言ではありません。\n",
    "# Presets and provisions\n\n"
    "This page is made from the data that the code runs on. A day left blank is not known, or"
    " there is none. Law is described here, not advised on.\n",
)


def presets_page(language: Language = Language.EN) -> str:
    """Return the reference page of all presets and of the provisions on documents.

    >>> presets_page().splitlines()[0], presets_page(Language.JA).splitlines()[0]
    ('# Presets and provisions', '# 収録している基準と規定')
    """
    policies = [policy_markdown(policy, language) for policy in PRESETS]
    provisions = provision_table(language)
    return "\n".join([_PAGE.told(language), *policies, to_markdown([provisions])])
