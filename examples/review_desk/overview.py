"""What surrounds the cards: the beginning, the restart, the table of all, what was written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from rich import box
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from idverify.lifecycle.events import Submitted
from idverify.policy.policy import Policy
from review_desk.case_view import COLOURS, Card
from review_desk.inbox import Folder, Inbox, Step, Unreadable
from review_desk.labels import Words
from review_desk.line_wrapping import bullet, flow
from review_desk.runner import Entry

__all__ = ["Frame"]


@frozen
class Frame:
    """Prints the story of the day."""

    console: Console
    words: Words
    policy: Policy

    def opening(self, inbox: Inbox) -> None:
        """Say what is about to be done, by whose rules."""
        steps, files = inbox.steps, self.policy.files
        self._heading("title")
        self._print(Text(self.words.of(self.policy, "title"), "bold"))
        self._say(
            "span",
            first=self.words.day(steps[0].at),
            last=self.words.day(steps[-1].at),
            folders=len(inbox.folders),
            steps=len(steps),
        )
        self._say(
            "rules",
            days=self.policy.business_days,
            formats=self.words.join(sorted(f.name for f in files.formats)),
            size=f"{files.max_bytes:,}",
        )
        if self.policy.is_optional:
            self._say("optional")

    @contextmanager
    def progress(self, every: int) -> Iterator[Callable[[Step], None]]:
        """Show how far the day has come, on a terminal; what is piped need not move."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
        )
        quiet = not self.console.is_terminal
        with Progress(*columns, console=self.console, transient=True, disable=quiet) as progress:
            task = progress.add_task("", total=every)
            yield lambda step: progress.update(
                task, advance=1, description=f"{self.words.moment(step.at)}  {step.folder}"
            )

    def reopened(self, inbox: Inbox, done: int, database: Path) -> None:
        """Say after how many steps the desk was closed and opened again."""
        self._say("reopened", done=done, every=len(inbox.steps), database=database.name)

    def replayed(self, same: int, every: int) -> None:
        """Say how many cases stand as they stood before."""
        mark, style = ("✓", "green") if same == every else ("✗", "bold red")
        self._print(bullet(mark, self.words("same", same=same, all=every), style))

    def cards(
        self, card: Card, folders: Sequence[Folder], diary: Mapping[str, Sequence[Entry]]
    ) -> None:
        """Show every application."""
        self._print("")
        for folder in folders:
            self._print(card.of(folder, diary[folder.case_id]))

    def unreadable(self, unreadable: Sequence[Unreadable]) -> None:
        """Show what was put aside, with the place of what is wrong."""
        if unreadable:
            self._heading("unreadable")
        for each in unreadable:
            self._print(bullet("✗", str(each), "red"))
            self._print("")

    def summary(self, folders: Sequence[Folder], diary: Mapping[str, Sequence[Entry]]) -> None:
        """Show all applications in a table."""
        self._heading("summary")
        table = Table(
            box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold"
        )
        for key in ("case", "received", "due", "verdict", "state", "unlocked"):
            table.add_column(self.words(key), no_wrap=key != "unlocked", overflow="fold")
        for folder in folders:
            table.add_row(folder.name, *self._row(diary[folder.case_id]))
        self._print(table)
        self._print("")

    def _row(self, entries: Sequence[Entry]) -> list[RenderableType]:
        case = entries[-1].case
        verdicts = [e.said.assessment.verdict for e in entries if e.said.assessment]
        dues = [
            event.deadline for e in entries for event in e.events if isinstance(event, Submitted)
        ]
        unlocked = [self.words.of(c, "name") for c in case.capabilities(self.policy)]
        return [
            Text(self.words.bare_day(dues[-1].received_on) if dues else "-"),
            Text(self.words.bare_day(dues[-1].due_on) if dues else "-"),
            Text(self.words(f"short.{verdicts[-1]}"), COLOURS[verdicts[-1]]) if verdicts else "-",
            Text(self.words.state(case.state), COLOURS[case.state]),
            self.words.join(unlocked) or "-",
        ]

    def checklist(self) -> None:
        """Show what to do once approved, with everything that belongs to each step."""
        self._heading("checklist")
        for step in self.policy.next_steps:
            details = step.details_ja if self.words.is_ja else step.details_en
            self._print(bullet("□", self.words.of(step, "title"), "bold"))
            for detail in details:
                self._print(bullet("  ・" if self.words.is_ja else "  -", detail))
        self._print("")

    def written(self, database: Path, mail: Path) -> None:
        """Say where everything is that was written."""
        self._heading("written")
        for what, path in (
            (self.words("mail", count=len(list(mail.glob("*.eml")))), mail),
            (self.words("database"), database),
        ):
            # A path that is broken in two cannot be copied.
            self._print(Text.assemble(what, "  ", (str(path), "cyan")), soft_wrap=True)

    def _heading(self, key: str) -> None:
        self._print(Rule(Text(self.words(key), "bold"), align="left", style="dim"))

    def _say(self, key: str, **values: object) -> None:
        self._print(flow(self.words(key, **values)))

    def _print(self, thing: RenderableType, *, soft_wrap: bool = False) -> None:
        """Print it; where nobody looks at a terminal, without the spaces that fill a line."""
        if self.console.is_terminal:
            self.console.print(thing, soft_wrap=soft_wrap)
            return
        with self.console.capture() as captured:
            self.console.print(thing, soft_wrap=soft_wrap)
        lines = (line.rstrip() for line in captured.get().splitlines())
        self.console.file.write("".join(f"{line}\n" for line in lines))
