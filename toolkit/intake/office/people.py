"""Which people are in the office's own 人员信息库 (NX-R11)?"""

from collections.abc import Mapping
from pathlib import Path

from toolkit.intake.office.office_table import office_rows
from toolkit.model.assessment import Person

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "姓名": (),
    "单位": ("所在单位",),
    "职务": (),
    "角色": (),
    "联系电话": ("电话", "手机"),
    "熟悉的产业": ("产业",),
    "熟悉的地区": ("地区",),
}


def read_people(path: Path) -> tuple[Person, ...]:
    """Return the people of the list in order; a row without a name is none."""
    rows = [row for row in office_rows(path, HEADINGS, "姓名") if row.text("姓名")]
    return tuple(
        Person(
            name=row.text("姓名"),
            unit=row.text("单位"),
            post=row.text("职务"),
            role=row.text("角色"),
            phone=row.text("联系电话"),
            industries=row.text("熟悉的产业"),
            regions=row.text("熟悉的地区"),
            source=str(row.ref),
        )
        for row in rows
    )
