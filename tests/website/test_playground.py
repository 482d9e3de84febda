"""The library in the browser: what somebody types is answered there, and nowhere else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from website.conftest import Visit

#: Milliseconds; Python has to be compiled by a browser that shares its processor with tests.
PATIENCE = 120_000


@pytest.fixture
def playground(visit: Visit, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page in a language, wait until Python is there; see that nobody else is asked."""
    language = getattr(request, "param", "en")
    ending = "" if language == "en" else ".ja"
    visit.page.set_default_timeout(PATIENCE)
    visit.page.goto(f"{address}/playground{ending}/")
    visit.page.wait_for_selector("#playground[data-ready=yes]")
    visit.page.wait_for_load_state("networkidle")
    before = len(visit.asked)
    yield visit
    # What was typed is answered without a single request, be it to this machine.
    assert (visit.asked[before:], visit.strangers, visit.wrong) == ([], [], [])


def test_no_request_leaves_the_machine(playground: Visit) -> None:
    """Python, its packages and the page itself come from this machine, and nothing breaks."""
    assert any(url.endswith("pyodide.asm.wasm") for url in playground.asked)
    assert any("/idverify_jp-" in url for url in playground.asked)
    assert (playground.strangers, playground.wrong) == ([], [])


def test_the_deadline_follows_the_receipt(playground: Visit) -> None:
    """Another receipt time gives another due day, with the days skipped and why."""
    answer = playground.page.locator("#deadline-answer")
    expect(answer).to_contain_text("2026-09-29")
    expect(answer).to_contain_text("citizens' holiday")
    playground.page.get_by_label("Received (time in Japan)").fill("2019-04-26T12:00")

    expect(answer).to_contain_text("2019-05-13")
    expect(answer.locator("tbody tr", has_text="2019-05-01").last).to_be_visible()


def test_findings_follow_what_was_seen(playground: Visit) -> None:
    """A photocopy is refused with its remedy; what nobody looked at becomes a question."""
    answer = playground.page.locator("#findings-answer")
    expect(answer).to_contain_text("May be approved")
    shown = playground.page.get_by_label("what the picture shows")
    shown.select_option(label="a photocopy")
    expect(answer).to_contain_text("Cannot be approved")
    expect(answer).to_contain_text("image.photo_of_copy")
    expect(answer).to_contain_text("Please photograph the original")
    shown.select_option(label="not looked at yet")

    expect(answer).to_contain_text("Cannot be decided yet")
    expect(answer.locator("ul li")).to_have_count(1)


def test_another_document_brings_its_own_fields(playground: Visit) -> None:
    """The insurance card, which ended in 2025, comes with its paper and its masking."""
    playground.page.get_by_label("Documents").select_option(
        label="health insurance card + resident record"
    )
    expect(playground.page.locator("#document-fields fieldset legend").first).to_have_text(
        "health insurance card"
    )
    answer = playground.page.locator("#findings-answer")
    expect(answer).to_contain_text("document.not_yet_or_no_longer_accepted")
    playground.page.get_by_label("Received on").fill("2025-12-01")
    playground.page.get_by_label("insured symbol").select_option(label="can be read")

    expect(answer).to_contain_text("masking.missing")
    expect(answer).not_to_contain_text("document.not_yet_or_no_longer_accepted")


@pytest.mark.parametrize("playground", ["ja"], indirect=True)
def test_it_speaks_japanese(playground: Visit) -> None:
    """On the Japanese page labels, findings and remedies are Japanese."""
    playground.page.get_by_label("何を撮影した画像か").select_option(label="コピーを撮影")
    answer = playground.page.locator("#findings-answer")

    expect(answer).to_contain_text("承認できません")
    expect(answer).to_contain_text("コピーではなく、書類の原本を撮影してご提出ください。")


def test_what_is_typed_is_text(playground: Visit) -> None:
    """Markup typed into a field is shown as it was typed, and runs nowhere."""
    page = playground.page
    page.locator("[name='profile.address']").fill("東京都千代田区<b>1-1")
    expect(page.locator("#findings-answer")).to_contain_text('"<b>"')

    assert page.locator("#findings-answer b").count() == 0


def test_a_form_half_filled_is_told_so(playground: Visit) -> None:
    """An empty date is no crash but a sentence."""
    playground.page.get_by_label("Received (time in Japan)").fill("")
    expect(playground.page.locator("#deadline-answer")).to_contain_text("Please check")

    assert playground.wrong == []


def focused(page: Page) -> str:
    """Name the field that has the focus."""
    name: str = page.evaluate("document.activeElement.name || ''")
    return name


def test_it_can_be_used_by_keyboard_alone(playground: Visit) -> None:
    """From the first field the tabulator reaches every other one, and a key changes the answer."""
    page = playground.page
    page.get_by_label("Received (time in Japan)").focus()
    wanted = set(
        page.evaluate("[...document.querySelectorAll('#playground [name]')].map(e => e.name)")
    )
    reached = set()
    for _ in range(4 * len(wanted)):
        reached.add(focused(page))
        page.keyboard.press("Tab")
    assert wanted - reached == set()
    page.get_by_label("what the picture shows").focus()
    page.keyboard.press("ArrowDown")

    expect(page.locator("#findings-answer")).to_contain_text("image.photo_of_copy")


def test_every_field_has_a_label(playground: Visit) -> None:
    """Nobody has to guess what a field is for."""
    fields = "[...document.querySelectorAll('#playground :is(input, select)')]"

    assert playground.page.evaluate(f"{fields}.filter(e => !e.labels.length).length") == 0
    assert playground.page.locator("[aria-live=polite]").count() >= 3


@pytest.fixture
def dark(browser: Browser) -> Iterator[Page]:
    """Give a window for somebody who prefers dark."""
    with browser.new_context(color_scheme="dark") as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def test_it_can_be_read_in_the_dark(dark: Page, address: str) -> None:
    """In dark mode the text of fields, labels and answers stands out from what is behind it."""
    dark.goto(f"{address}/playground/")
    dark.wait_for_selector("#playground[data-ready=yes]")
    for what in ("#playground input[type=text]", "#playground select", "#findings-answer .verdict"):
        assert dark.eval_on_selector(what, CONTRAST) >= 4.5, what


#: The ratio of WCAG 2 between a text and the nearest background that is not transparent.
CONTRAST = """element => {
  const read = text => {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element;
  while (behind && read(getComputedStyle(behind).backgroundColor)[3] < 255)
    behind = behind.parentElement;
  const back = light(read(behind ? getComputedStyle(behind).backgroundColor : 'white'));
  const text = light(read(getComputedStyle(element).color));
  return (Math.max(back, text) + 0.05) / (Math.min(back, text) + 0.05);
}"""
