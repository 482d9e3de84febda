"""A day at a review desk: applications in, decisions and messages out, on SQLite.

    python examples/review_day.py [--applications DIR] [--work DIR] [--lang ja|en]

Every application is a folder of JSON beside real JPEG and PNG files. In the middle
everything is closed, the database opened again, and the histories replayed.
"""

import argparse
import os  # noqa: TID251 - a script ends as the operating system has it
import sys
import tempfile
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from attrs import define, field
from rich.console import Console

from idverify import CROWDWORKS_ARTICLE, ReviewClock, VerificationDesk
from idverify.adapters.eml import EmlNotifier
from idverify.adapters.memory import FixedClock
from idverify.i18n import Language
from review_desk.case_view import Card
from review_desk.inbox import Inbox, Step, read_inbox
from review_desk.labels import Words
from review_desk.overview import Frame
from review_desk.runner import SENDER, Day, Entry, Mailbox, open_desk
from review_desk.staging import lay_out

__all__ = ["Story", "as_a_script", "main"]

APPLICATIONS: Final = Path(__file__).parent / "applications"
POLICY: Final = CROWDWORKS_ARTICLE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the day; 0 if every replayed state was as before, 1 if not, 2 for wrong folders."""
    options = _options(arguments)
    work = options.work or Path(tempfile.mkdtemp(prefix="review-day-"))
    problem = _problem(options.applications, work)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    lay_out(options.applications, work / "inbox")
    inbox = read_inbox(work / "inbox", POLICY.files)
    frame = Frame(Console(), Words(Language(options.lang)), POLICY)
    if not inbox.folders:
        frame.unreadable(inbox.unreadable)
        return 2
    return Story(work, inbox, frame).tell()


def as_a_script() -> int:
    """Run `main` for a screen that may lack a sign, and a reader who may stop reading."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        return main()
    except BrokenPipeError:
        # What is still buffered goes nowhere, or Python would complain of it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, what, given in (
        ("--applications", "a folder an application (default: %(default)s)", APPLICATIONS),
        ("--work", "where database and messages go (default: a new temporary folder)", None),
    ):
        parser.add_argument(name, type=Path, metavar="DIR", help=what, default=given)
    languages = [language.value for language in Language]
    what = "language of what is printed (default: %(default)s)"
    parser.add_argument("--lang", choices=languages, default=languages[0], help=what)
    return parser.parse_args(arguments)


def _problem(applications: Path, work: Path) -> str:
    """Say what is wrong with the folders; empty if nothing is."""
    if not applications.is_dir() or not any(path.is_dir() for path in applications.iterdir()):
        return f"{applications} has no folder of an application in it"
    if work.exists() and (not work.is_dir() or any(work.iterdir())):
        return f"{work} is not an empty folder; name a new one with --work"
    return ""


@define
class Story:
    """The day as it is told."""

    work: Path
    inbox: Inbox
    frame: Frame
    diary: dict[str, list[Entry]] = field(factory=dict, init=False)
    differing: int = field(default=0, init=False)
    """Cases whose replayed state was not the one before."""

    @property
    def database(self) -> Path:
        """The one file in which everything is kept."""
        return self.work / "desk.sqlite"

    @property
    def mail(self) -> Path:
        """Where the messages go."""
        return self.work / "mail"

    def tell(self) -> int:
        """Run both halves of the day with a restart between them, and show what came of it."""
        self.frame.opening(self.inbox)
        steps = self.inbox.steps
        clock = FixedClock(steps[0].at)
        mailbox = Mailbox(EmlNotifier(folder=self.mail, sender=SENDER, clock=clock))
        middle = len(steps) // 2
        with self.frame.progress(len(steps)) as advance:
            with open_desk(self.database, mailbox, POLICY, clock) as desk:
                self._run(Day(desk, mailbox, clock, self.diary), steps[:middle], advance)
            with open_desk(self.database, mailbox, POLICY, clock) as desk:
                self._replay(desk, middle)
                self._run(Day(desk, mailbox, clock, self.diary), steps[middle:], advance)
        with open_desk(self.database, mailbox, POLICY, clock) as desk:
            self._replay(desk, len(steps))
            self._show(desk.review_clock)
        return 1 if self.differing else 0

    def _run(self, day: Day, steps: Sequence[Step], advance: Callable[[Step], None]) -> None:
        for step in steps:
            advance(step)
            day.run(step)

    def _replay(self, desk: VerificationDesk, done: int) -> None:
        """Hold every case, replayed from the database just opened, against what it was."""
        before = {case_id: entries[-1].case for case_id, entries in self.diary.items()}
        same = sum(desk.case(case_id) == case for case_id, case in before.items())
        self.differing += len(before) - same
        self.frame.reopened(self.inbox, done, self.database)
        self.frame.replayed(same, len(before))

    def _show(self, clock: ReviewClock) -> None:
        folders = self.inbox.folders
        self.frame.cards(Card(self.frame.words, POLICY, clock), folders, self.diary)
        self.frame.unreadable(self.inbox.unreadable)
        self.frame.checklist()
        self.frame.summary(folders, self.diary)
        self.frame.written(self.database, self.mail)


if __name__ == "__main__":
    sys.exit(as_a_script())
