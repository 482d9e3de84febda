"""The day at the review desk: verdicts, states, deadlines, messages, and what is stored."""

import email
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from email import policy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from rich.cells import cell_len
from rich.console import Console

import review_day
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.errors import StaleSubmissionError
from idverify.i18n import Language
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import Submitted
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from review_desk.inbox import read_inbox
from review_desk.labels import Words
from review_desk.overview import Frame
from review_desk.runner import OPERATORS, open_desk
from review_desk.staging import lay_out

#: Where each case ends, and what happened on the way.
ENDS = {
    "01": ("approved", "Submitted Approved"),
    "02": ("approved", "Submitted Approved"),
    "03": ("approved", "Submitted Approved"),
    "04": ("approved", "Submitted Approved"),
    "05": ("approved", "Submitted Approved"),
    "06": ("approved", "Submitted Approved"),
    "07": ("approved", "Submitted Approved"),
    "08": ("approved", "Submitted Approved"),
    "09": ("rejected", "Submitted Rejected"),
    "10": ("rejected", "Submitted Rejected"),
    "11": ("approved", "Submitted Rejected Submitted Approved"),
    "12": ("rejected", "Submitted Rejected"),
    "13": ("rejected", "Submitted Rejected"),
    "14": ("rejected", "Submitted Rejected"),
    "15": ("approved", "Submitted Approved"),
    "16": ("incomplete", ""),
    "17": ("approved", "Submitted Approved"),
    "18": ("incomplete", ""),
    "19": ("approved", "Submitted Approved IdentityChanged Submitted Approved"),
    "20": ("approved", "Submitted Approved"),
    "21": ("approved", "Submitted Submitted Approved"),
    "22": ("incomplete", "Submitted Withdrawn"),
    "23": ("approved", "Submitted Approved"),
    "24": ("approved", "Submitted DeadlinePassed Approved"),
    "25": ("closed", "Submitted RefusedForGood"),
    "26": ("incomplete", "Submitted IdentityChanged"),
    "27": ("under_review", "Submitted"),
}

#: Every reason that the policy found, in the order of the steps.
REASONS = {
    "09": ["document.issued_too_long_ago"],
    "10": ["field.address_absent"],
    "11": ["field.address_absent"],
    "12": ["profile.typo_or_omission"],
    "13": ["image.photo_of_copy"],
    "14": ["masking.missing"],
    "15": ["file.too_large"],
    "16": ["file.format"],
    "18": ["document.not_yet_or_no_longer_accepted"],
}

#: The calendar of 2025 on the wall: 昭和の日, 憲法記念日, みどりの日, こどもの日, 振替休日.
HOLIDAYS = {date(2025, 4, 29), *(date(2025, 5, day) for day in (3, 4, 5, 6))}


@frozen
class Told:
    """A day that was told, and what was printed."""

    code: int
    story: review_day.Story
    text: str

    @property
    def flat(self) -> str:
        """What was printed, wherever its lines break."""
        return re.sub(r"\s+", "", self.text)


def _tell(
    work: Path,
    applications: Path = review_day.APPLICATIONS,
    language: Language = Language.JA,
    width: int = 80,
) -> Told:
    """Tell a day as `main` does, on paper."""
    lay_out(applications, work / "inbox")
    paper = io.StringIO()
    frame = Frame(Console(file=paper, width=width), Words(language), CROWDWORKS_ARTICLE)
    story = review_day.Story(work, read_inbox(work / "inbox", CROWDWORKS_ARTICLE.files), frame)
    return Told(story.tell(), story, paper.getvalue())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell the whole day in Japanese on the narrow screen of a pipe."""
    return _tell(tmp_path_factory.mktemp("day"))


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell it on a wide screen."""
    return _tell(tmp_path_factory.mktemp("wide"), width=120)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell it in English."""
    return _tell(tmp_path_factory.mktemp("english"), language=Language.EN)


def _mails(told: Told) -> list[tuple[str, str, str]]:
    """Return recipient, subject and text of each message."""
    found = []
    for file in sorted(told.story.mail.glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        found.append((mail["To"], mail["Subject"], mail.get_content()))
    return found


def test_every_case_ends_as_its_story_says(told: Told) -> None:
    """States and histories read from the database are those of the table."""
    with SqliteCaseStore(told.story.database) as store:
        histories = {number: store.history(f"case-{number}") for number in ENDS}
    ends = {
        number: (replay(history).state, " ".join(type(event).__name__ for event in history))
        for number, history in histories.items()
    }

    assert told.code == 0
    assert ends == ENDS


def test_every_finding_is_the_one_of_the_story(told: Told) -> None:
    """Each application that has a fault is found out for it, and no other is."""
    found = {
        case_id.removeprefix("case-"): [
            code
            for entry in entries
            if entry.said.assessment
            for code in entry.said.assessment.reason_codes
        ]
        for case_id, entries in told.story.diary.items()
    }

    assert {number: codes for number, codes in found.items() if codes} == REASONS


def test_deadlines_agree_with_the_calendar_on_the_wall(told: Told) -> None:
    """Each due day is the fifth weekday that is no holiday, the day of receipt left out."""
    checked = 0
    for entries in told.story.diary.values():
        for event in (event for entry in entries for event in entry.events):
            if isinstance(event, Submitted):
                day, left = event.deadline.received_on, 5
                while left:
                    day += timedelta(days=1)
                    left -= day.weekday() < 5 and day not in HOLIDAYS
                assert event.deadline.due_on == day
                checked += 1
    assert checked == sum(events.count("Submitted") for _, events in ENDS.values())


def test_golden_week_is_skipped_and_named(told: Told) -> None:
    """For the receipt on Friday 25 April the card names all seven days and why."""
    card = told.text[told.text.index("23-golden-week") : told.text.index("24-overdue")]

    assert "2025年5月7日(水)" in card
    for day in (
        "4/26 土曜日", "4/27 日曜日", "4/29 昭和の日", "5/3 憲法記念日", "5/4 みどりの日",
        "5/5 こどもの日", "5/6 振替休日",
    ):  # fmt: skip
        assert day in card


def test_a_receipt_in_utc_counts_by_the_day_in_japan(told: Told) -> None:
    """Half past three in the afternoon of the 24th in UTC is the 25th in Japan."""
    event = told.story.diary["case-05"][0].events[0]

    assert isinstance(event, Submitted)
    assert event.deadline.received_on == date(2025, 4, 25)


def test_every_finding_is_printed_with_its_remedy(told: Told) -> None:
    """Whatever is found is in the text with label and remedy, line breaks aside."""
    for entries in told.story.diary.values():
        for entry in entries:
            for finding in entry.said.assessment.findings if entry.said.assessment else ():
                assert re.sub(r"\s+", "", finding.reason.label_ja) in told.flat
                if not finding.reason.code.startswith("file."):
                    assert re.sub(r"\s+", "", finding.reason.remedy_ja) in told.flat


def test_what_is_wrong_with_a_file_is_said_in_bytes(told: Told) -> None:
    """The card of the large picture has both numbers, and what to do about it."""
    assert "ファイルは10,485,761バイトで、上限の10,485,760バイトを超えています。" in told.flat
    assert "ファイルの中身はPDFです。" in told.flat


def test_the_states_replayed_after_the_restart_are_the_same(told: Told) -> None:
    """The text says so for both openings, and a fresh look at the database agrees."""
    with SqliteCaseStore(told.story.database) as store:
        replayed = {case_id: replay(store.history(case_id)) for case_id in told.story.diary}

    assert told.story.differing == 0
    assert replayed == {c: entries[-1].case for c, entries in told.story.diary.items()}
    assert "✓ 履歴を再生した状態は、23件中23件で閉じる前と同じです。" in told.text
    assert "✓ 履歴を再生した状態は、27件中27件で閉じる前と同じです。" in told.text


def test_a_replay_that_differs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A history that was cut while the desk was closed is found out, and the day fails."""
    for name in ("01-passport", "02-licence"):
        shutil.copytree(review_day.APPLICATIONS / name, tmp_path / "applications" / name)
    openings = []

    def cut_and_open(database: Path, *rest: Any) -> Any:  # noqa: ANN401 - handed through
        openings.append(database)
        if len(openings) == 2:
            with closing(sqlite3.connect(database)) as connection, connection:
                connection.execute("DELETE FROM idverify_event WHERE case_id = 'case-01'")
        return open_desk(database, *rest)

    monkeypatch.setattr(review_day, "open_desk", cut_and_open)
    told = _tell(tmp_path / "work", tmp_path / "applications")

    assert told.code == 1
    assert "✗ 履歴を再生した状態は、2件中1件で閉じる前と同じです。" in told.text


def test_messages_go_to_whom_they_concern(told: Told) -> None:
    """Applicants are told each outcome once; the operators of what is due soon and overdue."""
    mails = _mails(told)
    of_14 = [(subject, text) for to, subject, text in mails if to == "applicant-14@example.jp"]
    to_operators = [text for to, _, text in mails if to == OPERATORS]

    assert len(mails) == sum(len(e.mails) for es in told.story.diary.values() for e in es) == 58
    assert [subject for subject, _ in of_14] == [
        "本人確認書類を受け付けました",
        "本人確認書類を承認できませんでした",
    ]
    assert "紙などで覆い、撮り直してご提出ください。" in of_14[1][1]
    assert len(to_operators) == 3
    [overdue] = [text for text in to_operators if "過ぎ" in text]
    assert "case-24" in overdue
    assert "2025年5月2日(金)" in overdue


def test_an_approval_tells_the_next_steps(told: Told) -> None:
    """The message names the bank account and the seven items of the profile."""
    [text] = [
        text
        for to, subject, text in _mails(told)
        if to == "applicant-20@example.jp" and "verified" in subject
    ]

    assert "□ Register a bank account" in text
    assert text.count("   - ") == 2 + 7 + 1


def test_approval_unlocks_and_a_change_of_address_locks_again(told: Told) -> None:
    """The moved person has the bank account, loses it, and has it again; the respelled keeps it."""
    unlocked = {
        case_id: [bool(entry.case.capabilities(CROWDWORKS_ARTICLE)) for entry in entries]
        for case_id, entries in told.story.diary.items()
    }

    assert unlocked["case-19"] == [False, True, False, False, True]
    assert unlocked["case-20"] == [False, True, True]


@pytest.mark.parametrize(("case_id", "at"), [("case-21", 3), ("case-26", 2)])
def test_a_late_approval_of_replaced_or_void_documents_is_refused(
    told: Told, case_id: str, at: int
) -> None:
    """The case stays as it was, and the reader is told why."""
    before, refused = told.story.diary[case_id][at - 1 : at + 1]

    assert isinstance(refused.said.refusal, StaleSubmissionError)
    assert (refused.case, refused.events, refused.mails) == (before.case, (), ())
    assert told.flat.count("その提出は、もう審査中の提出ではありません") == 2


def test_the_pictures_of_the_unmasked_card_are_destroyed(told: Told) -> None:
    """Nothing of the card is in the vault, nor anywhere in the file of the database."""
    picture = next(
        review_day.APPLICATIONS.glob("14-unmasked/1-health_insurance_card-front.jpg")
    ).read_bytes()
    with SqliteVault(told.story.database) as vault:
        kept = [name for name in vault.names("case-14") if name.startswith("image/")]

    assert len(kept) == 1  # the resident record handed in with it, on which nothing was wrong
    assert not any(name.endswith(sha256(picture).hexdigest()) for name in kept)
    assert picture[2000:2064] not in told.story.database.read_bytes()


def test_histories_hold_no_personal_data(told: Told) -> None:
    """No name, reading, address, birthday or mail address stands in events, commands or outbox."""
    with closing(sqlite3.connect(told.story.database)) as database:
        stored = b"".join(
            str(cell).encode() if not isinstance(cell, bytes) else cell
            for table in ("event", "command", "case", "outbox", "alarm")
            for row in database.execute(f"SELECT * FROM idverify_{table}")  # noqa: S608 - four known names
            for cell in row
        ).decode()
    personal = set()
    for file in review_day.APPLICATIONS.glob("*/*-submit.json"):
        dossier = json.loads(file.read_bytes())
        texts = _texts({"applicant": dossier["applicant"], "contact": dossier["contact"]})
        personal |= {text for text in texts if text not in {"individual", "corporation", "en"}}

    assert "Submitted".lower() in stored
    assert len(personal) > 100
    assert not {text for text in personal if text in stored}


def _texts(value: object) -> set[str]:
    """Collect every text, and every word of it."""
    match value:
        case dict():
            return {text for item in value.values() for text in _texts(item)}
        case str():
            return {value, *value.split()}
        case _:
            return set()


@pytest.mark.parametrize(("day", "width"), [("told", 80), ("english", 80), ("wide", 120)])
def test_the_text_fits_and_is_plain(day: str, width: int, request: pytest.FixtureRequest) -> None:
    """No line is wider than the screen, ends in spaces or carries colours when it is piped."""
    told: Told = request.getfixturevalue(day)
    lines = [line for line in told.text.splitlines() if str(told.story.work) not in line]

    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]
    assert "\x1b" not in told.text


def test_english_output_is_english(english: Told) -> None:
    """With --lang en what the desk itself says has no Japanese in it."""
    text = english.text
    card = text[text.index("09-company") : text.index("10-passport")]
    own = [line for line in card.splitlines() if "✉" not in line and "Source" not in line]

    assert "Cannot be approved." in card
    assert not re.search("[ぁ-んァ-ヶ一-龠]", "".join(own))


def _unknown_key(folder: Path) -> None:
    """Put a key into the dossier that it does not have."""
    _edit(folder, lambda dossier: dossier.update(nickname="x"))


def _wrong_enum(folder: Path) -> None:
    """Name a kind of document that there is not."""
    _edit(folder, lambda dossier: dossier["documents"][0].update(kind="library_card"))


def _impossible_date(folder: Path) -> None:
    """Give a birthday that no calendar has."""
    _edit(folder, lambda dossier: dossier["applicant"].update(birth_date="2025-02-30"))


def _missing_file(folder: Path) -> None:
    """Take a picture away."""
    next(folder.glob("*.jpg")).unlink()


def _invalid_utf8(folder: Path) -> None:
    """Write bytes that are no text."""
    (folder / "1-submit.json").write_bytes(b'{"case_id": "\xff"}')


def _enormous(folder: Path) -> None:
    """Make the dossier a file of 200 MB."""
    with (folder / "1-submit.json").open("wb") as file:
        file.truncate(200 * 1024 * 1024)


def _nested(folder: Path) -> None:
    """Nest a million lists."""
    (folder / "1-submit.json").write_bytes(b"[" * 1_000_000)


def _no_zone(folder: Path) -> None:
    """Leave out the time zone."""
    _edit(folder, lambda dossier: dossier.update(received_at="2025-04-24T09:12:00"))


def _stray_file(folder: Path) -> None:
    """Misspell the name of a file."""
    (folder / "1-sumbit.json").write_text("{}")


def _no_step(folder: Path) -> None:
    """Take every JSON file away."""
    for file in folder.glob("*.json"):
        file.unlink()


def _second_review_first(folder: Path) -> None:
    """Put the review before the submission."""
    (folder / "2-review.json").rename(folder / "0-review.json")


def _same_case(folder: Path) -> None:
    """Take the id of the other case."""
    _edit(folder, lambda dossier: dossier.update(case_id="case-05"))


def _edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the dossier."""
    file = folder / "1-submit.json"
    dossier = json.loads(file.read_bytes())
    change(dossier)
    file.write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")


BROKEN: dict[Callable[[Path], None], tuple[str, str]] = {
    _unknown_key: ("1-submit.json", "$.nickname"),
    _wrong_enum: ("1-submit.json", "$.documents[0].kind"),
    _impossible_date: ("1-submit.json", "$.applicant.birth_date"),
    _missing_file: ("1-submit.json", "$.documents[0].images["),
    _invalid_utf8: ("1-submit.json", "$: "),
    _enormous: ("1-submit.json", "$: "),
    _nested: ("1-submit.json", "$: "),
    _no_zone: ("1-submit.json", "$.received_at"),
    _stray_file: ("1-sumbit.json", "$: "),
    _no_step: ("1-submit.json", "$: "),
    _second_review_first: ("0-review.json", "$: "),
    _same_case: ("1-submit.json", "$.case_id"),
}


@pytest.mark.parametrize("spoil", BROKEN, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_broken_folder_is_put_aside_with_one_clear_error(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """The error names file and field, nothing of it is stored, and the day goes on."""
    for name in ("05-number-card", "07-special-resident"):
        shutil.copytree(review_day.APPLICATIONS / name, tmp_path / "applications" / name)
    spoil(tmp_path / "applications" / "07-special-resident")

    told = _tell(tmp_path / "work", tmp_path / "applications", width=200)

    file, place = BROKEN[spoil]
    [error] = told.story.inbox.unreadable
    assert told.code == 0
    assert str(error).startswith(f"07-special-resident/{file}: {place}")
    assert f"{file}: {place}" in told.text
    assert list(told.story.diary) == ["case-05"]
    assert b"case-07" not in told.story.database.read_bytes()


def test_the_command_line_runs_the_day_and_writes_it_plainly(tmp_path: Path) -> None:
    """As `dev.py demo` runs it: exit code 0, messages and database in the folder named."""
    command = [sys.executable, review_day.__file__, "--work", str(tmp_path / "work")]
    run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - our own script

    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout
    assert str(tmp_path / "work" / "desk.sqlite") in run.stdout
    assert len(list((tmp_path / "work" / "mail").glob("*.eml"))) == 58


def test_a_reader_who_stops_and_a_screen_without_japanese_are_no_error(tmp_path: Path) -> None:
    """Piped into `head` it ends without a traceback, and ASCII shows what it can."""
    command = [sys.executable, review_day.__file__, "--work", str(tmp_path / "work")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline().isascii()
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1


def test_a_folder_in_use_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A work folder that holds something is refused in one sentence."""
    (tmp_path / "kept").touch()

    assert review_day.main(["--work", str(tmp_path)]) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_no_applications_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder of applications is refused in one sentence."""
    (tmp_path / "none").mkdir()
    arguments = ["--applications", str(tmp_path / "none"), "--work", str(tmp_path / "work")]

    assert review_day.main(arguments) == 2
    assert "has no folder of an application" in capsys.readouterr().err


def test_only_broken_applications_are_told_and_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing can be read there is no day: the errors are shown, and the exit code is 2."""
    name = "28-unreadable"
    shutil.copytree(review_day.APPLICATIONS / name, tmp_path / "in" / name)

    code = review_day.main(["--applications", str(tmp_path / "in"), "--work", str(tmp_path / "w")])

    assert code == 2
    assert "$.documents[0].kind" in capsys.readouterr().out
