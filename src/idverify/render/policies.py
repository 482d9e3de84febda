"""Tables of a policy (基準の一覧): accept list, rules, settings and gaps, as Markdown or HTML.

The tables are in Japanese or English. `idverify.render.tables` writes them in either format.
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
from idverify.render.labels import format_rule
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
    """Return the tables of a policy: accept list, rules, settings, gaps and sources.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> [table.heading for table in make_policy_tables(CROWDWORKS_ARTICLE)]
    ['Accepted documents', 'Rules', 'Settings', 'What is not known', 'Sources']
    """
    labels = TableLabels(language)
    return (
        Table(
            labels.label("accepts"),
            labels.column_labels("documents", "applicant", "since", "until", "source"),
            tuple(_make_acceptance_row(labels, line) for line in policy.accept_list),
        ),
        Table(
            labels.label("rules"),
            labels.column_labels("code", "rule", "since", "until", "reason", "source", "pictures"),
            tuple(_make_rule_row(labels, rule) for rule in policy.rules),
        ),
        Table(
            labels.label("settings"),
            labels.column_labels("setting", "value"),
            tuple(_iter_policy_setting_rows(labels, policy)),
        ),
        Table(
            labels.label("gaps"),
            labels.column_labels("gap", "source"),
            tuple(
                (
                    labels.choose(g.statement_ja, g.statement_en),
                    labels.format_citations([g.citation]),
                )
                for g in policy.gaps
            ),
        ),
        Table(
            labels.label("sources"),
            labels.column_labels("source", "address", "read_on"),
            tuple(_iter_source_rows(labels, policy)),
        ),
    )


def _iter_source_rows(labels: TableLabels, policy: Policy) -> Iterator[tuple[str, ...]]:
    """Yield each cited page once, even if several statements were read there."""
    listed = frozenset(kind for line in policy.accept_list for kind in line.kinds)
    cited = (
        *policy.citations,
        *policy.retention.citations,
        *(c for line in policy.accept_list for c in line.citations),
        *(c for rule in policy.rules for c in _iter_citations(rule, listed)),
        *(gap.citation for gap in policy.gaps),
    )
    for citation in {(c.title, c.url): c for c in cited}.values():
        yield labels.choose(*citation.bilingual_title), citation.url, str(citation.read_on)


def _iter_citations(rule: Rule, listed: frozenset[DocumentKind]) -> Iterator[Citation]:
    yield from rule.citations
    for kind in sorted(listed & rule.kind_citations.keys()):
        yield from rule.kind_citations[kind]


def _make_acceptance_row(labels: TableLabels, line: Acceptance) -> tuple[str, ...]:
    return (
        labels.format_document_kinds(line.kinds),
        ENTITY_KIND_LABELS[line.entity_kind].text(labels.language),
        *labels.format_period(line.period),
        labels.format_citations(line.citations),
    )


def _make_rule_row(labels: TableLabels, rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        format_rule(rule, labels.language),
        *labels.format_period(rule.period),
        f"{labels.choose(rule.reason.label_ja, rule.reason.label_en)} ({rule.reason.code})",
        labels.format_citations(rule.citations)
        + ("; " + labels.label("law") if rule.kind_citations else ""),
        _format_image_handling(labels, rule),
    )


def _format_image_handling(labels: TableLabels, rule: Rule) -> str:
    """Return what happens to images in which the rule finds a violation."""
    if rule.must_purge_image:
        return labels.label("purged")
    return labels.label("masked") if rule.field_to_mask else ""


def _iter_policy_setting_rows(labels: TableLabels, policy: Policy) -> Iterator[tuple[str, str]]:
    strictness = policy.strictness
    values = {
        "parent": policy.parent and labels.choose(policy.parent.title_ja, policy.parent.title_en),
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
        "capabilities": ", ".join(labels.choose(c.name_ja, c.name_en) for c in policy.capabilities)
        or None,
        "final_reasons": ", ".join(sorted(policy.final_reasons)) or None,
        "second_reviews": ", ".join(sorted(policy.second_reviews)) or None,
        "own_inputs": ", ".join(
            labels.choose(i.question_ja, i.question_en) for i in policy.own_inputs
        )
        or None,
        "reasons": ", ".join(labels.choose(r.label_ja, r.label_en) for r in policy.reasons) or None,
        "trust_frameworks": ", ".join(sorted(policy.trust_frameworks)) or None,
    }
    for name, value in values.items():
        yield format_field_name(name, labels.language), format_value(value, labels.language)


def make_provision_table(language: Language = Language.EN) -> Table:
    """Return the legal provisions on the validity of documents, including planned ones.

    >>> make_provision_table().columns
    ('Code', 'Rule', 'Decided by', 'Since', 'Until (last day)', 'Source')
    """
    labels = TableLabels(language)
    return Table(
        labels.label("provisions"),
        labels.column_labels("code", "rule", "decider", "since", "until", "source"),
        tuple(
            (
                p.code,
                labels.choose(p.statement_ja, p.statement_en)
                + (" " + labels.label("expected") if p.is_planned else ""),
                REFERENCE_DATE_LABELS[p.reference_date].text(labels.language),
                *labels.format_period(p.period),
                labels.format_citations(p.citations),
            )
            for p in PROVISIONS
        ),
    )


def make_difference_tables(
    difference: PolicyDiff, language: Language = Language.EN
) -> tuple[Table, ...]:
    """Return the tables of differences between two policies: rules and documents, then settings.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> derived = CROWDWORKS_ARTICLE.derive(drop=["address_is_shown"], max_attempts=3)
    >>> make_difference_tables(derived.diff())[0].rows[0][:2]
    ('dropped', 'At least one of the documents shows the address. (address_is_shown)')
    """
    labels = TableLabels(language)
    return (
        Table(
            labels.label("difference"),
            labels.column_labels("change", "rule", "source"),
            tuple(_iter_rule_change_rows(labels, difference)),
        ),
        Table(
            labels.label("settings"),
            labels.column_labels("setting", "before", "after"),
            tuple(row for s in difference.settings for row in _iter_setting_change_rows(labels, s)),
        ),
    )


def _iter_setting_change_rows(
    labels: TableLabels, change: SettingChange
) -> Iterator[tuple[str, ...]]:
    """Yield a row for a changed setting, or one for each changed field of a compound setting."""
    if isinstance(change.before, Retention | FileLimits):
        for part in fields(type(change.before)):
            before, after = (getattr(s, part.name) for s in (change.before, change.after))
            if before != after:
                yield _make_setting_change_row(labels, part.name, before, after)
    else:
        yield _make_setting_change_row(labels, change.name, change.before, change.after)


def _make_setting_change_row(labels: TableLabels, name: str, *values: object) -> tuple[str, ...]:
    return format_field_name(name, labels.language), *(
        format_value(value, labels.language) for value in values
    )


def _iter_rule_change_rows(
    labels: TableLabels, difference: PolicyDiff
) -> Iterator[tuple[str, ...]]:
    for name, rules in (("added", difference.added), ("dropped", difference.dropped)):
        for rule in rules:
            statement = _format_rule_with_code(rule, labels)
            yield labels.label(name), statement, labels.format_citations(rule.citations)
    for change in difference.changed:
        statement = f"{_format_rule_with_code(change.after, labels)}: {', '.join(change.fields)}"
        yield labels.label("changed"), statement, labels.format_citations(change.after.citations)
    for name, lines in (
        ("added", difference.accept_list_added),
        ("dropped", difference.accept_list_dropped),
    ):
        for line in lines:
            yield (
                labels.label(name),
                labels.format_document_kinds(line.kinds),
                labels.format_citations(line.citations),
            )


def _format_rule_with_code(rule: Rule, labels: TableLabels) -> str:
    return f"{format_rule(rule, labels.language)} ({rule.code})"


def render_policy_markdown(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as Markdown: its title and its tables.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> render_policy_markdown(CROWDWORKS_ARTICLE, Language.JA).splitlines()[0]
    '## クラウドワークスの本人確認(紹介記事による)'
    """
    title = language.choose(policy.title_ja, policy.title_en)
    return f"## {escape_markdown(title)}\n\n" + to_markdown(make_policy_tables(policy, language))


def render_policy_html(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as an HTML fragment, with all texts escaped.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> derived = CROWDWORKS_ARTICLE.derive(title_en="<script>alert(1)</script>")
    >>> "<script>" in render_policy_html(derived)
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
    """Return the reference page of all presets and provisions on documents, as Markdown.

    >>> render_presets_page().splitlines()[0], render_presets_page(Language.JA).splitlines()[0]
    ('# Presets and provisions', '# 収録している基準と規定')
    """
    policies = [render_policy_markdown(policy, language) for policy in PRESETS]
    provisions = make_provision_table(language)
    return "\n".join([_PAGE_INTRO.text(language), *policies, to_markdown([provisions])])
