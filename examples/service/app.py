"""The service: submit, status, the reviewers' queue and their decisions.

    DESK_PASSWORD=... uvicorn --factory service.app:create_app --app-dir examples

Errors of the library are answers of HTTP: what was mistyped is 422, an illegal step or
a lost race 409, a database that cannot be reached 503; their sentences name nobody.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import UploadFile

from idverify.desk.results import StepResult
from idverify.errors import IdVerifyError, http_status
from idverify.interchange.codec import load_dossier
from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import inspect_upload
from idverify.policy.assessment import Assessment
from idverify.presets import CROWDWORKS_ARTICLE
from service import pages
from service.dependencies import LEASE, Office, Room
from service.guards import (
    MAX_PICTURES,
    BodyLimit,
    identify_reviewer,
    read_form,
    require_same_origin,
)
from service.observation_form import read_notes

STATIC = Path(__file__).parent / "static"
#: All pictures at their largest, and the words beside them.
MAX_BODY_BYTES = MAX_PICTURES * CROWDWORKS_ARTICLE.files.max_bytes + (1 << 20)
#: Pages run no script but ours, load nothing from elsewhere, and are kept by no browser.
HEADERS = {
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def _room(request: Request) -> Iterator[Room]:
    with request.app.state.office.room() as room:
        yield room


def _reviewer(request: Request) -> str:
    """Say who is reviewing; put your own login here."""
    reviewer = identify_reviewer(request, request.app.state.office.password)
    require_same_origin(request)
    return reviewer


AtDesk = Annotated[Room, Depends(_room)]
Reviewer = Annotated[str, Depends(_reviewer)]


def create_app(office: Office | None = None) -> FastAPI:
    """Make the service on an office of its own, or on the one of the environment."""
    used = office or Office(Path(os.environ.get("DESK_FOLDER", ".")), os.environ)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with used.at_work():
            yield

    app = FastAPI(title="本人確認 / identity verification", lifespan=lifespan)
    app.state.office = used
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(IdVerifyError, _explain)
    app.middleware("http")(_guard)
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    for method, path, answer in ROUTES:
        app.add_api_route(path, answer, methods=[method])
    return app


async def _guard(request: Request, call_next: Any) -> Response:  # noqa: ANN401 - of the framework
    response: Response = await call_next(request)
    response.headers.update(HEADERS)
    return response


def _explain(request: Request, error: Exception) -> Response:
    status = http_status(error)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(pages.refusal(str(error), request.url.path), status)
    return JSONResponse({"error": type(error).__name__, "detail": str(error)}, status)


# -- the applicant ------------------------------------------------------------------------------


def form() -> FileResponse:
    """Show the page from which an applicant sends documents."""
    return FileResponse(STATIC / "submit.html")


def submit(
    room: AtDesk, given: Annotated[dict[str, list[Any]], Depends(read_form)], response: Response
) -> dict[str, Any]:
    """Take a dossier and its pictures; the same submission twice is one submission."""
    written = [part for part in given.get("dossier", []) if isinstance(part, str)]
    pictures = [part for part in given.get("pictures", []) if isinstance(part, UploadFile)]
    if len(written) != 1 or not pictures:
        raise HTTPException(422, "send one field `dossier` and the files as `pictures`")
    found = load_dossier(written[0].encode())
    found.require_no_observations()
    limits = room.desk.policy.files
    files = {p.filename or "": clean_upload(p.file.read(limits.max_bytes + 1)) for p in pictures}
    uploads = {name: inspect_upload(data, limits) for name, data in files.items()}
    outcome = room.desk.submit(
        found.case_id,
        found.make_submission(uploads),
        {uploads[name].sha256: data for name, data in files.items()},
        found.contact,
        command_id=f"submit/{found.submission_id}",
    )
    response.status_code = 422 if outcome.assessment else 202
    return _what_came_of_it(found.case_id, outcome)


def _what_came_of_it(case_id: str, outcome: StepResult) -> dict[str, Any]:
    due = outcome.case.deadline
    return {
        "case_id": case_id,
        "state": outcome.case.state,
        "due_on": due and due.due_on,
        "findings": _told(outcome.assessment),
    }


def _told(assessment: Assessment | None) -> list[dict[str, str]]:
    found = assessment.findings if assessment else ()
    return [
        {"code": f.reason.code, "label": f.reason.label_ja, "remedy": f.reason.remedy_ja}
        for f in found
    ]


def status(room: AtDesk, case_id: str) -> dict[str, Any]:
    """Say where a case stands, and what is unlocked."""
    case = room.desk.case(case_id)
    unlocked = [capability.name_ja for capability in case.capabilities(room.desk.policy)]
    return {**_what_came_of_it(case_id, StepResult(case=case)), "unlocked": unlocked}


# -- the reviewer -------------------------------------------------------------------------------


def queue(room: AtDesk, reviewer: Reviewer) -> HTMLResponse:
    """Show the cases that wait, the earliest deadline first."""
    waiting, counts = room.store.waiting(), room.store.counts()
    return HTMLResponse(pages.queue(waiting, counts, reviewer, room.desk.clock.now()))


def take_next(room: AtDesk, reviewer: Reviewer) -> RedirectResponse:
    """Lend the next free case to this reviewer."""
    now = room.desk.clock.now()
    taken = room.store.claim(reviewer, now=now, until=now + LEASE)
    return RedirectResponse(f"/review/{taken[0].case_id}" if taken else "/review", 303)


def case_page(room: AtDesk, reviewer: Reviewer, case_id: str) -> HTMLResponse:
    """Show a submission beside its findings and the calendar of its deadline."""
    case = room.desk.case(case_id)
    submission, assessment = room.desk.submission(case_id), room.desk.assess(case_id)
    shown = pages.case(case_id, case, submission, assessment, room.desk.review_clock, reviewer)
    return HTMLResponse(shown)


def picture(room: AtDesk, _: Reviewer, case_id: str, submission_id: str, sha256: str) -> Response:
    """Return a picture to a reviewer."""
    data = room.desk.image(case_id, submission_id, sha256)
    if data is None:
        raise HTTPException(404, "this picture is not kept, or no more")
    cleaned = clean_upload(data)  # pictures of earlier releases are stored as they came
    kind = inspect_upload(cleaned, room.desk.policy.files).format
    return Response(cleaned, media_type=f"image/{kind}" if kind else "application/octet-stream")


def note(
    room: AtDesk,
    _: Reviewer,
    case_id: str,
    given: Annotated[dict[str, list[Any]], Depends(read_form)],
) -> RedirectResponse:
    """Keep what the reviewer saw on the documents."""
    fields = {name: list(map(str, texts)) for name, texts in given.items()}
    notes = read_notes(fields, room.desk.submission(case_id))
    room.desk.observe(case_id, "".join(fields.get("submission_id", [])), notes)
    return RedirectResponse(f"/review/{case_id}#verdict", 303)


def decide(  # noqa: PLR0913, PLR0917 - the fields of the form
    room: AtDesk,
    reviewer: Reviewer,
    case_id: str,
    decision: Annotated[str, Form()],
    submission_id: Annotated[str, Form()],
    command_id: Annotated[str, Form()],
    reasons: Annotated[list[str], Form()] = [],  # noqa: B006 - read only, as FastAPI wants it
) -> RedirectResponse:
    """Approve or reject; a form sent twice decides once."""
    if decision == "approve":
        # A service hands in the profile as its members table has it at this moment.
        profile = room.desk.submission(case_id).applicant
        room.desk.approve(
            case_id, submission_id, profile=profile, reviewer=reviewer, command_id=command_id
        )
    else:
        room.desk.reject(
            case_id, submission_id, reasons=reasons, reviewer=reviewer, command_id=command_id
        )
    return RedirectResponse("/review", 303)


# -- the operator -------------------------------------------------------------------------------


def health(request: Request) -> JSONResponse:
    """Say whether the work in the background goes on; 503 with the kind of its last failure."""
    failure = request.app.state.office.failure
    return JSONResponse({"background": failure or "ok"}, 503 if failure else 200)


ROUTES: list[tuple[str, str, Any]] = [
    ("GET", "/health", health),
    ("GET", "/", form),
    ("POST", "/submissions", submit),
    ("GET", "/cases/{case_id}", status),
    ("GET", "/review", queue),
    ("POST", "/review/next", take_next),
    ("GET", "/review/{case_id}", case_page),
    ("GET", "/review/{case_id}/{submission_id}/{sha256}", picture),
    ("POST", "/review/{case_id}/notes", note),
    ("POST", "/review/{case_id}/decision", decide),
]
