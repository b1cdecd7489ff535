"""Who sits at this computer? The name that a lock and 运行记录 write down."""

import getpass

UNKNOWN = "？"


def user() -> str:
    """Return the user's name on this computer; ``？`` where it does not tell one.

    Windows tells it in USERNAME; where that is not set, Python before 3.13 looks for a module that Windows has not.
    """
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return UNKNOWN
