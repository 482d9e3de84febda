"""The example service end to end: from the upload in a browser to the mail about the approval."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from attrs import define, field
from playwright.sync_api import HttpCredentials, Page
from standardwebhooks import Webhook

from service.app import create_app
from service.dependencies import Office
from support.browser import chromium

PICTURES = Path(__file__).parents[2] / "examples" / "applications" / "02-licence"
FRONT, BACK = (PICTURES / f"1-drivers_license-{side}.jpg" for side in ("front", "back"))
PASSWORD = "a password of this test"  # noqa: S105 - as it says
SECRET = "whsec_" + "A" * 32
AHEAD = (datetime.now(UTC) + timedelta(days=700)).date().isoformat()


@define
class Post:
    """A mail server that keeps what it gets."""

    got: list[EmailMessage] = field(factory=list)

    async def handle_DATA(self, _: object, __: object, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.got.append(mail)
        return "250 OK"

    def subjects(self) -> list[str]:
        """Return the subjects of what arrived, in order."""
        return [mail["Subject"] for mail in self.got]


def free_port() -> int:
    """Return a port nobody listens at just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def post() -> Iterator[tuple[Post, str]]:
    """A mail server, listening, and its address."""
    taken = Post()
    controller = Controller(taken, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield taken, f"127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def hooks() -> Iterator[tuple[list[tuple[dict[str, str], bytes]], str]]:
    """A receiver of webhooks, listening, and its address."""
    got: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield got, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def serving(folder: Path, **environ: str) -> Iterator[str]:
    """Run the service, really listening, and lend its address."""
    office = Office(folder, {"DESK_PASSWORD": PASSWORD, **environ})
    port = free_port()
    config = uvicorn.Config(create_app(office), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Name each database in turn, as an operator does."""
    if request.param == "sqlite":
        return {}
    return {"DATABASE_URL": request.getfixturevalue("postgres")}


def hand_in(page: Page, url: str) -> str:
    """Fill in the applicant's page, with the keyboard alone; return the id of the case."""
    page.goto(url)
    page.locator("input:focus").wait_for()
    for text in ("髙橋 一郎", "タカハシ イチロウ"):
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    page.get_by_label("生年月日").fill("1984-05-03")
    page.get_by_label("住所").focus()
    page.keyboard.insert_text("東京都杉並区北見本3-14-7 コーポ例示202")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("ichiro@example.jp")
    page.get_by_label("運転免許証の表面").set_input_files(FRONT)
    page.get_by_label("運転免許証の裏面").set_input_files(BACK)
    page.get_by_label("メールアドレス").press("Enter")
    page.get_by_text("受け付けました").wait_for()
    return page.locator("#answer p").last.inner_text().split()[-1]


def note(desk: Page) -> None:
    """Note what stands on the licence, and send it with the keyboard."""
    desk.get_by_role("combobox", name="写っているもの").select_option("original")
    for side in ("表面", "裏面"):
        desk.get_by_role("checkbox", name=side).press("Space")
    seen = {
        "氏名・名称": "高橋 一郎",
        "住所・所在地": "東京都杉並区北見本三丁目14番7号　コーポ例示202",
        "生年月日": "昭和59年5月3日",
        "有効期限": AHEAD,
    }
    for label, text in seen.items():
        desk.get_by_role("textbox", name=label).fill(text)
    for question in ("顔写真が見える", "必要な箇所が隠れていない"):
        desk.get_by_role("combobox", name=question).select_option("true")
    desk.get_by_role("textbox", name="有効期限").press("Enter")
    desk.get_by_text("承認できます").wait_for()
    desk.wait_for_load_state("networkidle")


def test_from_upload_to_approval_mail(
    tmp_path: Path, post: tuple[Post, str], database: dict[str, str]
) -> None:
    """With the keyboard alone: documents are sent, looked at and approved, and the mails arrive."""
    mails, smtp = post
    environ = {"SMTP": smtp, "SMTP_ENCRYPTION": "none", **database}
    with serving(tmp_path, **environ) as url, chromium() as browser:
        case_id = hand_in(browser.new_page(), url)
        until(lambda: mails.subjects() == ["本人確認書類を受け付けました"])

        login: HttpCredentials = {"username": "reviewer-1", "password": PASSWORD}
        desk = browser.new_page(
            http_credentials=login, viewport={"width": 1400, "height": 1000}
        )  # fmt: skip
        desk.goto(f"{url}/review")
        desk.locator("button:focus").wait_for()
        desk.screenshot(path=tmp_path / "queue.png", full_page=True)
        desk.keyboard.press("Enter")  # take the next case
        desk.wait_for_url(f"**/review/{case_id}")
        desk.screenshot(path=tmp_path / "case.png", full_page=True)
        assert desk.get_by_role("button", name="承認する").is_disabled()
        assert desk.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 99)")
        assert "5営業日目" in desk.inner_text("main")
        note(desk)
        desk.screenshot(path=tmp_path / "accepted.png", full_page=True)
        desk.get_by_role("button", name="承認する").press("Enter")
        desk.wait_for_url("**/review")
        until(lambda: len(mails.got) == 2)
        state = httpx.get(f"{url}/cases/{case_id}").json()
    approval = mails.got[-1]
    words = approval.get_body(("plain",))
    assert words is not None

    assert approval["Subject"] == "本人確認が完了しました"
    assert approval["To"] == "ichiro@example.jp"
    assert words.get_content().startswith("髙橋 一郎 様")
    assert state["state"] == "approved"
    assert state["unlocked"]


LOGIN = ("reviewer-1", PASSWORD)


def dossier(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of JSON
    """A dossier as a client writes it, under ids of its own."""
    written: dict[str, Any] = json.loads((PICTURES / "1-submit.json").read_text())
    return {**written, "case_id": f"m-{uuid4()}", "submission_id": f"s-{uuid4()}", **changes}


def send(
    client: httpx.Client, written: dict[str, Any], front: bytes | None = None
) -> httpx.Response:
    """Send a dossier with both pictures."""
    pictures = {FRONT.name: front or FRONT.read_bytes(), BACK.name: BACK.read_bytes()}
    files = [("pictures", (name, data)) for name, data in pictures.items()]
    return client.post("/submissions", data={"dossier": json.dumps(written)}, files=files)


@pytest.fixture
def client(tmp_path: Path, database: dict[str, str]) -> Iterator[httpx.Client]:
    """A program that talks to the service."""
    with serving(tmp_path, **database) as url, httpx.Client(base_url=url) as made:
        yield made


def test_a_rejection_goes_out_as_a_signed_webhook(
    tmp_path: Path, hooks: tuple[list[tuple[dict[str, str], bytes]], str]
) -> None:
    """The receiver verifies who sent it, and is told each reason with its remedy."""
    got, target = hooks
    written = dossier()
    with (
        serving(tmp_path, WEBHOOK_URL=target, WEBHOOK_SECRET=SECRET) as url,
        httpx.Client(base_url=url, auth=LOGIN) as client,
    ):
        assert send(client, written).status_code == 202
        decision = {
            "decision": "reject", "submission_id": written["submission_id"], "command_id": "d",
            "reasons": ["image.unclear"],
        }  # fmt: skip
        for _ in range(2):  # a double click
            answer = client.post(f"/review/{written['case_id']}/decision", data=decision)
            assert answer.status_code == 303
        until(lambda: len(got) == 2)
        until(lambda: len(list((tmp_path / "mail").glob("*.eml"))) == 2)
        assert client.get(f"/cases/{written['case_id']}").json()["state"] == "rejected"
    headers, body = got[-1]

    assert "ピントを合わせ、撮り直して" in Webhook(SECRET).verify(body, headers)["data"]["body"]
    assert len({headers["webhook-id"] for headers, _ in got}) == 2


def test_what_cannot_be_taken_is_told_with_its_remedy(client: httpx.Client) -> None:
    """A picture that is none is turned away at the door, and nothing is kept of it."""
    written = dossier()
    answer = send(client, written, b"%PDF-1.7 not a picture")

    assert answer.status_code == 422
    assert [f["code"] for f in answer.json()["findings"]] == ["file.format"]
    assert client.get(f"/cases/{written['case_id']}").json()["state"] == "incomplete"


def test_a_submission_sent_twice_is_one(client: httpx.Client) -> None:
    """A client that got no answer sends it again, and is told the same."""
    written = dossier()
    first, again = send(client, written), send(client, written)

    assert (first.status_code, first.json()) == (202, again.json())


@pytest.mark.parametrize(
    ("written", "path"),
    [("{", "$"), ('{"case_id": 1}', "$.case_id"), ("[]", "$")],
)
def test_what_was_mistyped_is_named(client: httpx.Client, written: str, path: str) -> None:
    """A dossier that cannot be read is refused with the place of the mistake."""
    answer = client.post(
        "/submissions", data={"dossier": written}, files=[("pictures", ("x", b"x"))]
    )

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(path)


def test_reviewers_log_in_and_other_sites_stay_out(client: httpx.Client) -> None:
    """Neither queue nor pictures nor a decision are for strangers, or for another site's form."""
    written = dossier()
    send(client, written)
    case = f"/review/{written['case_id']}"
    for path in ("/review", case, f"{case}/{written['submission_id']}/{'0' * 64}"):
        assert client.get(path).status_code == 401
        assert client.get(path, auth=("reviewer-1", "wrong")).status_code == 401
    foreign = {"sec-fetch-site": "cross-site"}

    assert client.post("/review/next", auth=LOGIN, headers=foreign).status_code == 403
    assert client.get(case, auth=LOGIN).headers["cache-control"] == "no-store"
    assert client.get(f"{case}/x/{'0' * 64}", auth=LOGIN).status_code == 404


def test_a_step_that_is_not_there_is_refused_in_words(client: httpx.Client) -> None:
    """An approval while something is open says what has not been looked at, on a page too."""
    written = dossier()
    send(client, written)
    decision = {
        "decision": "approve", "submission_id": written["submission_id"], "command_id": "d",
    }  # fmt: skip
    place = f"/review/{written['case_id']}/decision"
    told = client.post(place, data=decision, auth=LOGIN)
    page = client.post(place, data=decision, auth=LOGIN, headers={"accept": "text/html"})

    assert (told.status_code, page.status_code) == (409, 409)
    assert "not yet observed" in told.json()["detail"]
    assert 'role="alert"' in page.text


def test_whatever_an_applicant_writes_stays_text(client: httpx.Client) -> None:
    """A name that is mark-up is shown as it was written, and runs nothing."""
    written = dossier()
    written["applicant"]["kanji_name"] = "<script>alert(1)</script>"
    send(client, written)
    page = client.get(f"/review/{written['case_id']}", auth=LOGIN).text

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
