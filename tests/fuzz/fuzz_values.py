"""Target: the value parsers. The input is what somebody typed into a cell; its first bytes are also taken as a number."""

import math
import struct

from tests.fuzz.contract import JUNE, lawful, scheme
from toolkit.files.grid import RawCell, Value
from toolkit.intake.tables.identity import Place, nearest_unit, periods_said, units_said
from toolkit.intake.tables.rows import is_nil
from toolkit.intake.tables.value_readers import read_flag
from toolkit.intake.values.amounts import IMPOSSIBLE_YUAN, read_amount, read_dollars, read_quantity
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.phones import read_phone
from toolkit.intake.values.progress import read_stage
from toolkit.intake.values.typed import Read
from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.stages import STAGES

WORDS = (
    *(
        "亿元",
        "万元",
        "元",
        "万美元",
        "约",
        "左右",
        "1,200",
        "0.5",
        "-",
        "~",
        "人民币",
        "千",
        "％",
        "．",
        "２０２２年",
        "e5",
        "E+10",
    ),
    *(
        "2022年5月31日",
        "5月",
        "底",
        "预计",
        "上旬",
        "199 0000 0001",
        "转",
        "0772-",
        "(+86)",
        "×××",
        "/",
        "、",
        "本月无",
    ),
    *("填报单位：", "江口乡", "1-6月", "未", "已开工", "签约", "是", "√"),
)
AT = CellRef("江口乡.xlsx", "Sheet1", 2, 5)
UNITS = ("亿元", "万元", "元", "")


def seeds() -> list[bytes]:
    """One of each."""
    return [text.encode() for text in WORDS] + [b"0.5\xe4\xba\xbf\xe5\x85\x83", struct.pack("<d", 0.5), b"1.2-1.5"]


def one(data: bytes) -> None:
    """Hold the laws for the text, and for the number whose bytes it may be."""
    text = data.decode("utf-8", "replace")
    values_of(text)
    words_of(text)
    if len(data) >= 8:
        (number,) = struct.unpack("<d", data[:8])
        if math.isfinite(number):
            values_of(int(number) if number.is_integer() and abs(number) < 1e15 else number)


def values_of(typed: Value) -> None:
    """A value is of its type, or there is none and a remark says why."""
    cell = RawCell(typed)
    if not cell.text:
        return
    for unit in UNITS:
        yuan = lawfully(read_amount(cell, unit, "投资总额"))
        assert yuan is None or (type(yuan) is int and 0 <= yuan <= IMPOSSIBLE_YUAN)
    dollars = lawfully(read_dollars(cell, "万美元", "实际利用外资"))
    assert dollars is None or (type(dollars) is int and dollars >= 0)
    quantity = lawfully(read_quantity(cell, "亩", "亩", "占地"))
    assert quantity is None or (math.isfinite(quantity) and quantity >= 0)
    day = lawfully(read_date(cell, "项目入驻时间", JUNE))
    assert day is None or (isinstance(day, PartialDate) and day.earliest)
    phone = lawfully(read_phone(cell))
    assert phone is None or isinstance(phone, str)
    assert lawfully(read_flag(cell, "是否工业")) in (True, False, None)


def lawfully(read: Read) -> object:
    """Hold the law of a value, and return it: doubtful ones are ``None`` with a remark that makes a sentence."""
    assert read.value is not None or read.remarks
    for kind, details in read.remarks:
        lawful(found(kind, AT, **details))
    return read.value


def words_of(text: str) -> None:
    """What a text says of unit, month and stage is something that there is."""
    assert read_stage(text) in (*STAGES, None)
    assert is_nil(text) in (True, False)
    places = [Place("标题", text, AT)]
    names = {unit.name for unit in scheme().units} | {""}
    assert all(said.meaning in names for said in units_said(places, scheme()))
    for said in periods_said(places, 2022):
        ReportingPeriod.parse(said.meaning)
    assert nearest_unit(text, scheme()) in names
