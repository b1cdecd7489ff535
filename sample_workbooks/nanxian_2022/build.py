"""Rebuild every sample file of this folder: python sample_workbooks/nanxian_2022/build.py."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Grids and writers are those of the 鹿寨 samples, the layout is shared with the other two counties.
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "luzhai_2022"), str(HERE.parents[1])]

from counties.county import build  # noqa: E402
from county import COUNTY  # noqa: E402

if __name__ == "__main__":
    build(COUNTY, HERE)
