"""Reports on the results of policy analyses (分析の報告), in Japanese or English.

`idverify.render.reports.make_report` calls these functions for the results of
`idverify.analysis`. The rows come from `idverify.render.analysis_records`.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from idverify.analysis.audit import PolicyAudit
from idverify.analysis.compare import PolicyComparison, Relation
from idverify.analysis.populations import PopulationAssessment, WhatIf
from idverify.analysis.remedies import Remedy
from idverify.analysis.simulation import WaitTimes
from idverify.analysis.timeline import Timeline
from idverify.catalogue.reasons import REASONS
from idverify.i18n import Label, Language
from idverify.model.documents import DocumentKind
from idverify.policy.rules import Rule
from idverify.render.analysis_labels import format_input, format_scope_note, translate_headers
from idverify.render.analysis_records import to_records
from idverify.render.labels import format_document_kind, format_rule
from idverify.render.policy_fields import format_field_name, format_value
from idverify.render.tables import Record, Report, Section

__all__ = [
    "make_assessment_report",
    "make_audit_report",
    "make_comparison_report",
    "make_remedy_report",
    "make_timeline_report",
    "make_wait_times_report",
    "make_what_if_report",
]


def _make_section(heading: str, records: Sequence[Record], language: Language) -> Section:
    return Section(heading, translate_headers(records, language))


# -- audit -----------------------------------------------------------------------------------------


def make_audit_report(result: PolicyAudit, language: Language = Language.JA) -> Report:
    """Return the report on an audit: findings, unread inputs and unused reasons.

    >>> from datetime import date
    >>> from idverify.analysis import audit_policy
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> report = make_audit_report(audit_policy(CROWDWORKS_ARTICLE, date(2026, 4, 1)), Language.EN)
    >>> [section.heading for section in report.sections]
    ['Findings', 'Noted, and read by no rule', 'Reasons that no rule gives']
    """
    choose = language.choose
    title = choose(result.policy.title_ja, result.policy.title_en)
    found = to_records(result, language)
    examined = choose(
        f"{result.situation_count:,}通りの状況をすべて調べました。",
        f"All {result.situation_count:,} situations were weighed.",
    )
    sound = choose("問題はありません。", "Nothing is wrong with the rules.")
    unread = _unread_input_records(result, language)
    unused = _unused_reason_records(result, language)
    return Report(
        title=choose(f"規則の点検:{title}({result.day})", f"{title}, {result.day}: rules"),
        notes=[examined, format_scope_note(language), *([] if found else [sound])],
        sections=[
            _make_section(choose("見つかったこと", "Findings"), found, language),
            _make_section(
                choose("どの規則も読まない所見", "Noted, and read by no rule"), unread, language
            ),
            _make_section(
                choose("どの規則も告げない理由", "Reasons that no rule gives"), unused, language
            ),
        ],
    )


def _unread_input_records(result: PolicyAudit, language: Language) -> list[Record]:
    names_by_kind: dict[DocumentKind, list[str]] = {}
    for unread in result.unread_inputs:
        name = format_input(unread.unread_input, language)
        names_by_kind.setdefault(unread.kind, []).append(name)
    comma = language.choose("、", ", ")
    return [
        {"document": format_document_kind(kind, language), "unread": comma.join(names)}
        for kind, names in names_by_kind.items()
    ]


def _unused_reason_records(result: PolicyAudit, language: Language) -> list[Record]:
    labels_by_group: dict[str, list[str]] = {}
    for code in result.unused_reasons:
        label = language.choose(REASONS[code].label_ja, REASONS[code].label_en)
        labels_by_group.setdefault(code.partition(".")[0], []).append(label)
    comma = language.choose("、", ", ")
    return [
        {"group": group, "reasons": comma.join(labels)} for group, labels in labels_by_group.items()
    ]


# -- comparison ------------------------------------------------------------------------------------

_RELATION_LABELS: Final = {
    Relation.EQUAL: Label("受け入れる範囲は同じです。", "Both accept exactly the same."),
    Relation.STRICTER: Label(
        "後者のほうが厳しく、新たに受け入れるものはありません。",
        "The second is stricter, and accepts nothing new.",
    ),
    Relation.LAXER: Label(
        "後者のほうが緩く、新たに断られる人はいません。",
        "The second is laxer, and refuses nobody new.",
    ),
    Relation.INCOMPARABLE: Label(
        "互いに、相手が断るものを受け入れます。",
        "Each accepts something that the other refuses.",
    ),
}


def make_comparison_report(result: PolicyComparison, language: Language = Language.JA) -> Report:
    """Return the report on a policy comparison: different verdicts, then different settings.

    >>> from datetime import date
    >>> from idverify.analysis import compare_policies
    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> found = compare_policies(policy, policy.derive(max_attempts=3), date(2026, 4, 1))
    >>> make_comparison_report(found, Language.EN).sections[1].records
    ({'term': 'attempts, the first included', 'a': 'not stated', 'b': '3'},)
    """
    choose = language.choose
    names = f"{result.a.code} ({result.day_a}) → {result.b.code} ({result.day_b})"
    relation = _RELATION_LABELS[result.relation].text(language)
    compared = choose(
        f"{result.situation_count:,}通りの状況をすべて比べました。{relation}",
        f"All {result.situation_count:,} situations were compared. {relation}",
    )
    settings = _setting_difference_records(result, language)
    return Report(
        title=choose(f"基準の比較:{names}", f"Comparison: {names}"),
        notes=[compared, format_scope_note(language)],
        sections=[
            _make_section(choose("違い", "Differences"), to_records(result, language), language),
            _make_section(choose("規則以外の条件", "Other terms"), settings, language),
        ],
    )


def _setting_difference_records(result: PolicyComparison, language: Language) -> list[Record]:
    return [
        {
            "term": format_field_name(setting.name, language),
            "a": format_value(setting.a, language),
            "b": format_value(setting.b, language),
        }
        for setting in result.setting_differences
    ]


# -- timeline --------------------------------------------------------------------------------------


def make_timeline_report(result: Timeline, language: Language = Language.JA) -> Report:
    """Return the report on a timeline, with a Mermaid timeline of its changes.

    >>> from datetime import date
    >>> from idverify.analysis import build_timeline
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> found = build_timeline(CROWDWORKS_ARTICLE, date(2025, 10, 1), date(2026, 2, 1))
    >>> print(make_timeline_report(found, Language.EN).diagram, end="")
    timeline
        2025-12-02 : falls away health insurance card + resident record
        2026-01-01 : falls away Basic Resident Register card with photo
    """
    choose = language.choose
    title = choose(result.policy.title_ja, result.policy.title_en)
    none = choose("この期間に変わることはありません。", "Nothing changes in this time.")
    records = to_records(result, language)
    return Report(
        title=choose(f"年表:{title}", f"{title}: timeline"),
        notes=[_format_range(result, language), *([] if records else [none])],
        sections=[_make_section(choose("変わる日", "Days of change"), records, language)],
        diagram=_render_timeline_mermaid(records) if records else "",
    )


def _format_range(result: Timeline, language: Language) -> str:
    first, until = result.period.since, result.period.until
    last = until and until - timedelta(days=1)
    return language.choose(f"{first} から {last} まで", f"{first} to {last}")


def _render_timeline_mermaid(records: Sequence[Record]) -> str:
    return "\n".join(["timeline", *map(_format_mermaid_event, records)]) + "\n"


def _format_mermaid_event(record: Record) -> str:
    change, subject = record["change"], record["documents"] or record["rules"]
    return f"    {record['day']} : {_escape_mermaid(change)} {_escape_mermaid(subject)}"


def _escape_mermaid(text: object) -> str:
    """Remove characters that end an entry of a Mermaid timeline, and let long names wrap."""
    plain = str(text).translate(str.maketrans("", "", ":;#<>\n"))
    return plain.replace("(", " (")


# -- remedy ----------------------------------------------------------------------------------------


def make_remedy_report(result: Remedy, language: Language = Language.JA) -> Report:
    """Return the report on a remedy: documents to add or leave out, and facts to change.

    >>> make_remedy_report(Remedy((), (), (), ()), Language.EN).notes
    ('Nothing needs to change.',)
    """
    choose = language.choose
    records = to_records(result, language)
    nothing = choose("直すところはありません。", "Nothing needs to change.")
    return Report(
        title=choose("いちばん少ない是正", "The least that must change"),
        notes=[] if records else [nothing],
        sections=[_make_section(choose("すること", "What to do"), records, language)],
    )


# -- populations and queues ------------------------------------------------------------------------


def make_assessment_report(
    result: PopulationAssessment, language: Language = Language.JA
) -> Report:
    """Return the report on past cases under a set of rules: rejections in total and by rule.

    >>> from idverify.analysis import Population
    >>> make_assessment_report(Population.from_records([]).evaluate([]), Language.EN).notes
    ('0 of 0 cases (0.0%) are refused.',)
    """
    choose = language.choose
    cases, rejected = result.population.size, result.rejected.bit_count()
    note = choose(
        f"{cases:,}件中{rejected:,}件({result.rejection_rate:.1%})が差し戻されます。",
        f"{rejected:,} of {cases:,} cases ({result.rejection_rate:.1%}) are refused.",
    )
    counts = [(rule, bits.bit_count()) for rule, bits in result.violations]
    return Report(
        title=choose("過去の申請の判定", "Past cases judged"),
        notes=[note],
        sections=[_make_rule_section(choose("規則ごと", "By rule"), counts, language)],
    )


def make_what_if_report(result: WhatIf, language: Language = Language.JA) -> Report:
    """Return the report on a change of rules: how many verdicts change, and by which rules.

    >>> from idverify.analysis import Population
    >>> make_what_if_report(Population.from_records([]).compare_rules([], []), Language.EN).notes
    ('Newly refused: 0. Newly passed: 0.',)
    """
    choose = language.choose
    rejected, accepted = result.newly_rejected.bit_count(), result.newly_accepted.bit_count()
    note = choose(
        f"新たに差し戻し {rejected:,}件、新たに通過 {accepted:,}件。",
        f"Newly refused: {rejected:,}. Newly passed: {accepted:,}.",
    )
    heading = choose("違いを生む規則", "Rules that make the difference")
    return Report(
        title=choose("規則を変えたら", "What if the rules were changed"),
        notes=[note],
        sections=[_make_rule_section(heading, result.contributing_rules, language)],
    )


def _make_rule_section(
    heading: str, counts: Sequence[tuple[Rule, int]], language: Language
) -> Section:
    records = [{"rule": format_rule(rule, language), "cases": cases} for rule, cases in counts]
    return _make_section(heading, records, language)


def make_wait_times_report(result: WaitTimes, language: Language = Language.JA) -> Report:
    """Return the report on waiting times in a review queue.

    >>> make_wait_times_report(WaitTimes({1: 3, 6: 1}), Language.EN).notes
    ('Decided within five business days: 75.0%',)
    """
    choose = language.choose
    share = f"{result.share_within(5):.1%}"
    return Report(
        title=choose("審査待ち", "Waiting for review"),
        notes=[choose(f"5営業日以内:{share}", f"Decided within five business days: {share}")],
        sections=[
            _make_section(choose("待ち日数", "Waits"), to_records(result, language), language)
        ],
    )
