"""Which errors stop a run? Those of the operator's surroundings, each with one Chinese sentence."""

import re


class ToolkitError(Exception):
    """A fault in the operator's surroundings (bad scheme, missing template, file open in Excel).

    ``str(error)`` is one Chinese sentence that names the file and says what to do.
    The command line prints it without a traceback and exits with code 3.
    """


def place_in_text(error: ValueError) -> str:
    """Return where a settings file (TOML) cannot be read, in words for the operator.

    >>> import tomllib
    >>> try: tomllib.loads('scheme = "luzhai-2022"\\nyear = 2022年')
    ... except ValueError as error: place_in_text(error)
    '第2行'
    """
    line = re.search(r"at line (\d+)", str(error))
    return f"第{line[1]}行" if line else "最后一行"
