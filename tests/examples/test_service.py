"""The example service end to end: from the upload in a browser to the mail about the approval."""

import base64
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

import httpx
import pytest
import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from attrs import define, field
from standardwebhooks import Webhook

from service.app import create_app
from service.office import Office
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


def test_from_upload_to_approval_mail(
    tmp_path: Path, post: tuple[Post, str], database: dict[str, str]
) -> None:
    """With the keyboard alone: documents are sent, looked at and approved, and the mails arrive."""
    mails, smtp = post
    environ = {"SMTP": smtp, "SMTP_ENCRYPTION": "none", **database}
    with serving(tmp_path, **environ) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(url)
        keys = page.keyboard
        for text in ("髙橋 一郎", "タカハシ イチロウ", "05031984"):
            keys.insert_text(text) if not text.isdigit() else keys.type(text)
            keys.press("Tab")
        page.get_by_label("生年月日").fill("1984-05-03")
        page.get_by_label("住所").focus()
        keys.insert_text("東京都杉並区北見本3-14-7 コーポ例示202")
        keys.press("Tab")
        keys.insert_text("ichiro@example.jp")
        page.get_by_label("運転免許証の表面").set_input_files(FRONT)
        page.get_by_label("運転免許証の裏面").set_input_files(BACK)
        page.get_by_label("メールアドレス").press("Enter")
        page.get_by_text("受け付けました").wait_for()
        case_id = page.locator("#answer p").last.inner_text().split()[-1]
        until(lambda: mails.subjects() == ["本人確認書類を受け付けました"])

        desk = browser.new_context(
            http_credentials={"username": "reviewer-1", "password": PASSWORD},
            viewport={"width": 1400, "height": 1000},
        ).new_page()
        desk.goto(f"{url}/review")
        desk.keyboard.press("Enter")  # the button has the focus: take the next case
        desk.wait_for_url(f"**/review/{case_id}")
        assert desk.get_by_role("button", name="承認する").is_disabled()
        assert desk.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 99)")
        assert "審査期限" in desk.inner_text("main")
        seen = {
            "氏名・名称": "高橋 一郎",
            "住所・所在地": "東京都杉並区北見本三丁目14番7号　コーポ例示202",
            "生年月日": "1984-05-03",
            "有効期限": AHEAD,
        }
        desk.get_by_label("写っているもの").select_option("original")
        for side in ("表面", "裏面"):
            desk.get_by_label(side, exact=True).press("Space")
        for label, text in seen.items():
            desk.get_by_label(label).fill(text)
        for question in ("顔写真が見える", "必要な箇所が隠れていない"):
            desk.get_by_label(question).select_option("true")
        desk.screenshot(path=tmp_path / "case.png", full_page=True)
        desk.get_by_label("有効期限").press("Enter")
        desk.get_by_text("承認できます").wait_for()
        desk.screenshot(path=tmp_path / "accepted.png", full_page=True)
        desk.get_by_role("button", name="承認する").press("Enter")
        desk.wait_for_url("**/review")
        desk.screenshot(path=tmp_path / "queue.png", full_page=True)

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
