"""Attacks on the example service: forged notes, floods, other sites, odd names and ids."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from examples.test_service import BACK, FRONT, LOGIN, PASSWORD, dossier, send, serving, until
from service.dependencies import Office


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """A program that talks to the service on SQLite."""
    with serving(tmp_path) as url, httpx.Client(base_url=url, timeout=30) as made:
        yield made


def test_an_applicant_cannot_fill_in_the_reviewers_notes(client: httpx.Client) -> None:
    """Observations in a dossier are refused with their place, and nothing is kept."""
    forged: dict[str, Any] = dossier()
    forged["documents"][0]["observation"] = {"medium": "original", "name": "見本 花子"}
    answer = send(client, forged)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("$.documents[0].observation")
    assert client.get(f"/cases/{forged['case_id']}").json()["state"] == "incomplete"


def test_a_hundred_pictures_are_refused_before_they_are_kept(client: httpx.Client) -> None:
    """More files than documents have sides end the request."""
    files = [("pictures", (f"{n}.jpg", FRONT.read_bytes())) for n in range(100)]
    answer = client.post("/submissions", data={"dossier": json.dumps(dossier())}, files=files)
    assert answer.status_code == 400


@pytest.mark.parametrize("declares", [True, False], ids=["declared", "chunked"])
def test_a_body_without_end_is_refused_early(
    client: httpx.Client, tmp_path: Path, declares: bool
) -> None:
    """By its declared length at once, and otherwise as soon as it is too long."""
    sent = 0

    def flood() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\ncontent-disposition: form-data; name="pictures"; filename="x"\r\n\r\n'
        for _ in range(500):
            sent += 1 << 20
            yield b"x" * (1 << 20)

    headers = {"content-type": "multipart/form-data; boundary=b"}
    if declares:
        headers["content-length"] = str(500 << 20)
    try:
        answer = client.post("/submissions", content=flood(), headers=headers)
        assert answer.status_code == 413
    except httpx.HTTPError:
        assert sent < 500 << 20  # the service hung up while the flood went on
    kept = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert kept < 1 << 20


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 303),
    ],
    ids=str,
)
def test_another_site_cannot_act_for_a_reviewer(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    """Where a browser sends no Sec-Fetch-Site, the Origin decides."""
    assert client.post("/review/next", auth=LOGIN, headers=headers).status_code == status


def test_a_form_of_our_own_page_passes_by_its_origin(client: httpx.Client) -> None:
    """The origin of the service itself is accepted."""
    own = {"origin": str(client.base_url).rstrip("/")}
    assert client.post("/review/next", auth=LOGIN, headers=own).status_code == 303


@pytest.mark.parametrize("name", ["花子", "r é", "a:b".replace(":", "."), "reviewer-1"])
def test_a_reviewer_may_have_any_name(client: httpx.Client, name: str) -> None:
    """Names in any letters log in; the history gets an id, not the name."""
    login = httpx.BasicAuth(name.encode(), PASSWORD.encode())
    written = dossier()
    send(client, written)
    decision = {
        "decision": "reject", "submission_id": written["submission_id"], "command_id": "d",
        "reasons": ["image.unclear"],
    }  # fmt: skip

    assert client.get("/review", auth=login).status_code == 200
    answer = client.post(f"/review/{written['case_id']}/decision", data=decision, auth=login)
    assert answer.status_code == 303


@pytest.mark.parametrize("header", ["Basic", "Basic !!", "Basic /w==", "Bearer x", ""])
def test_a_broken_login_is_a_wrong_one(client: httpx.Client, header: str) -> None:
    """What is no login is asked for again, never an error of the service."""
    assert client.get("/review", headers={"authorization": header}).status_code == 401


@pytest.mark.parametrize(
    "field", ["²", "²x.name", "9999999999999999999999.name", ".", "0", "-1.name"]
)
def test_an_odd_field_name_is_no_error_of_the_service(client: httpx.Client, field: str) -> None:
    """Field names that name no document are ignored or refused."""
    written = dossier()
    send(client, written)
    data = {field: "x", "submission_id": written["submission_id"]}
    answer = client.post(f"/review/{written['case_id']}/notes", data=data, auth=LOGIN)
    assert answer.status_code < 500


@pytest.mark.parametrize("id_", [".", "..", "...", "a/b", ""])
def test_an_id_that_is_a_folder_is_refused(client: httpx.Client, id_: str) -> None:
    """Ids are segments of paths, so dots alone and slashes are refused by name."""
    for key in ("case_id", "submission_id"):
        answer = send(client, dossier(**{key: id_}))
        assert answer.status_code == 422
        assert key in answer.json()["detail"]


def test_everything_written_is_for_the_service_alone(client: httpx.Client, tmp_path: Path) -> None:
    """Database, keys and mails are readable by their owner only."""
    send(client, dossier())
    until(lambda: list((tmp_path / "mail").glob("*.eml")))
    written = [tmp_path, *(path for path in tmp_path.rglob("*") if path.exists())]

    assert len(written) > 3
    assert not [path for path in written if path.stat().st_mode & 0o077]


def test_a_worker_that_fails_once_goes_on_and_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A failure in the background is reported by the health page, and the next round mends it."""
    room, failures = Office.room, iter([True, True])

    def sometimes(office: Office) -> Any:  # noqa: ANN401 - a context manager
        if next(failures, False):
            raise RuntimeError("hanako@example.jp cannot be reached")
        return room(office)

    monkeypatch.setattr(Office, "room", sometimes)
    with (
        caplog.at_level(logging.ERROR),
        serving(tmp_path) as url,
        httpx.Client(base_url=url) as asked,
    ):
        until(lambda: asked.get("/health").status_code == 503)
        assert asked.get("/health").json() == {"background": "RuntimeError"}
        until(lambda: asked.get("/health").status_code == 200)
        assert send(asked, dossier()).status_code == 202
    assert "hanako" not in caplog.text
    assert BACK.exists()
