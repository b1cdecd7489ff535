"""Where do rulebooks lie? In the folder a command names, the workspace's 规则, the user's folder, the package."""

import re
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving, texts
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

HERE = Path(__file__).parent
# A workspace's own rulebooks, one folder each; and the user's, for all workspaces of a computer.
OWN, USERS = "规则", "招商规则"
FILES = ("scheme.toml", "units.csv", "document.txt")
# All three in one, for people who do not write toml.
WORKBOOK = "规则.xlsx"
_ID = expression(r"""^id\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)
_FIRST_TABLE = expression(r"^\s*\[", re.MULTILINE)
_named: ContextVar[Path | None] = ContextVar("named", default=None)


class Rulebook(Struct, frozen=True):
    """A rulebook that was found: its id, its folder, and in words where it lies ('' for the package's)."""

    id: str
    folder: Path
    where: str


def look_first_in(folder: Path | None) -> None:
    """Search ``folder`` before all others until the next call: one rulebook, or a folder of several.

    Raises ``ToolkitError`` where it is neither.
    """
    if folder is not None and not list(_on(folder)):
        raise ToolkitError(
            f"“{folder}”里没有规则。请写规则的文件夹（里面有 {WORKBOOK}，或者 {'、'.join(FILES)}），"
            "或者放着几份规则的文件夹。"
        )
    _named.set(folder)


def rulebooks(own: Path | None = None, *, named: bool = True) -> tuple[Rulebook, ...]:
    """Return every rulebook within reach, those that are searched first before the others; none is opened.

    ``own`` is a workspace.  Of several with one id only the first can be reached by it; all are listed.  Without
    ``named``, the folder that only this command line names is left out.
    """
    found: list[Rulebook] = []
    for shelf, where in _shelves(own, named=named):
        found += [Rulebook(_id_of(folder), folder, where) for folder in _on(shelf)]
    shipped = sorted(folder.parent for folder in HERE.glob("*/scheme.toml"))
    return (*found, *(Rulebook(folder.name.replace("_", "-"), folder, "") for folder in shipped))


def find(name: str, own: Path | None = None) -> Rulebook:
    """Return the rulebook of an id, or the one in a folder; raises ``ToolkitError`` naming those that exist.

    ``own`` is a workspace whose 规则 is searched before the user's folder and the package.
    """
    all_known = rulebooks(own)
    meant = [one for one in all_known if one.id == name]
    if meant:
        twins = [one.folder for one in meant if one.folder.parent == meant[0].folder.parent]
        if len(twins) > 1:
            both = "”和“".join(folder.name for folder in twins)
            raise ToolkitError(f'“{both}”的 scheme.toml 都写着 id = "{name}"。请把其中一份的 id 改掉。')
        return meant[0]
    folder = Path(name)
    if folder.is_dir():
        if not _is_rulebook(folder):
            raise ToolkitError(
                f"文件夹“{name}”里没有规则。一份规则是一个 {WORKBOOK}，或者三个文件：{'、'.join(FILES)}。"
            )
        return Rulebook(_id_of(folder), folder, name)
    ids = list(dict.fromkeys(one.id for one in all_known))
    near = texts.nearest(name, ids)
    hint = f"是不是“{near}”？" if near else ""
    raise ToolkitError(f"没有名为“{name}”的规则。{hint}现有：{'、'.join(ids)}。")


def _shelves(own: Path | None, *, named: bool) -> Iterator[tuple[Path, str]]:
    first = _named.get() if named else None
    if first is not None:
        yield first, f"在 {first}"
    if own is not None:
        yield own / OWN, f"本工作文件夹的“{OWN}”"
    try:
        yield Path.home() / USERS, f"用户文件夹的“{USERS}”"
    except RuntimeError:  # nobody is logged in: a service, a container
        return


def _on(shelf: Path) -> Iterator[Path]:
    if _is_rulebook(shelf):
        yield shelf
    elif shelf.is_dir():
        try:
            yield from sorted(folder for folder in shelf.iterdir() if _is_rulebook(folder))
        except OSError as error:
            raise ToolkitError(f"文件夹“{shelf}”打不开（{error.strerror}）。请核对权限后再运行一次。") from None


def _is_rulebook(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (*FILES[::2], WORKBOOK))


def _id_of(folder: Path) -> str:
    """Return the id that a rulebook states, however damaged the rest is; else its folder's name."""
    if (folder / WORKBOOK).is_file():
        from toolkit.schemes.workbook.reading import stated_id  # few rulebooks are workbooks

        return stated_id(folder / WORKBOOK) or folder.name
    try:
        text = texts.read(folder / "scheme.toml")
    except (ToolkitError, FileNotFoundError):
        return folder.name
    first = _FIRST_TABLE.search(text)
    stated = _ID.search(text[: first.start()] if first else text)
    return stated[1] if stated else folder.name


def is_named_by_path(rulebook: Rulebook, root: Path) -> bool:
    """Tell whether only the command line knows where a rulebook lies; a later command would not find it."""
    return rulebook.folder.resolve() not in {one.folder.resolve() for one in rulebooks(root, named=False)}


def copy_rulebook(folder: Path, out: Path) -> Path:
    """Copy a rulebook's files; one that is there stays as it is."""
    for name in (*FILES, WORKBOOK):
        if (folder / name).exists() and not (out / name).exists():
            saving.copy(folder / name, out / name)
    return out
