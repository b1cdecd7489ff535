"""How does a spec get a rulebook of an office's own? The made-up county of CONTRIBUTING.md, written from its blocks."""

import re
import textwrap
from pathlib import Path

CONTRIBUTING = Path(__file__).parent.parent / "CONTRIBUTING.md"
BLOCK = re.compile(r"^( *)```(\w+\.\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


def written_block(name: str) -> str:
    """Return one of the files that CONTRIBUTING.md writes for 西山县."""
    section = CONTRIBUTING.read_text("utf-8").partition("## Add a county")[2].partition("\n## ")[0]
    return next(textwrap.dedent(text) for _, file, text in BLOCK.findall(section) if file == name)


def written_xishan(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write 西山县's three files into a folder, with texts of scheme.toml changed; return the folder."""
    section = CONTRIBUTING.read_text("utf-8").partition("## Add a county")[2].partition("\n## ")[0]
    folder.mkdir(parents=True)
    for _, name, block in BLOCK.findall(section):
        text = textwrap.dedent(block)
        for old, new in changes if name == "scheme.toml" else ():
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, "utf-8-sig" if name.endswith(".csv") else "utf-8")
    return folder


def cells_to_fill_in() -> list[tuple[str, str, dict[str, str]]]:
    """Return what CONTRIBUTING.md says is left to do in 西山县's drafted workbook: sheet, where, cells by heading."""
    section = CONTRIBUTING.read_text("utf-8").partition("| sheet | where | fill in |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in section.splitlines()[2:]]
    return [(sheet, where, dict(re.findall(r"([^：；]+)：([^；]+)", said))) for sheet, where, said in rows]
