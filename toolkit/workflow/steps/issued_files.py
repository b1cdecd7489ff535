"""Which files of 定稿 are no longer as they were issued? Held against the digests that were written with them."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.intake.office.snapshot import digests_in
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import Change
from toolkit.workflow.steps.publications import newest_folders

TO_DO = "请从备份恢复；没有备份的，写明理由再定稿一次"


def altered(folder: Path) -> Iterator[Change]:
    """Yield what became of the files of one issue: 改过 or 没有了; what a person laid beside them is nobody's matter.

    A damaged head names no file and yields nothing here; a file that another program holds is passed over.
    """
    with suppress(ToolkitError):
        for place, digest in sorted(digests_in(folder).items()):
            path = folder / place
            if not path.is_file():
                yield Change("定稿", f"定稿/{folder.name}/{place}", "", "", "定稿以后没有了")
                continue
            with suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                    yield Change("定稿", f"定稿/{folder.name}/{place}", "", "", "定稿以后改过")


def altered_in_words(place: Path, but: ReportingPeriod | None = None) -> Iterator[str]:
    """Yield a sentence for each month, except ``but``, whose newest issue was altered: which files, and what to do."""
    for period, folder in newest_folders(place).items():
        if period == but:
            continue
        by_fate: dict[str, list[str]] = {}
        for one in altered(folder):
            by_fate.setdefault(one.after, []).append(one.subject)
        told = [f"“{'”“'.join(files)}”{fate}" for fate, files in by_fate.items()]
        if told:
            yield f"{'；'.join(told)}，已不是印发时的样子。{TO_DO}。"
