"""How does a spec get a workspace? The samples of a county, laid out in a fresh folder."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from toolkit.files import shipped
from toolkit.workflow.actions.demo import COPIED, SUPPLIED, Sample
from toolkit.workflow.steps.workspace import create_workspace


def laid_out(root: Path, sample: Sample, names: Iterable[str] = (*COPIED, *SUPPLIED)) -> Path:
    """Make a workspace below ``root``, named as the demonstration names it, of a sample's folders and files."""
    return laid_out_at(root / sample.workspace, sample, names)


def laid_out_at(place: Path, sample: Sample, names: Iterable[str]) -> Path:
    """Make a workspace at ``place`` and copy a sample's folders and files into it; return it."""
    create_workspace(place, sample.scheme)
    source = shipped.folder("sample_workbooks") / sample.folder
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(source / name, place / name, dirs_exist_ok=True)
        elif (source / name).exists():
            shutil.copy2(source / name, place / name)
    return place
