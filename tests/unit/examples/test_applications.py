"""The committed applications: what the table says, and files that are what their story says."""

import io
from pathlib import Path

import pytest
from PIL import Image

from idverify.adapters.dossier_folder import read_dossier_folder
from idverify.errors import DataError
from idverify.model.documents import DocumentKind
from idverify.model.uploads import FileLimits, UploadDefect, inspect_upload
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from make_applications import APPLICATIONS, json_files, pictures, tiny_pdf
from review_desk.staging import enlarged, lay_out
from scenario import Story
from scenarios import STORIES

LIMITS = CROWDWORKS_ARTICLE.files
EXAMPLE = APPLICATIONS / "05-number-card" / "1-individual_number_card-front.jpg"

#: The only files that are no good pictures, and why.
DEFECTS = {
    ("15-too-large", "1-drivers_license-front.jpg"): [UploadDefect.TOO_LARGE],
    ("16-renamed-pdf", "1-drivers_license-front.jpg"): [UploadDefect.WRONG_FORMAT],
}


def _name(story: Story) -> str:
    """Name the case in the report."""
    return story.folder


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the applications out as they arrive."""
    folder = tmp_path_factory.mktemp("day") / "inbox"
    lay_out(APPLICATIONS, folder)
    return folder


def test_the_folders_are_those_of_the_table() -> None:
    """Each application of the table has a folder, and there are no others."""
    assert [story.folder for story in STORIES] == sorted(p.name for p in APPLICATIONS.iterdir())


@pytest.mark.parametrize("story", STORIES, ids=_name)
def test_the_json_is_what_the_generator_writes(story: Story) -> None:
    """The committed JSON files are the generator's, to the byte."""
    committed = {
        path.name: path.read_text(encoding="utf-8")
        for path in (APPLICATIONS / story.folder).glob("*.json")
    }

    assert committed == json_files(story)


@pytest.mark.parametrize("story", STORIES, ids=_name)
def test_every_picture_of_the_table_is_there(story: Story) -> None:
    """Beside the JSON lie the pictures of the table, and marks for those to be enlarged."""
    drawn = {name for name, _, _ in pictures(story)}
    marks = {f"{name}.enlarge" for name in story.enlarged_to}
    committed = {path.name for path in (APPLICATIONS / story.folder).iterdir()}

    assert committed - set(json_files(story)) == drawn | marks


@pytest.mark.parametrize("story", STORIES, ids=_name)
def test_every_dossier_loads_and_its_pictures_are_as_told(story: Story, inbox: Path) -> None:
    """A dossier loads unless its story is that it does not; each file is good, or bad as told."""
    for file in sorted((inbox / story.folder).glob("*-submit.json")):
        if story.slip:
            with pytest.raises(DataError) as refused:
                read_dossier_folder(file, LIMITS)
            assert refused.value.path == "$.documents[0].kind"
            continue
        application = read_dossier_folder(file, LIMITS)
        for had, made in zip(
            application.dossier.documents, application.submission.documents, strict=True
        ):
            for image, inspected in zip(had.images, made.images, strict=True):
                found = [problem.defect for problem in inspected.upload.problems]
                assert found == DEFECTS.get((story.folder, image.file), [])


def test_every_kind_of_the_article_is_there() -> None:
    """Each kind that the article's policy lists comes in some application."""
    listed = {kind for line in CROWDWORKS_ARTICLE.accept_list for kind in line.kinds}
    shown = {DocumentKind(paper.kind) for story in STORIES for _, paper, _ in pictures(story)}

    assert shown == listed


def test_the_applications_are_small_enough_to_be_kept() -> None:
    """All of them together have less than four megabytes."""
    sizes = [path.stat().st_size for path in APPLICATIONS.rglob("*") if path.is_file()]

    assert sum(sizes) < 4_000_000


@pytest.mark.parametrize("more", [0, 1, 65_537, 10_485_761])
def test_an_enlarged_picture_is_the_same_picture(more: int) -> None:
    """It has exactly the size asked for, and Pillow decodes the same pixels from it."""
    picture = EXAMPLE.read_bytes()

    larger = enlarged(picture, len(picture) + more)

    assert len(larger) == len(picture) + more
    assert Image.open(io.BytesIO(larger)).tobytes() == Image.open(EXAMPLE).tobytes()
    assert inspect_upload(larger, FileLimits(max_bytes=len(larger))).is_usable


def test_the_too_large_picture_is_one_byte_too_large(inbox: Path) -> None:
    """The limit of 10 MB is passed by a single byte."""
    picture = inbox / "15-too-large" / "1-drivers_license-front.jpg"

    assert picture.stat().st_size == LIMITS.max_bytes + 1


def test_the_pdf_is_a_pdf() -> None:
    """It says where its table of objects stands, and there it stands."""
    pdf = tiny_pdf()
    place = int(pdf.split(b"startxref\n")[1].split(b"\n")[0])

    assert pdf.startswith(b"%PDF-1.4\n")
    assert pdf[place:].startswith(b"xref\n0 4\n")
    for number, line in enumerate(pdf[place:].splitlines()[3:6], start=1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj" % number)
