"""A policy as tables (基準の一覧): accept list, rules, settings, gaps; Markdown or HTML, ja or en.

Built once as plain rows and written twice, by `idverify.render.tables`.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from attrs import fields

from idverify.citations import Citation
from idverify.i18n import Label, Language
from idverify.model.documents import DocumentKind
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.derivation import PolicyDiff, SettingChange
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.policy.settings import Retention
from idverify.policy.validity import PROVISIONS
from idverify.presets import PRESETS
from idverify.render._table_labels import ENTITY_KIND_LABELS, REFERENCE_DATE_LABELS, TableLabels
from idverify.render.policy_fields import format_field_name, format_value
from idverify.render.tables import Table, escape_markdown, to_html, to_markdown

__all__ = [
    "make_difference_tables",
    "make_policy_tables",
    "make_provision_table",
    "render_policy_html",
    "render_policy_markdown",
    "render_presets_page",
]


def make_policy_tables(policy: Policy, language: Language = Language.EN) -> tuple[Table, ...]:
    """Return the tables of a policy: accept list, rules, settings, what is not known, sources.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> [table.heading for table in make_policy_tables(CROWDWORKS_ARTICLE)]
    ['Accepted documents', 'Rules', 'Settings', 'What is not known', 'Sources']
    """
    w = TableLabels(language)
    return (
        Table(
            w.label("accepts"),
            w.column_labels("documents", "applicant", "since", "until", "source"),
            tuple(_make_acceptance_row(w, line) for line in policy.accept_list),
        ),
        Table(
            w.label("rules"),
            w.column_labels("code", "rule", "since", "until", "reason", "source", "pictures"),
            tuple(_make_rule_row(w, rule) for rule in policy.rules),
        ),
        Table(
            w.label("settings"),
            w.column_labels("setting", "value"),
            tuple(_iter_policy_setting_rows(w, policy)),
        ),
        Table(
            w.label("gaps"),
            w.column_labels("gap", "source"),
            tuple(
                (w.choose(g.statement_ja, g.statement_en), w.format_citations([g.citation]))
                for g in policy.gaps
            ),
        ),
        Table(
            w.label("sources"),
            w.column_labels("source", "address", "read_on"),
            tuple(_iter_source_rows(w, policy)),
        ),
    )


def _iter_source_rows(w: TableLabels, policy: Policy) -> Iterator[tuple[str, ...]]:
    """Name each page once, however many statements were read there."""
    listed = frozenset(kind for line in policy.accept_list for kind in line.kinds)
    cited = (
        *policy.citations,
        *policy.retention.citations,
        *(c for line in policy.accept_list for c in line.citations),
        *(c for rule in policy.rules for c in _iter_citations(rule, listed)),
        *(gap.citation for gap in policy.gaps),
    )
    for citation in {(c.title, c.url): c for c in cited}.values():
        yield w.choose(*citation.bilingual_title), citation.url, str(citation.read_on)


def _iter_citations(rule: Rule, listed: frozenset[DocumentKind]) -> Iterator[Citation]:
    yield from rule.citations
    for kind in sorted(listed & rule.kind_citations.keys()):
        yield from rule.kind_citations[kind]


def _make_acceptance_row(w: TableLabels, line: Acceptance) -> tuple[str, ...]:
    who = ENTITY_KIND_LABELS[line.entity_kind].text(w.language)
    return (
        w.format_document_kinds(line.kinds),
        who,
        *w.format_period(line.period),
        w.format_citations(line.citations),
    )


def _make_rule_row(w: TableLabels, rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        w.choose(rule.statement_ja, rule.statement_en),
        *w.format_period(rule.period),
        f"{w.choose(rule.reason.label_ja, rule.reason.label_en)} ({rule.reason.code})",
        w.format_citations(rule.citations) + ("; " + w.label("law") if rule.kind_citations else ""),
        _format_image_handling(w, rule),
    )


def _format_image_handling(w: TableLabels, rule: Rule) -> str:
    """Say what becomes of the pictures in which the rule finds something."""
    if rule.must_purge_image:
        return w.label("purged")
    return w.label("masked") if rule.field_to_mask else ""


def _iter_policy_setting_rows(w: TableLabels, policy: Policy) -> Iterator[tuple[str, str]]:
    strictness = policy.strictness
    values = {
        "parent": policy.parent and w.choose(policy.parent.title_ja, policy.parent.title_en),
        "business_days": policy.business_days,
        "formats": ", ".join(sorted(policy.files.formats)),
        "max_bytes": policy.files.max_bytes,
        "strictness": strictness and strictness.name,
        "max_attempts": policy.max_attempts,
        "may_replace": policy.may_replace,
        "is_optional": policy.is_optional,
        "reverify_months": policy.reverify_months,
        "images_days": policy.retention.images_days,
        "drop_undecided_images": policy.retention.drop_undecided_images,
        "records_years": policy.retention.records_years,
        "capabilities": ", ".join(w.choose(c.name_ja, c.name_en) for c in policy.capabilities)
        or None,
        "final_reasons": ", ".join(sorted(policy.final_reasons)) or None,
        "trust_frameworks": ", ".join(sorted(policy.trust_frameworks)) or None,
    }
    for name, value in values.items():
        yield format_field_name(name, w.language), format_value(value, w.language)


def make_provision_table(language: Language = Language.EN) -> Table:
    """Return the provisions about the validity of documents, those only expected among them.

    >>> make_provision_table().columns
    ('Code', 'Rule', 'Decided by', 'Since', 'Until (last day)', 'Source')
    """
    w = TableLabels(language)
    return Table(
        w.label("provisions"),
        w.column_labels("code", "rule", "decider", "since", "until", "source"),
        tuple(
            (
                p.code,
                w.choose(p.statement_ja, p.statement_en)
                + (" " + w.label("expected") if p.is_planned else ""),
                REFERENCE_DATE_LABELS[p.reference_date].text(w.language),
                *w.format_period(p.period),
                w.format_citations(p.citations),
            )
            for p in PROVISIONS
        ),
    )


def make_difference_tables(
    difference: PolicyDiff, language: Language = Language.EN
) -> tuple[Table, ...]:
    """Return in what a policy differs from another: rules and documents, then settings.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(drop=["address_is_shown"], max_attempts=3)
    >>> make_difference_tables(house.diff())[0].rows[0][:2]
    ('dropped', 'At least one of the documents shows the address. (address_is_shown)')
    """
    w = TableLabels(language)
    return (
        Table(
            w.label("difference"),
            w.column_labels("change", "rule", "source"),
            tuple(_iter_rule_change_rows(w, difference)),
        ),
        Table(
            w.label("settings"),
            w.column_labels("setting", "before", "after"),
            tuple(row for s in difference.settings for row in _iter_setting_change_rows(w, s)),
        ),
    )


def _iter_setting_change_rows(w: TableLabels, change: SettingChange) -> Iterator[tuple[str, ...]]:
    """Say what changed; of a setting with parts, of each part by itself."""
    if isinstance(change.before, Retention | FileLimits):
        for part in fields(type(change.before)):
            before, after = (getattr(each, part.name) for each in (change.before, change.after))
            if before != after:
                yield _make_setting_change_row(w, part.name, before, after)
    else:
        yield _make_setting_change_row(w, change.name, change.before, change.after)


def _make_setting_change_row(w: TableLabels, name: str, *values: object) -> tuple[str, ...]:
    return format_field_name(name, w.language), *(
        format_value(value, w.language) for value in values
    )


def _iter_rule_change_rows(w: TableLabels, found: PolicyDiff) -> Iterator[tuple[str, ...]]:
    for name, rules in (("added", found.added), ("dropped", found.dropped)):
        for rule in rules:
            yield w.label(name), _format_rule(w, rule), w.format_citations(rule.citations)
    for change in found.changed:
        what = f"{_format_rule(w, change.after)}: {', '.join(change.fields)}"
        yield w.label("changed"), what, w.format_citations(change.after.citations)
    for name, lines in (("added", found.accept_list_added), ("dropped", found.accept_list_dropped)):
        for line in lines:
            yield (
                w.label(name),
                w.format_document_kinds(line.kinds),
                w.format_citations(line.citations),
            )


def _format_rule(w: TableLabels, rule: Rule) -> str:
    return f"{w.choose(rule.statement_ja, rule.statement_en)} ({rule.code})"


def render_policy_markdown(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as Markdown: its title, then its tables.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> render_policy_markdown(CROWDWORKS_ARTICLE, Language.JA).splitlines()[0]
    '## クラウドワークスの本人確認(紹介記事による)'
    """
    title = language.choose(policy.title_ja, policy.title_en)
    return f"## {escape_markdown(title)}\n\n" + to_markdown(make_policy_tables(policy, language))


def render_policy_html(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as a fragment of HTML, with nothing in it that is not escaped.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(title_en="<script>alert(1)</script>")
    >>> "<script>" in render_policy_html(house)
    False
    """
    title = language.choose(policy.title_ja, policy.title_en)
    tables = to_html(make_policy_tables(policy, language))
    return f'<section lang="{language}">\n<h2>{escape(title)}</h2>\n{tables}</section>\n'


_PAGE_INTRO: Final = Label(
    "# 収録している基準と規定\n\n"
    "この頁はコードのデータから作られています。空欄の日は、始まりまたは終わりが知られていないか、"
    "ないことを示します。法令の説明であって、助言ではありません。\n",
    "# Presets and provisions\n\n"
    "This page is made from the data that the code runs on. A day left blank is not known, or"
    " there is none. Law is described here, not advised on.\n",
)


def render_presets_page(language: Language = Language.EN) -> str:
    """Return the reference page of all presets and of the provisions on documents.

    >>> render_presets_page().splitlines()[0], render_presets_page(Language.JA).splitlines()[0]
    ('# Presets and provisions', '# 収録している基準と規定')
    """
    policies = [render_policy_markdown(policy, language) for policy in PRESETS]
    provisions = make_provision_table(language)
    return "\n".join([_PAGE_INTRO.text(language), *policies, to_markdown([provisions])])
