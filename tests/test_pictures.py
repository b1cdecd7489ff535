"""Do the manual's pictures show the product as it is, and is every word on them whole?"""

import re

import pytest

from tests import pages, pictures

DOCS = pictures.FOLDER.parent
# What tests/fonts-cn.conf leads to: any other font on a sheet or page means that a name has no stand-in.
NOT_IN_THEM = {"›", "㎡", " "}
STAND_INS = re.compile(r"Fandol|Bousung|KaitiM|ZenKai|DejaVu")


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """(workspace, schemes by name) of the sample county's month, done anew."""
    return pictures.the_month(tmp_path_factory.mktemp("month"))


@pytest.fixture
def root(month):
    """The workspace of that month."""
    return month[0]


def test_no_picture_is_out_of_date(root):
    """A picture whose sheet, document or cut has changed since is named, with the command that makes it anew."""
    now = {scene.name: pictures.digest(scene, root) for scene in pictures.SCENES}
    before = pictures.kept()
    stale = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    assert not stale, f"docs/pictures: {', '.join(stale)} no longer shows the product. Run: {pictures.COMMAND}"


def test_every_scheme_says_what_the_buttons_say(month):
    """A window's words in a scheme are those of the product now; each is called 示意图 where it is shown."""
    manual = (DOCS / "使用手册.md").read_text("utf-8")
    for name, content in month[1].items():
        drawn = (pictures.FOLDER / f"{name}.svg").read_text("utf-8")
        assert drawn == content, f"docs/pictures/{name}.svg is out of date. Run: {pictures.COMMAND}"
        assert re.search(rf"!\[示意图：[^\]]+\]\(pictures/{name}\.svg\)", manual), name


def test_every_picture_is_shown_and_none_is_missing(month):
    """Manual and README show every picture that is made, and no other."""
    there = {path.name for path in pictures.FOLDER.iterdir() if path.suffix in {".png", ".svg"}}
    texts = [(DOCS / "使用手册.md").read_text("utf-8"), (DOCS.parent / "README.md").read_text("utf-8")]
    shown = {name for text in texts for name in re.findall(r"!\[[^\]]+\]\((?:docs/)?pictures/([^)]+)\)", text)}
    made = {scene.picture for scene in pictures.SCENES} | {f"{name}.svg" for name in month[1]}
    assert there == shown == made


def test_pictures_are_small():
    """120 KB each at the most and 1.5 MB together: the manual opens at once, also over an office's line."""
    sizes = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}
    assert {name for name, size in sizes.items() if size > 120 * 1024} == set()
    assert sum(sizes.values()) < 1.5 * 1024 * 1024


@pytest.mark.office
def test_no_number_is_too_wide_for_its_column_and_every_word_has_its_font(root, tmp_path):
    """「###」 on no sheet and page of the month; no character comes from a font that nobody chose."""
    pages.need_fonts()
    printed = pictures.printed(pictures.SCENES, root, tmp_path)
    for scene in pictures.SCENES:
        for page in pictures.pages_of(scene, printed[scene.file], root):
            part = pictures.shown(scene, page)
            assert "###" not in part.extract_text(), scene.name
            # LibreOffice sets charts in a Chinese font of its own choice: their files name none, as Excel's do.
            if scene.name != "overview":
                odd = {c["text"] for c in part.chars if not STAND_INS.search(c["fontname"])} - NOT_IN_THEM
                assert not odd, f"{scene.name}: {odd}"
