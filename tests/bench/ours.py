"""What does this product do with the same files? Its programs of the bench."""

import os
import pickle
import shutil
from typing import TYPE_CHECKING

from tests.bench import measure
from tests.bench.job import Job

if TYPE_CHECKING:
    from toolkit.model.ledger import Consolidation

# What a county gets on the day after: corrections from three units.
CHANGED = 3


def read_and_check(job: Job) -> None:
    """Read and validate every file with the shipped rulebook, by as many processes as the product chooses."""
    from tests.bench.county import PERIOD, SCHEME
    from toolkit.schemes.loader import load_shipped
    from toolkit.workflow.steps import tables

    scheme = load_shipped(SCHEME)
    read = tables.read_files(tables.named(job.files, job.corpus), scheme, PERIOD)
    checked = tables.check_all(read, scheme)
    job.facts = {
        "files": len(checked),
        "rows": sum(len(one.projects) for one in checked),
        "findings": sum(len(one.findings) for one in checked),
    }


def read_and_check_alone(job: Job) -> None:
    """The same on a machine with one core."""
    os.cpu_count = lambda: 1
    read_and_check(job)


def to_master(job: Job) -> None:
    """The whole job from bare paths: read, validate, consolidate, write the master; every unit has one file."""
    from toolkit.workbooks.master.master import write_master

    result = _consolidated(job)
    written = write_master(result, job.out / "汇总表.xlsx")
    job.facts = {
        "rows": len(result.ledger.entries),
        "returned": sum(len(one.returned_rows) for one in result.submissions),
        "duplicates": len(result.duplicates),
        "bytes": written.stat().st_size,
    }


def _consolidated(job: Job) -> "Consolidation":
    from tests.bench.county import AS_OF, PERIOD, county
    from toolkit.consolidation.consolidate import consolidate
    from toolkit.consolidation.counted_table import get_ready
    from toolkit.workflow.steps import tables
    from toolkit.workflow.steps.intake_plan import IntakePlan

    files = job.files
    scheme = county(len(files))
    plan = IntakePlan(meanwhile=get_ready)
    read = tables.read_files(tables.named(files, job.corpus), scheme, PERIOD, plan=plan)
    checked = tables.check_all(read, scheme)
    return consolidate(checked, None, scheme, PERIOD, AS_OF)


def to_province(job: Job) -> None:
    """The whole job county by county: a master for each, and the province's summary."""
    from tests.bench.county import AS_OF, PERIOD, SCHEME
    from toolkit.workflow.actions.province import consolidate_counties

    province = consolidate_counties(job.corpus, PERIOD, AS_OF, SCHEME, job.out / "全省汇总")
    failures = [line.failure for line in province.lines if line.failure]
    if failures:
        raise RuntimeError(failures[0])
    job.facts = {"rows": sum(line.entries for line in province.lines), "counties": len(province.lines)}


def month_of_workspace(job: Job) -> None:
    """The whole job as 汇总 does it, for the first time: from the workspace's folders to the master."""
    with job.preparing():
        shutil.copytree(job.corpus / "报送", job.out / "报送")
    _month(job)


def _month(job: Job) -> None:
    from tests.bench.county import AS_OF, PERIOD, county
    from toolkit.workbooks.master.master import write_master
    from toolkit.workflow.steps.month import consolidate_workspace
    from toolkit.workflow.steps.workspace import Workspace

    # Empty at first: what is kept for the next time is paid for, and found again by month_again.
    os.environ[measure.CACHE] = str(job.out / "缓存")
    files = sum(path.is_file() for path in (job.out / "报送").rglob("*.xlsx"))
    result = consolidate_workspace(Workspace(job.out, county(files)), PERIOD, AS_OF)
    written = write_master(result, job.out / "汇总表.xlsx")
    job.facts = {"rows": len(result.ledger.entries), "bytes": written.stat().st_size}


def month_again(job: Job) -> None:
    """The same on the day after, when three units have sent a correction."""
    with job.preparing():
        from msgspec.structs import replace

        from tests.bench.corpora import rewritten
        from tests.bench.county import reported

        measure.run(measure.Call("ours", "month_of_workspace", job.corpus, 0), kept=job.out)
        for unit in range(CHANGED):
            first, *rest = reported(unit, 50)
            rewritten(job.out, unit, (replace(first, progress="已投产"), *rest))
    _month(job)


def keep_ledger(job: Job) -> None:
    """Keep a consolidated month, and its ledger as plain lists, for the programs that only write."""
    from toolkit.model.ledger_columns import LEDGER_COLUMNS

    result = _consolidated(job)
    (job.out / "result.pickle").write_bytes(pickle.dumps(result))
    fields = [column.field for column in LEDGER_COLUMNS]
    rows = [[getattr(entry, field) for field in fields] for entry in result.ledger.entries]
    (job.out / "rows.pickle").write_bytes(pickle.dumps([[column.heading for column in LEDGER_COLUMNS], *rows]))


def ledger_master(job: Job) -> None:
    """Write the master of a ledger that is there already."""
    from toolkit.workbooks.master.master import write_master

    with job.preparing():
        result = pickle.loads((job.corpus / "result.pickle").read_bytes())  # noqa: S301 - written by ourselves
    written = write_master(result, job.out / "汇总表.xlsx")
    job.facts = {"rows": len(result.ledger.entries), "bytes": written.stat().st_size}


def forms(job: Job) -> None:
    """Write trip approvals, the product's way: many papers in one go, as ``trip approval`` writes a month's."""
    from toolkit.documents.paper.render import render
    from toolkit.files import saving

    with job.preparing():
        from tests.bench.trips import TEMPLATE, contexts

        fields = contexts(job.count)
    with saving.together():
        for number, context in enumerate(fields):
            render(TEMPLATE, context, job.out / f"{number}.docx")
    job.facts = {"forms": len(fields)}
