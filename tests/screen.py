"""How does somebody at a desk without Excel see a launcher? On a screen of its own (Xvfb), in a terminal's window (xterm)."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = ("Xvfb", "xdotool", "xterm")
# One press reads, checks and writes a month's tables: seconds, but a busy machine may take longer.
PATIENCE = 180.0
# F12 makes xterm hand over, as text, the lines that stand in its window.
RESOURCES = """*VT100.translations: #override <Key>F12: print()
*printerCommand: cat > {lines}
*printAttributes: 0
*geometry: 110x40
"""


def need_screen() -> None:
    """Skip where there is no virtual screen; in CI that is a failure."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        if os.environ.get("CI"):
            pytest.fail(f"{lacking} are missing: .ci/run installs them")
        pytest.skip("needs apt-get install xvfb xdotool xterm")


class Screen:
    """A screen without a window manager, and a home folder in which nobody has set anything."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = folder / "lines.txt"
        self.opened = folder / "opened.txt"
        (folder / "fb").mkdir()
        (folder / "home").mkdir()
        (folder / "bin").mkdir()
        opener = folder / "bin" / "xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self.opened}"\n', "utf-8")
        opener.chmod(0o755)
        resources = folder / "resources"
        resources.write_text(RESOURCES.format(lines=self._lines), "utf-8")
        told, tells = os.pipe()
        command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-ac"]
        # Without -noreset the server starts over when its last window closes, and a window that opens just then is lost.
        command += ["-noreset", "-fbdir", str(folder / "fb")]
        self._server = subprocess.Popen(command, pass_fds=[tells], stderr=subprocess.DEVNULL)
        os.close(tells)
        with os.fdopen(told) as display:
            number = display.readline().strip()
        self.environment = {
            "DISPLAY": f":{number}",
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "XENVIRONMENT": str(resources),
            "ZHAOSHANG_PYTHON": sys.executable,
            "ZHAOSHANG_CACHE": "",
        }

    def close(self) -> None:
        """End the screen."""
        self._server.terminate()
        self._server.wait()

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program as a desktop does: without a terminal."""
        nothing = subprocess.DEVNULL
        # A session of its own, and no terminal to inherit.
        return subprocess.Popen(
            command, env=self.environment, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )

    def window(self, title: str) -> str:
        """Wait for a window whose title fits, put the keyboard into it, and return its number."""
        number = self._until(lambda: self._do("search", "--name", title), f"no window {title!r}; there are: {{}}")
        self._do("windowfocus", "--sync", number)
        return number

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the keyboard."""
        for key in keys:
            self._do("key", key)

    def read(self, until: str) -> str:
        """Return the lines that stand in the window that has the keyboard, once a text is among them."""

        def look() -> str:
            self._lines.unlink(missing_ok=True)
            self.press("F12")
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline and not self._lines.exists():
                time.sleep(0.05)
            time.sleep(0.1)
            there = self._lines.read_text("utf-8", "replace") if self._lines.exists() else ""
            # The right half of a wide letter is a sign of its own; colours are said in between.
            there = re.sub("\uffff|\x1b\\[[0-9;]*m|\x1b#5", "", there)
            return there if until in there.replace("\n", "") else ""

        return self._until(look, f"{until!r} does not appear; windows: {{}}")

    def ink(self) -> int:
        """Return how many dots have a colour between paper and letter, as the edges of drawn letters have.

        What stands on the screen is drawn there, not only told by the terminal.
        """
        picture = (self._folder / "fb" / "Xvfb_screen0").read_bytes()
        # XWD: the header's length, and at 76 how many colours of 12 bytes follow it; four bytes a dot.
        start = int.from_bytes(picture[:4], "big") + 12 * int.from_bytes(picture[76:80], "big")
        return sum(0 < blue < 255 for blue in picture[start::4])

    def ended(self, program: subprocess.Popen[bytes]) -> bool:
        """Wait until a program has ended, its window with it."""
        program.wait(PATIENCE)
        return True

    def _do(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip().partition("\n")[0]

    def _until(self, look: Callable[[], Any], complaint: str) -> Any:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := look():
                return found
            time.sleep(0.2)
        names = [self._do("getwindowname", number) for number in self._do("search", "--name", ".").split()]
        raise AssertionError(complaint.format(names))
