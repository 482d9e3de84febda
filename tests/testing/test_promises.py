"""Failures of laws, as somebody reads them whose adapter breaks one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from idverify import CROWDWORKS_ARTICLE, State, Submission
from idverify.testing import strategies
from support.applicants import CONTACT, unobserved
from support.desk import Room

pytest_plugins = ["pytester"]

BROKEN = """
import pytest
from idverify.adapters.memory import MemoryVault
from idverify.testing import VaultLaws

class Keeps(MemoryVault):
    def purge(self, case_id):
        pass

class TestKeeps(VaultLaws):
    @pytest.fixture
    def vault(self):
        return Keeps()
"""


def test_a_failure_begins_with_the_broken_promise(pytester: pytest.Pytester) -> None:
    """First the sentence of the law, then the values of its assertion, in a file of a user."""
    pytester.makepyfile(BROKEN)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-q", "--no-header")
    found = result.stdout.str()

    result.stdout.fnmatch_lines(["E*AssertionError: broken promise: *"])
    assert "Items of one case are found in no other case, and purged with no other case." in found
    assert "assert (b'one', b'two') == (b'one', None)" in found


def test_a_vault_that_keeps_what_is_purged_is_found_at_once(pytester: pytest.Pytester) -> None:
    """The machine tries a purge before anything else, so that nothing has to be shrunk."""
    pytester.makepyfile(
        BROKEN
        + """
from datetime import datetime
from idverify import CROWDWORKS_ARTICLE, BusinessCalendar, ReviewClock, VerificationDesk
from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier
from idverify.testing import DeskMachine

class Machine(DeskMachine):
    def make_desk(self, clock):
        return VerificationDesk(
            store=MemoryCaseStore(), vault=Keeps(), notifier=MemoryNotifier(), clock=clock,
            policy=CROWDWORKS_ARTICLE, review_clock=ReviewClock(BusinessCalendar.japan()),
            operators="operators@example.jp")

TestMachine = Machine.TestCase
"""
    )
    result = pytester.runpytest_subprocess("-q", "-k", "TestMachine", timeout=60)

    result.stdout.fnmatch_lines(["*a purge must destroy every item of a case*"])
    assert "submit(" not in result.stdout.str()


@settings(max_examples=20, phases=[Phase.generate], database=None)
@given(
    drawn=strategies.submissions_with_images(
        strategies.accepted_submissions(CROWDWORKS_ARTICLE, date(2026, 11, 2))
    )
)
def test_drawn_submissions_are_submitted_and_approved(
    drawn: tuple[Submission, dict[str, bytes]],
) -> None:
    """What the policy accepts is taken in with its bytes, and can be approved at a desk."""
    observed, images = drawn
    room = Room()
    room.desk.submit("c-1", unobserved(observed), images, CONTACT, command_id="1")
    seen = [document.observation for document in observed.documents]
    room.desk.observe("c-1", observed.id, seen)
    approved = room.desk.approve(
        "c-1", observed.id, profile=observed.applicant, reviewer="r", command_id="2"
    )

    assert approved.case.state is State.APPROVED


def test_modules_of_laws_are_rewritten() -> None:
    """Every module with laws is in the list that pytest rewrites."""
    import idverify.testing as kit  # noqa: PLC0415 - the list is private

    folder = Path(kit.__file__).parent
    modules = {file.stem for file in folder.glob("*_laws.py")}

    assert modules <= set(kit._LAW_MODULES)  # noqa: SLF001 - the same
