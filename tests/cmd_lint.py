"""What would go wrong with a Windows batch file? A linter of the few things that our installer may do."""

import re
from itertools import pairwise

# What cmd.exe does itself and what cannot fail, or is checked by what it leaves behind.
BUILT_IN = {
    "@echo",
    "echo",
    "echo.",
    "rem",
    "set",
    "if",
    "goto",
    "exit",
    "pause",
    "setlocal",
    "for",
    "call",
    "title",
    "popd",
}
# Known on every Windows; the rest has to be set in the file.
GIVEN = {"LOCALAPPDATA", "USERPROFILE", "PROGRAMFILES", "ERRORLEVEL"}
HANDLED = re.compile(r'if (not )?errorlevel \d+ |if "%ERRORLEVEL%"=="\d+" goto |if (not )?exist ', re.IGNORECASE)
LONGEST = 8000
SUBROUTINES = ("try", "failed")


def problems(content: bytes) -> list[str]:
    """Return one sentence for each thing that is wrong; none for a sound file."""
    found = [*_bytes(content)]
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    code = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    code = [(number, line) for number, line in code if not line.lower().startswith("rem ")]
    return [*found, *_labels(code), *_quoting(code), *_variables(code), *_handled(code)]


def _bytes(content: bytes) -> list[str]:
    found = []
    if content.count(b"\n") != content.count(b"\r\n") or b"\r" in content.replace(b"\r\n", b""):
        found.append("a line does not end with CR LF")
    if content.startswith(b"\xef\xbb\xbf"):
        found.append("a byte order mark stands first: cmd takes it for a command")
    before, _, after = content.partition(b"chcp 65001")
    if not before.isascii() or not after:
        found.append("other letters than ASCII before chcp 65001")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        found.append("not UTF-8")
    return found


def _labels(code: list[tuple[int, str]]) -> list[str]:
    found = []
    labels = [line[1:].lower() for _, line in code if line.startswith(":")]
    asked = {word.lower() for _, line in code for word in re.findall(r"(?:goto |call :)(\w+)", line, re.IGNORECASE)}
    found += [f"label {name} is not there" for name in sorted(asked - set(labels))]
    found += [f"label {name} is never used" for name in sorted(set(labels) - asked)]
    found += [f"label {name} stands twice" for name in sorted(set(labels)) if labels.count(name) > 1]
    for (_, before), (number, line) in pairwise(code):
        if line[1:].lower() in SUBROUTINES and line.startswith(":") and not re.match(r"exit /b|goto ", before):
            found.append(f"line {number}: the script runs into {line}")
    if not re.match(r"exit /b|goto ", code[-1][1]):
        found.append("the last line does not end the script")
    return found


def _quoting(code: list[tuple[int, str]]) -> list[str]:
    found = []
    for number, line in code:
        if line.count('"') % 2 and '"=%' not in line:
            found.append(f"line {number}: an odd number of quotation marks")
        if line.endswith("(") or line == ")" or line.startswith(")"):
            found.append(f"line {number}: a block, whose variables are filled in before it runs")
        if len(line) > LONGEST:
            found.append(f"line {number}: too long for cmd")
        if line.lower().startswith(("echo ", "pause")):
            continue
        # A folder may have blanks and & in it: its variable stands inside quotation marks.
        outside = re.sub(r'"[^"]*"', "", line)
        for name in re.findall(r"%(\w+)%", outside):
            if name.upper() not in {"PY_ARG", "TRIES", "PYTHON"}:
                found.append(f"line {number}: %{name}% outside quotation marks")
        if re.match(r"set (?!/[ap] )(?!\")", line, re.IGNORECASE):
            found.append(f'line {number}: set without set "NAME=…"')
        if "%~1" in outside or "%~2" in outside:
            found.append(f"line {number}: an argument outside quotation marks")
    return found


def _variables(code: list[tuple[int, str]]) -> list[str]:
    text = "\n".join(line for _, line in code)
    given = {name.upper() for name in re.findall(r'set (?:/[ap] )?"?(\w+)(?:=|\+=)', text, re.IGNORECASE)} | GIVEN
    used = {name.upper() for name in re.findall(r"(?<!%)%(\w+)(?::[^%]*)?%(?!%)", text)}
    return [f"%{name}% is never set" for name in sorted(used - given)]


def _handled(code: list[tuple[int, str]]) -> list[str]:
    found = []
    for place, (number, line) in enumerate(code):
        first = line.split(" ")[0].lower()
        if line.startswith(":") or first in BUILT_IN:
            if re.search(r"\|\||&&", line):
                found.append(f"line {number}: two commands on one line")
            continue
        after = code[place + 1][1] if place + 1 < len(code) else ""
        if not HANDLED.match(after):
            found.append(f"line {number}: nobody looks whether this worked")
    return found
