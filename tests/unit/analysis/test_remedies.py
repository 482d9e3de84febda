"""The least an applicant must do, told as changes of facts and of documents."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.remedies import Remedy, count_by_least_changes, find_remedies
from idverify.analysis.situations.spaces import InForce, space_of
from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT
from idverify.policy import facts
from idverify.policy.assessment import Verdict
from idverify.policy.facts import IssueRecency
from idverify.policy.rules import Fact
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.render.analysis_records import to_records
from idverify.render.reports import make_report
from support.applicants import COMPANY, submission, unobserved
from support.rules import policy, rule
from support.state_space import DAY, LICENCE, RECORD, policy_for, scene

CARD = DocumentKind.HEALTH_INSURANCE_CARD


def changed(remedy: Remedy) -> list[tuple[str, int | None]]:
    """Name the facts that a remedy changes, with their documents."""
    return [(change.fact.name, change.document) for change in remedy.changes]


def test_what_is_accepted_needs_no_change() -> None:
    """A submission with nothing wrong has one remedy: nothing."""
    [remedy] = find_remedies(CROWDWORKS_ARTICLE, submission(LICENCE), DAY)

    assert (remedy.added, remedy.dropped, remedy.changes) == ((), (), ())


def test_what_nobody_has_looked_at_is_no_change() -> None:
    """A submission just arrived needs nothing but to be looked at."""
    [remedy] = find_remedies(CROWDWORKS_ARTICLE, unobserved(submission(LICENCE)), DAY)

    assert remedy.changes == ()


def test_two_faults_take_two_changes() -> None:
    """A copy with a wrong name needs an original and the right name, and nothing else."""
    sent = submission(LICENCE, medium=Medium.PHOTOCOPY, name="別人 太郎")
    [remedy] = find_remedies(CROWDWORKS_ARTICLE, sent, DAY)

    assert set(changed(remedy)) == {("medium", 0), ("name", 0)}


def test_an_address_may_stand_on_either_document() -> None:
    """Where neither of two documents shows an address, one of them is enough: two remedies."""
    house = policy_for({LICENCE, RECORD}, rule("shown", facts.ADDRESS_SHOWN.one_of(True)))
    sent = submission(LICENCE, RECORD, address=ABSENT)
    found = find_remedies(house, sent, DAY)

    assert [changed(remedy) for remedy in found] == [[("address_shown", None)]] * 2


def test_a_missing_companion_is_added_and_nothing_dropped() -> None:
    """An insurance card alone lacks the resident record."""
    house = policy_for({CARD, RECORD})
    [remedy] = find_remedies(house, submission(CARD), DAY)

    assert (remedy.added, remedy.dropped, remedy.changes) == ((RECORD,), (), ())


def test_a_document_that_is_not_taken_is_exchanged() -> None:
    """A bill must go and a licence come; only when nothing smaller helps."""
    [remedy] = find_remedies(policy(), submission(DocumentKind.UTILITY_BILL), DAY)

    assert (remedy.added, remedy.dropped) == ((LICENCE,), (DocumentKind.UTILITY_BILL,))


def test_where_nothing_is_taken_there_is_no_remedy() -> None:
    """A company finds no line for it on a list for persons."""
    assert find_remedies(policy(), submission(LICENCE, applicant=COMPANY), DAY) == ()


def test_rules_that_exclude_each_other_leave_no_remedy() -> None:
    """Original and photocopy at once cannot be had."""
    original = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
    copy = rule("copy", facts.MEDIUM.one_of(Medium.PHOTOCOPY))

    assert find_remedies(policy(original, copy), submission(LICENCE), DAY) == ()


def test_answers_that_only_go_together_are_told_apart() -> None:
    """Original with name, or screen without: two remedies, not four mixtures."""
    house = policy(
        rule("no_copy", facts.MEDIUM.one_of(Medium.ORIGINAL, Medium.SCREEN)),
        rule(
            "original_is_recent",
            facts.issued_within(3).one_of(IssueRecency.WITHIN),
            facts.MEDIUM.one_of(Medium.ORIGINAL),
        ),
        rule(
            "screen_is_old",
            facts.issued_within(3).one_of(IssueRecency.TOO_OLD),
            facts.MEDIUM.one_of(Medium.SCREEN),
        ),
    )
    sent = submission(LICENCE, medium=Medium.PHOTOCOPY, issued_on=ABSENT)
    found = find_remedies(house, sent, DAY)

    assert [
        [c.acceptable_answers for c in sorted(r.changes, key=lambda c: c.fact.name)] for r in found
    ] == [
        [(IssueRecency.WITHIN,), (Medium.ORIGINAL,)],
        [(IssueRecency.TOO_OLD,), (Medium.SCREEN,)],
    ]


def test_what_no_specimen_shows_is_refused_with_the_names() -> None:
    """A fact that waits for one special name is never met by a specimen: the text names it."""

    def is_taro(document: Document, _: Submission, __: date) -> bool:
        return document.observation.name == "見本 太郎"

    taro = Fact(name="taro", question_ja="?", question_en="?", values=(True, False), read=is_taro)
    house = policy(rule("anybody_else", taro.one_of(False)))

    with pytest.raises(InvalidValueError, match="taro"):
        find_remedies(house, submission(LICENCE, name="見本 太郎"), DAY)


def test_a_remedy_is_told_in_words() -> None:
    """What to add, what to leave out and what to change stand in one table, in two languages."""
    house = policy(rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY)))
    copied = submission(LICENCE, medium=Medium.PHOTOCOPY)
    [change] = find_remedies(house, copied, DAY)
    [exchange] = find_remedies(house, submission(DocumentKind.UTILITY_BILL), DAY)

    [row] = to_records(change, Language.EN)
    assert (row["now"], row["wanted"]) == ("photocopy", "original or screen or scan or edited")
    assert [row["wanted"] for row in to_records(exchange)] == ["追加する", "外す"]
    assert make_report(change).sections[0].records[0]["いま"] == "コピー"
    [nothing] = find_remedies(house, submission(LICENCE), DAY)
    assert make_report(nothing, Language.EN).notes == ("Nothing needs to change.",)


def test_a_change_of_the_whole_submission_is_of_no_document() -> None:
    """Whether any document shows an address is a matter of all together."""
    house = policy_for({LICENCE, RECORD}, rule("shown", facts.ADDRESS_SHOWN.one_of(True)))
    first, _ = find_remedies(house, submission(LICENCE, RECORD, address=ABSENT), DAY)

    assert to_records(first, Language.EN)[0]["document"] == "all together"


def test_where_nothing_is_accepted_nobody_is_any_changes_away() -> None:
    """Of rules that exclude each other there are no layers, and no division by anything."""
    original = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
    copy = rule("copy", facts.MEDIUM.one_of(Medium.PHOTOCOPY))
    space = space_of(scene(LICENCE), InForce.of(policy(original, copy), DAY))

    assert count_by_least_changes(space) == {}


STRANGER = DocumentKind.ELIGIBILITY_CERTIFICATE
PASSPORT = DocumentKind.PASSPORT_JP


def of_specimens(*kinds: DocumentKind) -> Submission:
    """Return a submission of these documents, each as plain as can be."""
    return space_of(scene(*kinds), InForce.of(CROWDWORKS_ARTICLE, DAY)).witness()


def test_only_the_document_in_the_way_is_dropped() -> None:
    """Of two good documents and one that is not taken, both good ones stay."""
    sent = of_specimens(LICENCE, PASSPORT, STRANGER)
    [remedy] = find_remedies(CROWDWORKS_ARTICLE, sent, DAY)
    left = evolve(sent, documents=[d for d in sent.documents if d.kind is not STRANGER])

    assert (remedy.added, remedy.dropped, remedy.changes) == ((), (STRANGER,), ())
    assert CROWDWORKS_ARTICLE.evaluate(left, DAY).verdict is Verdict.ACCEPTED


def test_every_stranger_is_dropped_and_the_listed_stays() -> None:
    """Two kinds that no line has go together, however many of the listed there are."""
    [remedy] = find_remedies(
        CROWDWORKS_ARTICLE, of_specimens(STRANGER, LICENCE, PASSPORT, CARD), DAY
    )

    assert set(remedy.dropped) == {STRANGER, CARD}
