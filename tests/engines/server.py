"""How is a LibreOffice started in a profile of its own, and how is a running one joined?"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# python3-uno's files lie among the distribution's own packages, of which a virtual environment must not see the rest.
PROGRAM = Path("/usr/lib/libreoffice/program")
PACKAGES = Path("/usr/lib/python3/dist-packages")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse">
<value>99.0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>zh-CN</value></prop></item>
</oor:items>
"""
START_SECONDS = 60.0


def uno_is_there() -> bool:
    """Return whether LibreOffice's Python bridge is installed for this Python's version."""
    return (PACKAGES / "uno.py").exists() and any(PROGRAM.glob("pyuno.so"))


def import_uno() -> Any:
    """Return the module ``uno``; works in any CPython of the distribution's minor version."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    sys.path.append(str(PROGRAM))
    os.environ.setdefault("URE_BOOTSTRAP", f"vnd.sun.star.pathname:{PROGRAM}/fundamentalrc")
    for name in ("uno", "unohelper"):
        spec = importlib.util.spec_from_file_location(name, PACKAGES / f"{name}.py")
        if spec is None or spec.loader is None:
            raise ImportError("python3-uno is missing: apt-get install python3-uno")
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["uno"]


def connect(pipe: str, seconds: float = START_SECONDS, process: "subprocess.Popen[bytes] | None" = None) -> Any:
    """Return the component context of the LibreOffice that listens on a pipe."""
    local = import_uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end or (process and process.poll() is not None):
                raise
            time.sleep(0.1)


class Office:
    """One private LibreOffice: own profile, own pipe, own process group; a context manager.

    It shows no window (the ``svp`` drawing back end) but is not started with ``--headless``: that switch would
    answer every dialog with Cancel before anybody saw it.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self.pipe = f"zhaoshang{uuid.uuid4().hex[:8]}"
        self._profile = Path(tempfile.mkdtemp(prefix="zhaoshang-office-"))
        (self._profile / "user").mkdir()
        (self._profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={self._profile.as_uri()}",
                f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext",
                *("--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            ],
            start_new_session=True,
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "ZHAOSHANG_PIPE": self.pipe, **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.context = connect(self.pipe, process=self.process)
        except BaseException:
            self.close()
            raise

    def service(self, name: str) -> Any:
        """Return a new instance of one of LibreOffice's services."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def close(self) -> None:
        """End the process group that was started here, and nothing else."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()
