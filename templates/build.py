"""What stands in the Word templates as shipped?  ``python templates/build.py`` writes them, byte for byte the same."""

import argparse
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import bodies
import frames
from approval_form import trip_approval
from docx.document import Document as DocumentObject

WRITTEN = datetime(2022, 5, 25)  # a fixed date in the properties, so that a rebuild changes no byte

Annex = Callable[[DocumentObject], None]


def circular(title: str, words: frames.Words, annex: Annex | None = None, *, upward: bool = False) -> DocumentObject:
    """Return a document with a red head and a 版记 on its last page, after the annex."""
    document = frames.official_document(title, words, upward=upward)
    if annex:
        annex(document)
    frames.imprint(document)
    return document


def letter(title: str, words: frames.Words, annex: Annex | None = None) -> DocumentObject:
    """Return a document in the 信函 format."""
    document = frames.letter(title, words)
    if annex:
        annex(document)
    frames.letter_imprint(document)
    return document


def minutes(title: str, words: frames.Words) -> DocumentObject:
    """Return a document in the 纪要 format."""
    document = frames.minutes(title, words)
    frames.imprint(document)
    return document


def documents() -> dict[str, DocumentObject]:
    """Return every shipped template by its name."""
    return {
        "催报通知": circular("催报通知", bodies.REMINDER),
        "目标任务下达通知": circular("目标任务下达通知", bodies.TARGETS, frames.targets_annex),
        "退回修改通知": letter("退回修改通知", bodies.RETURNED, frames.problems_annex),
        "进度通报": circular("进度通报", bodies.PROGRESS, frames.progress_annex),
        "督查通报": circular("督查通报", bodies.INSPECTION),
        "约谈通知": letter("约谈通知", bodies.INTERVIEW),
        "会议通知": letter("会议通知", bodies.MEETING),
        "会议纪要": minutes("会议纪要", bodies.MINUTES),
        "经费预算申请函": letter("经费预算申请函", bodies.BUDGET),
        "报销函": letter("报销函", bodies.REIMBURSEMENT),
        "年度总结报告": circular("年度总结报告", bodies.ANNUAL, upward=True),
        "招商专报": minutes("招商专报", bodies.NEWSLETTER),
        "外出招商审批表": trip_approval(),
    }


def packed(document: DocumentObject) -> bytes:
    """Return the file: uncompressed and with fixed dates, so that any machine builds the same bytes."""
    document.core_properties.created = document.core_properties.modified = WRITTEN
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0  # otherwise Windows and Linux would write different bytes
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def write(made: Mapping[str, DocumentObject]) -> None:
    """Write every template beside this file, or into ``--out``."""
    parser = argparse.ArgumentParser(description=write.__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().out
    for name, document in made.items():
        (folder / f"{name}.docx").write_bytes(packed(document))


if __name__ == "__main__":
    write(documents())
