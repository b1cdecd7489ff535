"""What stands in the row of a sheet that shows how it is filled in? One table of each kind, of a made-up county."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).with_name("examples.toml")


@cache
def examples() -> dict[str, list[dict[str, Any]]]:
    """Return the tables of examples.toml by kind; a kind that has none there has no example."""
    return {
        kind: tables for kind, tables in tomllib.loads(EXAMPLES.read_text("utf-8")).items() if isinstance(tables, list)
    }
