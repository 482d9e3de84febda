"""What a reader is shown of one application: everything that happened, and where it stands."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from idverify.adapters.dossier_folder import DossierFolder
from idverify.calendar.deadline import ReviewClock
from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import REASONS
from idverify.errors import IdVerifyError, StaleSubmissionError
from idverify.lifecycle.case import Case
from idverify.lifecycle.events import IdentityChanged, RefusedForGood, Rejected, Submitted
from idverify.lifecycle.states import State
from idverify.model.documents import SIDE_LABELS
from idverify.model.submissions import Document, Submission
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy
from idverify.render.messages import format_long_date
from review_desk.findings import Findings
from review_desk.inbox import Folder, ProfileEdit, Request, Review, Withdrawal
from review_desk.labels import Words
from review_desk.line_wrapping import flow, labelled, listed
from review_desk.runner import OPERATORS, Entry

__all__ = ["COLOURS", "Card"]

COLOURS = {
    State.INCOMPLETE: "magenta",
    State.UNDER_REVIEW: "yellow",
    State.APPROVED: "green",
    State.REJECTED: "red",
    State.CLOSED: "bold red",
    State.REDACTED: "dim",
    Verdict.ACCEPTED: "green",
    Verdict.REJECTED: "red",
    Verdict.OPEN: "yellow",
}


@frozen
class Card:
    """Shows applications one by one."""

    words: Words
    policy: Policy
    clock: ReviewClock

    def of(self, folder: Folder, entries: Sequence[Entry]) -> RenderableType:
        """Show one application with everything that happened to it."""
        title = Text.assemble((folder.name, "bold cyan"), "  ", self.words.of(folder.about))
        body = Table.grid(padding=(0, 2, 0, 0))
        body.add_column(no_wrap=True, style="dim")
        body.add_column(no_wrap=True, style="bold")
        body.add_column(overflow="fold")
        before = None
        for entry in entries:
            lines = Group(*self._lines(entry), *self._aftermath(entry, before))
            body.add_row(self.words.moment(entry.at), self.words(_action(entry.request)), lines)
            before = entry
        standing = self._standing(entries[-1].case)
        return Group(title, Padding(body, (0, 0, 0, 2)), Padding(standing, (0, 0, 1, 2)))

    # -- one step ---------------------------------------------------------------------------------

    def _lines(self, entry: Entry) -> Iterator[RenderableType]:
        if entry.said.refusal is not None:
            yield self._refused(entry, entry.said.refusal)
            return
        match entry.request:
            case DossierFolder(submission=submission):
                yield from self._submitted(entry, submission)
            case Review():
                yield from self._reviewed(entry)
            case ProfileEdit():
                yield from self._edited(entry)
            case Withdrawal():
                pass  # the new state says it all
            case None:
                yield flow(self.words("overdue"), "bold yellow")

    def _refused(
        self,
        entry: Entry,
        error: IdVerifyError,
    ) -> RenderableType:
        """Say why a step was not taken; the English is the library's own."""
        key = "stale" if isinstance(error, StaleSubmissionError) else "illegal"
        state = self.words.state(entry.case.state)
        return flow(self.words(key, error=error, state=state), "red")

    def _submitted(self, entry: Entry, submission: Submission) -> Iterator[RenderableType]:
        yield flow(self.words.join(self._document(d) for d in submission.documents))
        if entry.said.assessment is not None:
            yield flow(self.words("turned_away"), "red")
            yield from Findings(self.words).lines(entry.said.assessment, submission)
        for event in entry.events:
            if isinstance(event, Submitted):
                yield from self._deadline(event)

    def _document(self, document: Document) -> str:
        sides = self.words.join(self.words.of(SIDE_LABELS[image.side]) for image in document.images)
        return f"{self.words.of(DOCUMENTS[document.kind], 'name')} [{sides}]"

    def _deadline(self, event: Submitted) -> Iterator[RenderableType]:
        deadline = self.clock.deadline(event.at)
        due = format_long_date(event.deadline.due_on, self.words.language)
        yield flow(self.words("accepted_in", due=due))
        counted = map(self.words.short_day, deadline.counted)
        skipped = [
            f"{self.words.bare_day(why.day)} {self.words.of(why, 'name')}"
            for why in deadline.skipped
        ]
        yield labelled(
            (self._label("counted"), listed(counted, self.words.comma)),
            (self._label("skipped"), listed(skipped or [self.words("nothing")], self.words.comma)),
        )
        if deadline.is_provisional:
            yield flow(self.words("provisional"), "yellow")

    def _reviewed(self, entry: Entry) -> Iterator[RenderableType]:
        assessment, submission = entry.said.assessment, entry.said.submission
        if assessment is not None and submission is not None:
            yield flow(self.words(f"verdict.{assessment.verdict}"), COLOURS[assessment.verdict])
            yield from Findings(self.words).lines(assessment, submission)
            if assessment.verdict is Verdict.ACCEPTED:
                yield from Findings(self.words).notations(submission)
        if not entry.events:
            yield flow(self.words("waits"), "yellow")
        for event in entry.events:
            if isinstance(event, Rejected | RefusedForGood):
                yield from self._own_reasons(event.reasons, assessment)

    def _own_reasons(
        self, codes: Sequence[str], assessment: Assessment | None
    ) -> Iterator[RenderableType]:
        """Show the reasons that the reviewer gave and the policy had not found."""
        found = assessment.reason_codes if assessment else ()
        own = [REASONS[code] for code in codes if code not in found]
        if own:
            yield flow(self.words("own_decision"), "red")
        for reason in own:
            yield from Findings(self.words).reason(reason)

    def _edited(self, entry: Entry) -> Iterator[RenderableType]:
        if not entry.events:
            yield flow(self.words("unchanged"), "green")
        for event in entry.events:
            if isinstance(event, IdentityChanged):
                fields = (self.words(f"field.{name}") for name in sorted(event.changed))
                yield flow(self.words("changed", fields=self.words.join(fields)), "magenta")

    def _aftermath(self, entry: Entry, before: Entry | None) -> Iterator[RenderableType]:
        """Show what else came of a step: pictures destroyed, a new state, messages."""
        state, pictures = (before.case.state, before.pictures) if before else (Case().state, 0)
        if entry.pictures < pictures:
            yield flow(self.words("destroyed", count=pictures - entry.pictures), "bold red")
        if entry.case.state is not state:
            yield Text.assemble(self._state(state), " → ", self._state(entry.case.state))
        for mail in entry.mails:
            to = f" ({self.words('to_operators')})" if mail.recipient == OPERATORS else ""
            yield flow(f"✉ {mail.subject}{to}", "cyan")

    def _state(self, state: State) -> Text:
        return Text(self.words.state(state), COLOURS[state])

    # -- where it stands --------------------------------------------------------------------------

    def _standing(self, case: Case) -> RenderableType:
        unlocked = [self.words.of(c, "name") for c in case.capabilities(self.policy)]
        return labelled(
            (self._label("state"), self._state(case.state)),
            (self._label("unlocked"), flow(self.words.join(unlocked) or self.words("nothing"))),
            (self._label("next"), flow(self._next(case))),
        )

    def _next(self, case: Case) -> str:
        if case.state is State.APPROVED:
            return self.words.join(self.words.of(s, "title") for s in self.policy.next_steps)
        return self.words(f"next.{case.state}")

    def _label(self, key: str) -> Text:
        return Text(self.words(key), "bold")


def _action(request: Request | None) -> str:
    match request:
        case DossierFolder():
            return "submit"
        case Review():
            return "review"
        case ProfileEdit():
            return "profile"
        case Withdrawal():
            return "withdraw"
        case None:
            return "sweep"
