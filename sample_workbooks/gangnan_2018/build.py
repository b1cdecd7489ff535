"""Rebuild every sample file of this folder: python sample_workbooks/gangnan_2018/build.py."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What all counties write alike lies beside this folder.
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from county import COUNTY  # noqa: E402
from writing.county import build  # noqa: E402

if __name__ == "__main__":
    build(COUNTY, HERE)
