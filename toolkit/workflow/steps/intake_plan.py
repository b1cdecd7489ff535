"""Which files have to be read, by which processes, and which are in the cache?"""

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission
from toolkit.workflow.steps import cache, parallel

BYTES_PER_SECONDS = 1_000_000
KEPT_AT_ONCE = 256

Job = tuple[Path, str, date | None]


class IntakePlan(Struct, frozen=True):
    """How files are read: the executor of ``parallel.each``, and whether cached files are read again.

    ``meanwhile`` is called while workers read, if there is anything to read.
    """

    executor: str = parallel.AUTOMATIC
    fresh: bool = False
    meanwhile: Callable[[], None] | None = None


AS_USUAL = IntakePlan()


def read_each(
    jobs: Sequence[Job], scheme: Scheme, period: ReportingPeriod, plan: IntakePlan = AS_USUAL
) -> Iterator[Submission]:
    """Yield the submission of each job (path, name that findings print, day or time received), in order.

    A file of the same name and content as one that was read before under the same rules is not read again.
    """
    memory = cache.Cache(None if plan.fresh else cache.place())
    rules = rules_mark(scheme, period)
    keys = [_key(job, rules) if memory else b"" for job in jobs]
    known = {key: one for key, one in memory.get(keys).items() if isinstance(one, Submission)}
    new = [job for job, key in zip(jobs, keys, strict=True) if key not in known]
    if new:
        import toolkit.intake.read  # noqa: F401 - here rather than once in each worker; not where all is known
    read = parallel.each(
        partial(_read, scheme, period),
        new,
        partial(_unreadable, scheme, period),
        seconds=_seconds,
        executor=plan.executor,
        meanwhile=plan.meanwhile,
    )
    learned: list[tuple[bytes, bytes]] = []
    try:
        for job, key in zip(jobs, keys, strict=True):
            if key in known:
                yield _arrived(replace(known[key], path=str(job[0])), job)
                continue
            content = next(read)
            submission: Submission = pickle.loads(content)  # noqa: S301 - from our own worker
            yield _arrived(submission, job)
            # Not cached: a file that could not be read now may be readable later, and one that changed has another key.
            if memory and submission.status is not Status.REFUSED and _key(job, rules) == key:
                learned.append((key, content))
            if len(learned) >= KEPT_AT_ONCE:
                memory.put(learned)
                learned.clear()
        next(read, None)  # the readers end as they should, not as if interrupted
    finally:
        memory.put(learned)  # after an interruption the next run finds what was read until then


def _arrived(submission: Submission, job: Job) -> Submission:
    """Return the submission with when it arrived: a ``datetime`` is a day and its time."""
    path, _, received = job
    clock = received.time() if isinstance(received, datetime) else None
    day = received.date() if isinstance(received, datetime) else received
    return replace(submission, received=day, clock=clock, saved=saved_at(path))


def saved_at(path: Path) -> datetime | None:
    """Return when a file was last written, to the minute; ``None`` where it cannot be told."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).replace(second=0, microsecond=0)
    except (OSError, OverflowError, ValueError):
        return None


def rules_mark(scheme: Scheme, period: ReportingPeriod | None = None) -> str:
    """Return a mark of the rules that a file is read under: any change of the rulebook is another mark."""
    return hashlib.sha256(cache.telling((scheme, period)).encode()).hexdigest()


def _key(job: Job, rules: str) -> bytes:
    """Return the key of a file's content as it is read here, ``b""`` where the file cannot be opened."""
    path, name, _ = job
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
    return cache.key_of(content, rules, name, path.name)


def _read(scheme: Scheme, period: ReportingPeriod, job: Job) -> bytes:
    """Return the pickled submission; the cache holds the same bytes that workers send."""
    from toolkit.intake.read import read_submission

    return pickle.dumps(read_submission(job[0], scheme, period, job[1]), pickle.HIGHEST_PROTOCOL)


def seconds_for(path: Path) -> float:
    """Return how long reading a file may take: ten seconds, and as many more for each megabyte.

    A large table is no attack.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return parallel.SECONDS * (1 + size / BYTES_PER_SECONDS)


def _seconds(job: Job) -> float:
    return seconds_for(job[0])


def _unreadable(scheme: Scheme, period: ReportingPeriod, job: Job, failure: parallel.Failure) -> bytes:
    """A file on which the reader ran out of time or memory, or died, is refused in one sentence."""
    path, name, _ = job
    from toolkit.intake.tables.no_table import named_for_what_it_is

    why = {"time": "读取超时", "memory": "占用内存过多", "died": "读取程序中途退出"}[failure.value]
    finding = found("unreadable", CellRef(name), why=why)
    refused = Submission(name, str(path), Status.REFUSED, finding.message, findings=(finding,))
    return pickle.dumps(named_for_what_it_is(refused, scheme, period))
