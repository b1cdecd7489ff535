"""How does ``python -m toolkit.cli`` start? As the command ``zhaoshang``; launchers and installers use it."""

import sys

from toolkit.cli import run

if __name__ == "__main__":
    sys.argv[0] = "zhaoshang"
    run()
