"""``python -m tests.fuzz [TARGET…] --seconds N``: look for bytes that break the reader's laws.

Each target runs in its own process under atheris (``pip install -e ".[fuzz]"``), its code watched so that inputs which
reach something new are kept.  What breaks a law is printed as hex: draw the smallest such input in a test.
``--corrupted N`` reads N damaged copies of a good .xlsx and of a good .xls instead, and prints what became of them.
"""

import argparse
import importlib
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TARGETS = ("xlsx", "xls", "text", "word", "values")
WATCHED = ["toolkit.intake", "xlrd"]


def main() -> int:
    """Run what was asked for; return 1 if a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=600, help="how long each target runs")
    parser.add_argument("--corrupted", type=int, default=0, metavar="N")
    parser.add_argument("--inside", nargs=2, metavar=("TARGET", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        fuzz(*asked.inside, asked.seconds)
    if asked.corrupted:
        from tests.fuzz.corrupted import told

        sys.stdout.write(told(asked.corrupted) + "\n")
        return 0
    broken = hunt(asked.targets or TARGETS, asked.seconds)
    sys.stdout.write(("\n".join(broken) or "nothing found") + "\n")
    return 1 if broken else 0


def hunt(targets: Sequence[str], seconds: int) -> list[str]:
    """Fuzz targets, two at a time; return a text for each that broke a law: the failure and the bytes in hex."""
    with ThreadPoolExecutor(2) as pool:
        return [text for text in pool.map(lambda target: _run(target, seconds), targets) if text]


def _run(target: str, seconds: int) -> str:
    with tempfile.TemporaryDirectory(prefix="zhaoshang-fuzz-") as name:
        command = [sys.executable, "-m", "tests.fuzz", "--inside", target, name, "--seconds", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        found = [f"{path.name} {path.read_bytes().hex()}" for path in sorted(Path(name).glob("*-*"))]
    tries = next((line for line in done.stderr.splitlines() if line.startswith("Done ")), "")
    sys.stderr.write(f"{target}: {tries or f'exit code {done.returncode}'}\n")
    said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith(("INFO", "WARNING", "#")))
    return "" if done.returncode == 0 else "\n".join([f"{target}:", said[-3000:], *found])


def fuzz(target: str, folder: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=WATCHED):
        module = importlib.import_module(f"tests.fuzz.fuzz_{target}")
    corpus = Path(folder, "corpus")
    corpus.mkdir()
    for number, seed in enumerate(module.seeds()):
        (corpus / f"{number:02}").write_bytes(seed)
        module.one(seed)
    words = Path(folder, "words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in module.WORDS), "ascii")
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=8192", f"-dict={words}"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(corpus)], module.one)
    atheris.Fuzz()


def _escaped(word: str | bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in (word if isinstance(word, bytes) else word.encode()))


if __name__ == "__main__":
    sys.exit(main())
