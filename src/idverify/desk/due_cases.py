"""Due cases (期限の処理): reminders, overdue reports, lapses, and the end of image retention."""

from attrs import frozen

from idverify.desk.operations import Operation, call
from idverify.desk.reminders import make_reminder, next_review_alarm
from idverify.desk.requests import Request
from idverify.desk.results import DueCases, FailedEffect
from idverify.desk.steps import CaseSteps
from idverify.errors import IllegalTransitionError, PermanentDeliveryError, VersionConflictError
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import CheckDeadline, Command, LapseVerification
from idverify.lifecycle.retention import earliest, image_retention_end, verification_end
from idverify.lifecycle.states import State
from idverify.ports import OutboxEntry

__all__ = ["DeskSteps"]


@frozen(kw_only=True)
class DeskSteps(CaseSteps):
    """All steps of a desk: those of people, and those that are due by time."""

    def process_due_cases(self) -> Operation[DueCases]:
        """Take the steps that are due, remind and report, and resend what is outstanding."""
        results: list[DueCases] = []
        for case_id in (yield from call(self.store.alarms_until, self._now())):
            try:
                results.append((yield from self._process_due_case(case_id)))
            except (VersionConflictError, IllegalTransitionError):
                continue  # changed by another process; the alarm stays for the next call
        results.append(DueCases(failed_effects=(yield from self._perform_now())))
        return DueCases.merge(results)

    def _process_due_case(self, case_id: str) -> Operation[DueCases]:
        before = yield from self.case(case_id)
        case = yield from self._take_due_step(case_id, before)
        reminder = self._find_reminder(case_id, case)
        error = (yield from self._try_to_perform(reminder)) if reminder else None
        failed = (FailedEffect(reminder, error),) if reminder and error else ()
        if error and not isinstance(error, PermanentDeliveryError):
            return DueCases(failed_effects=failed)  # the alarm stays: the next call reminds again
        yield from self._reset_alarm(case_id, case)
        has_lapsed = before.state is State.APPROVED and case.state is State.INCOMPLETE
        return DueCases(
            overdue=(case_id,) if case.is_overdue_reported else (),
            reminded=(case_id,) if reminder and not error else (),
            lapsed=(case_id,) if has_lapsed else (),
            failed_effects=failed,
        )

    def _take_due_step(self, case_id: str, case: Case) -> Operation[Case]:
        """Report an overdue case or let a verification lapse, and return the case afterwards."""
        request: Request | None = None
        command: Command = CheckDeadline()
        end = verification_end(case, self.policy, self.review_clock)
        if case.deadline is not None:
            request = Request(f"overdue/{case.submission_id}", "process_due_cases")
        elif end is not None and end <= self._now():
            request, command = Request(f"lapse/{case.submission_id}", "lapse"), LapseVerification()
        if request is None:
            return case
        yield from self._run_command(case_id, request, command, performs=False)
        return (yield from self.case(case_id))

    def _find_reminder(self, case_id: str, case: Case) -> OutboxEntry | None:
        """Return the reminder of a case whose alarm came before the end of its deadline."""
        if case.deadline is None:
            return None
        now, ends_at = self._now(), case.deadline.ends_at
        is_due = now < ends_at == next_review_alarm(ends_at, self.review_clock, now)
        return make_reminder(case_id, case.version, case.deadline.due_on) if is_due else None

    def _reset_alarm(self, case_id: str, case: Case) -> Operation[None]:
        """Destroy images whose retention has ended, and set the alarm for the next due moment."""
        now = self._now()
        end = image_retention_end(case, self.policy, self.review_clock)
        if end is not None and end <= now:
            yield from self.file(case_id).drop_images()
            end = None
        due = None
        if case.deadline and not case.is_overdue_reported:
            due = next_review_alarm(case.deadline.ends_at, self.review_clock, now)
        lapses = verification_end(case, self.policy, self.review_clock)
        if moments := earliest(due, end, lapses):
            yield from call(self.store.set_alarm, case_id, *moments)
        else:
            yield from call(self.store.clear_alarm, case_id)
