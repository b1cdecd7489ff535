"""Which programs are compared with each other, on which corpus, and against which one is the ratio?"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import measure
from tests.bench.corpora import CORPORA, MADE, made


@dataclass(frozen=True, slots=True)
class Program:
    """A program: how the table calls it, and the function that it is."""

    label: str
    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Goal:
    """How many times the seconds of ``against`` a program may take in one round; both as the table calls them."""

    label: str
    against: str
    most: float


@dataclass(frozen=True, slots=True)
class Group:
    """Programs that do comparable work; the first is what the others are measured by, ``ours`` our own."""

    key: str
    title: str
    corpus: str
    count: int
    ours: str
    programs: tuple[Program, ...]
    goals: tuple[Goal, ...] = ()

    def calls(self, cache: Path, size: float) -> dict[str, measure.Call]:
        """Return every program's call by its label; corpora that are missing are made now."""
        corpus = CORPUS_OF.get(self.corpus, _made)(self.corpus, cache, size)
        count = max(2, round(self.count * size))
        return {one.label: measure.Call(one.module, one.name, corpus, count) for one in self.programs}


def _made(key: str, cache: Path, size: float) -> Path:
    return made(next(one for one in CORPORA if one.key == key).scaled(size), cache)


def _nothing(key: str, cache: Path, size: float) -> Path:
    del key, size
    return cache


def _ledger(key: str, cache: Path, size: float) -> Path:
    """Return a folder with a consolidated month and its ledger's values; other code, another folder."""
    source = Path(measure.ROOT / "toolkit")
    print_ = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(source.rglob("*.py")))).hexdigest()[:12]
    corpus = _made("small", cache, size)
    root = cache / f"{key}-{corpus.name}-{print_}"
    if not (root / MADE).exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        measure.run(measure.Call("ours", "keep_ledger", corpus, 0), kept=root)
        (root / MADE).touch()
    return root


CORPUS_OF: dict[str, Callable[[str, Path, float], Path]] = {"ledger": _ledger, "": _nothing}

CALAMINE = Program("bare calamine read, nothing checked", "theirs", "bare_calamine")
OURS_ALONE = Program("**ours, read and check, told of one core**", "ours", "read_and_check_alone")
OURS = Program("**ours, read and check**", "ours", "read_and_check")
MASTER = Program("**ours, to the master**", "ours", "to_master")
MONTH = Program("**ours, from a workspace's folders**", "ours", "month_of_workspace")
AGAIN = Program("**ours, again after 3 files changed**", "ours", "month_again")
LOOP = Program("read_excel, concat, pivot, to_excel; engine calamine", "theirs", "office_programmer_calamine")
DOCXTPL = Program("docxtpl, opened and rendered 500 times", "theirs", "docxtpl_loop")
FORMS = Program("**ours**", "ours", "forms")

GROUPS = (
    Group(
        "read",
        "Reading 2 000 submissions (50 rows × 12 columns, .xlsx)",
        "small",
        0,
        OURS.label,
        (
            CALAMINE,
            OURS_ALONE,
            OURS,
            Program("pandas.read_excel, engine calamine", "theirs", "pandas_calamine"),
            Program("openpyxl", "theirs", "openpyxl_loop"),
            Program("pandas.read_excel, engine openpyxl", "theirs", "pandas_openpyxl"),
        ),
        (Goal(OURS.label, CALAMINE.label, 2.3), Goal(OURS_ALONE.label, CALAMINE.label, 4)),
    ),
    Group(
        "wide",
        "Reading 20 submissions of 20 000 rows (.xlsx)",
        "wide",
        0,
        OURS.label,
        (
            CALAMINE,
            OURS_ALONE,
            OURS,
            MASTER,
            Program("pandas.read_excel, engine openpyxl", "theirs", "pandas_openpyxl"),
        ),
        (Goal(OURS.label, CALAMINE.label, 3),),
    ),
    Group("xls", "Reading 200 submissions as .xls", "old", 0, OURS.label, (CALAMINE, OURS_ALONE, OURS)),
    Group(
        "job",
        "The whole job: 2 000 submissions to the master (100 000 ledger rows)",
        "small",
        0,
        MASTER.label,
        (
            CALAMINE,
            MASTER,
            MONTH,
            AGAIN,
            LOOP,
            Program("read_excel, concat, pivot, to_excel; engine openpyxl", "theirs", "office_programmer"),
        ),
        (
            Goal(MASTER.label, CALAMINE.label, 6.5),
            Goal(MASTER.label, LOOP.label, 1 / 3),
            Goal(AGAIN.label, MONTH.label, 0.6),
        ),
    ),
    Group(
        "ledger",
        "Writing a ledger of 100 000 rows (42 columns)",
        "ledger",
        0,
        "**ours, the whole master**",
        (
            Program("XlsxWriter write(), values alone", "theirs", "xlsxwriter_rows"),
            Program("**ours, the whole master**", "ours", "ledger_master"),
            Program("openpyxl append, values alone", "theirs", "openpyxl_rows"),
            Program("pandas.to_excel, values alone", "theirs", "pandas_rows"),
        ),
    ),
    Group(
        "forms",
        "Writing 500 trip approvals (Word)",
        "",
        500,
        FORMS.label,
        (DOCXTPL, FORMS),
        (Goal(FORMS.label, DOCXTPL.label, 1 / 8),),
    ),
)
