"""What would somebody write instead? The libraries as their own manuals show them, and a bare read to compare with."""

import pickle
from typing import Any

from tests.bench.job import COLUMNS, ROWS_ABOVE, Job


def bare_calamine(job: Job) -> None:
    """Read every cell into lists and forget it: what reading costs at the least. Nothing is checked."""
    from python_calamine import CalamineWorkbook

    rows = 0
    for path in job.files:
        rows += len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False))
    job.facts = {"files": len(job.files), "rows": rows}


def openpyxl_loop(job: Job) -> None:
    """Open and walk every sheet."""
    import openpyxl

    rows = 0
    for path in job.files:
        book = openpyxl.load_workbook(path, data_only=True)
        rows += sum(1 for _ in book.active.iter_rows(values_only=True))
    job.facts = {"files": len(job.files), "rows": rows}


def pandas_openpyxl(job: Job) -> None:
    """pandas.read_excel with its usual engine, one file after the other."""
    _read(job, "openpyxl")


def pandas_calamine(job: Job) -> None:
    """pandas.read_excel with the fast engine."""
    _read(job, "calamine")


def _read(job: Job, engine: str) -> None:
    frames = _frames(job, engine)
    job.facts = {"files": len(frames), "rows": sum(map(len, frames))}


def _frames(job: Job, engine: Any) -> list[Any]:
    import pandas as pd

    frames = []
    for path in job.files:
        frame = pd.read_excel(path, engine=engine, skiprows=ROWS_ABOVE, header=None, names=list(COLUMNS))
        # What somebody writes who knows these tables: without number, no project.
        frame = frame[pd.to_numeric(frame["序号"], errors="coerce").notna()]
        frame["来源文件"] = path.name
        frames.append(frame)
    return frames


def office_programmer(job: Job) -> None:
    """The loop that an office programmer writes: read_excel, concat, pivot_table, to_excel."""
    _summary(job, "openpyxl")


def office_programmer_calamine(job: Job) -> None:
    """The same by somebody who has heard of the fast engine."""
    _summary(job, "calamine")


def _summary(job: Job, engine: str) -> None:
    import pandas as pd

    everything = pd.concat(_frames(job, engine), ignore_index=True)
    everything["投资总额"] = pd.to_numeric(everything["投资总额"], errors="coerce")
    table = everything.pivot_table(index="来源文件", columns="行业", values="投资总额", aggfunc=["sum", "count"])
    with pd.ExcelWriter(job.out / "汇总.xlsx", engine="openpyxl") as book:
        table.to_excel(book, sheet_name="汇总")
        everything.to_excel(book, sheet_name="明细", index=False)
    job.facts = {"rows": len(everything), "bytes": (job.out / "汇总.xlsx").stat().st_size}


def _ledger(job: Job) -> list[list[Any]]:
    with job.preparing():
        rows: list[list[Any]] = pickle.loads((job.corpus / "rows.pickle").read_bytes())  # noqa: S301 - ours
    job.facts = {"rows": len(rows) - 1}
    return rows


def xlsxwriter_rows(job: Job) -> None:
    """The ledger's values alone, cell by cell with write(): no other sheet, no format, no link."""
    import xlsxwriter

    rows = _ledger(job)
    book = xlsxwriter.Workbook(job.out / "台账.xlsx", {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    book.close()


def openpyxl_rows(job: Job) -> None:
    """The ledger's values alone, appended row by row."""
    import openpyxl

    rows = _ledger(job)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(job.out / "台账.xlsx")


def pandas_rows(job: Job) -> None:
    """The ledger's values alone, as a DataFrame's to_excel."""
    import pandas as pd

    rows = _ledger(job)
    with job.preparing():
        frame = pd.DataFrame(rows[1:], columns=rows[0])
    frame.to_excel(job.out / "台账.xlsx", index=False, engine="openpyxl")


def docxtpl_loop(job: Job) -> None:
    """Word forms as docxtpl's manual shows it: open, render, save; with escaping, which is off by default."""
    from docxtpl import DocxTemplate

    with job.preparing():
        from tests.bench.trips import TEMPLATE, contexts

        fields = contexts(job.count)
    for number, context in enumerate(fields):
        document = DocxTemplate(TEMPLATE)
        document.render(context, autoescape=True)
        document.save(job.out / f"{number}.docx")
    job.facts = {"forms": len(fields)}
