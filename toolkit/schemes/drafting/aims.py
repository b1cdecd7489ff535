"""Which aims does a sentence state? 到位资金20亿元, 新签约项目30个, 开工率80%: each is proposed as an indicator."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.expressions import expression
from toolkit.schemes.drafting.paper import Sentence
from toolkit.schemes.drafting.proposal import Proposal
from toolkit.schemes.toml_table import AWAITED

_N = r"(\d[\d,]*(?:\.\d+)?)\s*"
MONEY = "亿美元|万美元|美元|百亿元|十亿元|亿元|千万元|百万元|万元|亿"
AREA = "万平方米|万平米|万㎡|平方米|平米|㎡|公顷|亩"
COUNT = "个|家|项|宗|条|户"
SHARE = "%|％|个百分点"
_MEASURE = expression(rf"{_N}({MONEY}|{AREA}|{COUNT}|{SHARE})")
# A number that says which projects are meant, and not how many there should be: 10亿元以上项目, 亿元工业项目.
_SIZED = expression(
    rf"(?:{_N})?({MONEY})(?:人民币)?(?:\s*[（(]含[）)])?\s*(?:及?以上(?=[^，。；]{{0,10}}(?:项目|企业|产业))|(?=工业|产业|级|重大|项目|企业))"
)
_START = expression(rf"(?:统计)?起点[^，。；）)]{{0,14}}?{_N}({MONEY})")
_PARTS = expression(r"[，,、。；;：:（(）)]")
# What is counted per occasion, given as points, paid out, or told of the office itself, is no aim of a year.
_NO_AIM = expression(
    r"每(?:季|月|次|年|半年|周|人|个|家|引进|签约|落地|参加|包装|成功|等值|举办|提|超|满|增|新)|得\s*\d|分$|\d\s*分|奖励|补助|补贴|给予|罚款|罚金"
    r"|名单|小分队|专班|招商组|领导小组|工作日|注册资本|表格|附件"
)
_POINTS = expression(r"[加得扣记计]\s*\d+(?:\.\d+)?\s*分|\d\s*分$")
_VERB = expression(
    r"引进|引入|签约|开工|投产|竣工|落地|落户|注册|入库|入统|策划|包装|新增|新建|完成|实现|达到?|力争|突破|确保|目标|任务|不少于|不低于|以上|利用|到位|增长|盘活|供地|占"
)
_PLANNED = expression("目标|任务|计划|全年|力争")
FOREIGN = "(?<![省市县区域])外资|利用境外"
_COLUMNS = (
    (r"合同(?:利用)?外资", "contract_usd"),
    (FOREIGN, "fdi_usd"),
    (r"进出口|外贸", "trade_yuan"),
    (r"到位|引进.*资金|境内资金|内资|境[内外].*资金|固投|固定资产投资|实际投资|完成投资", "paid_in_yuan"),
    (r"投资额|总投资|投资总额|协议投资|合同投资|合同金额|签约金额|投资规模|签约.*资金", "investment_yuan"),
    (r"盘活|闲置|低效", "idle_mu"),
    (r"供地|用地|土地", "land_mu"),
    (r"厂房|建筑面积", "floor_sqm"),
)
_STAGES = (
    (r"投产|竣工|达产", "投产"),
    (r"开工|动工|入统", "开工"),
    (r"注册|落地|落户", "注册"),
    (r"签约|引进|引入|新增|招引", "签约"),
)
_TRIM = expression(
    r"^(?:\d{4}\s*年(?:度)?(?!签约)|今年|全年|年内|全[县市区]|本年|我[县市区]|各?[县市区]?计划|计划|力争|确保|努力|完成|实现|引进|达到?|其中|共|需含|含|要|总数|突破|为|的|目标|任务|新增(?=工业供地)|和|及|等)++"
)
_TAIL = expression(
    r"(?:目标任务|目标|任务|总数|达到?|突破|完成|不少于|不低于|力争|为|共|实现|超过?|增速|增长|年均|同比|比上年|个以上|以上|[:：\s])++$"
)
_NAME = 24


class Seen(Struct, frozen=True):
    """What the document as a whole says: where 区内 ends, its year, and whether the place's code is known."""

    year: int
    within: str
    placed: bool


class _Part(Struct, frozen=True):
    """A part of a sentence between marks: its words, and whether it stands in brackets or after 其中."""

    text: str
    below: bool


def aims(sentences: Iterable[Sentence], seen: Seen) -> Iterator[Proposal]:
    """Yield each aim as the indicators that it needs, in the document's order."""
    for sentence in sentences:
        if sentence.tag and _MEASURE.search(sentence.quote) and not _POINTS.search(sentence.quote):
            yield from _of_sentence(sentence, seen)


def _of_sentence(sentence: Sentence, seen: Seen) -> Iterator[Proposal]:
    above: Proposal | None = None
    counted: Proposal | None = None
    start = _START.search(sentence.quote)
    for part in _parts(sentence.quote):
        if _NO_AIM.search(part.text) or (start and start[0] in part.text):
            continue
        for proposal in _of_part(part, sentence, seen, above if part.below else None, counted):
            floor = f"投资总额 >= {start[1]}{_whole(start[2])}" if start else ""
            yield _from(proposal, floor) if floor and proposal.values.get("sum") == "paid_in_yuan" else proposal
            if not part.below and proposal.values.get("count"):
                counted = proposal
            if not part.below:
                above = proposal


def _from(proposal: Proposal, criterion: str) -> Proposal:
    values = {**proposal.values, "criteria": [*proposal.values["criteria"], criterion]}
    return replace(proposal, values=values, ask=f"{proposal.ask}统计起点按 {criterion} 算。")


def _parts(quote: str) -> Iterator[_Part]:
    start, depth, below = 0, 0, False
    for mark in (*_PARTS.finditer(quote), None):
        end = mark.start() if mark else len(quote)
        text = quote[start:end].strip()
        below = below or (text.startswith("其中") and text != "其中")
        if text:
            yield _Part(text, below or depth > 0)
        sign = mark[0] if mark else ""
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(sign, 0)
        if text and not text.startswith("其中") and sign in "。；;" and sign:
            below = False
        start = mark.end() if mark else end


def _of_part(
    part: _Part, sentence: Sentence, seen: Seen, above: Proposal | None, counted: Proposal | None
) -> Iterator[Proposal]:
    sized = [match.span() for match in _SIZED.finditer(part.text)]
    found = [
        one
        for one in _MEASURE.finditer(part.text)
        if not any(a <= one.start() < b for a, b in sized) or one[2] in COUNT.split("|")
    ]
    if not found or not _VERB.search(part.text + ("目标" if _PLANNED.search(sentence.quote) else "")):
        return
    measure = found[-1]
    before, after, unit = part.text[: measure.start()], part.text[measure.end() :], measure[2]
    number = measure[1].replace(",", "")
    if unit in SHARE.split("|"):
        yield from _shares(part, sentence, seen, before, float(number), counted)
        return
    if unit in COUNT.split("|"):
        values = _count(before + after, seen, number, unit, above)
    else:
        values = _sum(before + after, seen, number, _whole(unit), above, counted)
    if not values:
        return
    name = _name(before, after)
    if counted is not None and values.get("sum") == "investment_yuan" and len(name) < 6:
        name = f"{counted.values['name']}{name}"
    short = name[:_NAME]
    if above and part.below and above.values["name"] not in name and values.get("count"):
        name = f"{above.values['name']}中{name}"
    name = name[:_NAME]
    how = "数项目个数" if "count" in values else f"合计{_said(values['sum'])}"
    how += f"，目标 {number}{values['unit']}，算的是：{'、'.join(values['criteria']) or '全部项目'}。"
    values = {"name": name, **values, "header": [name, short]}
    yield Proposal("indicator", values, sentence.line, sentence.quote, f"按“{name}”{how}", part.text)


def _count(words: str, seen: Seen, number: str, unit: str, above: Proposal | None) -> dict[str, Any]:
    """Return an indicator that counts projects, {} where the words speak of something else."""
    if not re.search("项目|企业|签约|开工|投产|落地", words) or "." in number:
        return {}
    criteria = _merged(_criteria(words, seen, counts=True), above)
    return {"unit": unit, "count": True, "criteria": criteria, "target": int(number)}


def _sum(
    words: str, seen: Seen, number: str, unit: str, above: Proposal | None, counted: Proposal | None
) -> dict[str, Any]:
    """Return an indicator that sums a column, {} where the words speak of something else; the column may be asked."""
    column = next((name for sign, name in _COLUMNS if re.search(sign, words) and _fits(name, unit)), "")
    if not column and counted is not None and "投资" in words:
        column = "investment_yuan"
    if not column and not re.search("资金|投资|引资", words):
        return {}
    inherited = counted if column == "investment_yuan" else above
    criteria = _merged(_criteria(words, seen, counts=column == "investment_yuan"), inherited)
    told = column or f"{AWAITED}：合计台账的哪一列，到位资金写 paid_in_yuan，投资总额写 investment_yuan"
    return {"unit": unit, "sum": told, "criteria": criteria, "target": f"{number}{unit}"}


def _shares(
    part: _Part, sentence: Sentence, seen: Seen, before: str, number: float, counted: Proposal | None
) -> Iterator[Proposal]:
    """Yield an aim in per cent with the indicators that it is made of; nothing where its parts are not told."""
    share = round(number / 100, 4)
    year = re.search(r"(20\d\d)\s*年", before)
    kind = next((one for one in ("新兴产业", "工业") if one in part.text), "")
    made: list[dict[str, Any]] = []
    how = ""
    if re.search("增长|增速|增幅|增加", part.text):
        made, how = _growth(before, seen, share, _name(before, part.text)[:_NAME])
    elif "开工率" in part.text and year:
        of = f"{year[1]}年签约项目"
        made = [
            {"name": of, "unit": "个", "count": True, "criteria": [f"year = {year[1]}", "stage >= 签约"]},
            {"name": f"{of}中开工", "unit": "个", "extends": "<1>", "criteria": ["stage >= 开工"]},
            {"name": f"{of}开工率", "unit": "%", "ratio": ["<1>", "<2>"], "target": share},
        ]
        how = f"{year[1]}年签约的项目中，开工的占 {number:g}%。"
    elif kind and counted is not None:
        of = counted.values["name"]
        criteria = [*counted.values["criteria"], "emerging = 是" if kind == "新兴产业" else "sector = 工业"]
        made = [
            {"name": f"{of}中{kind}"[:_NAME], "unit": "个", "count": True, "criteria": criteria},
            {"name": f"{kind}占比", "unit": "%", "ratio": ["<1>", f"<{of}>"], "target": share},
        ]
        how = f"{of}里，{kind}的占 {number:g}%。"
    for at, values in enumerate(made, 1):
        asked = how if at == len(made) else ""
        yield Proposal("indicator", values, sentence.line, sentence.quote, asked, part.text)


def _growth(before: str, seen: Seen, share: float, name: str) -> tuple[list[dict[str, Any]], str]:
    """Return the amount that grows and its growth, and how it is counted; nothing where no column is told."""
    column = next((held for sign, held in _COLUMNS if re.search(sign, before)), "")
    if not column:
        return [], ""
    unit, criteria = "万美元" if column.endswith("usd") else "亿元", _criteria(before, seen, counts=False)
    base = {"name": name, "unit": unit, "sum": column, "criteria": criteria, "grow": share, "header": [name]}
    grown = {"name": f"{name}增长"[:_NAME], "unit": "%", "growth_of": "<1>", "target": share}
    return [base, grown], f"{name}比基数增长 {share * 100:g}%，基数由办公室写进 基数.csv。"


def _criteria(words: str, seen: Seen, *, counts: bool) -> list[str]:
    result = []
    if counts:
        result.append(f"year = {seen.year}")
        stage = next((name for sign, name in _STAGES if re.search(sign, words)), "")
        result.append(f"stage >= {stage or '签约'}")
    result += _region(words, seen)
    if "工业" in words and "工业园" not in words and not re.search(FOREIGN, words):
        result.append("sector = 工业")
    if re.search("新兴产业|战新", words):
        result.append("emerging = 是")
    if re.search("世界500强", words):
        result.append("fortune500 = 是")
    if re.search("策划|包装", words):
        result = [one for one in result if not one.startswith(("year", "stage"))] + ["packaged = 是"]
    if counts and (size := _SIZED.search(words)):
        column = "contract_usd" if "美元" in size[2] else "投资总额"
        result.append(f"{column} >= {size[1] or 1}{_whole(size[2])}")
    return list(dict.fromkeys(result))


def _region(words: str, seen: Seen) -> list[str]:
    if re.search(FOREIGN, words):
        return []
    if re.search("区外境内|境内(?:省|市|县|区)外|国内(?:省|市|县)外", words):
        return ["region = 区外"]
    beyond = re.search("县外|市外|省外|省域外|域外|区外", words)
    if not beyond:
        return ["region = 境外"] if "境外" in words else []
    said = beyond[0].replace("省域外", "省外").replace("域外", "区外")
    if said == "区外":
        return ["region != 区内"]
    if said[0] != seen.within and not (said == "省外" and seen.placed):
        return [f"{AWAITED}：{said}怎样认，见《规则怎么写》“条件怎么写”，例如 region = {said}"]
    return [f"region = {said}"]


def _merged(criteria: list[str], above: Proposal | None) -> list[str]:
    """Return the conditions with those of the aim above, where a later one does not say more."""
    if above is None:
        return criteria
    stages = [one for one in criteria if one.startswith("stage")]
    held = [one for one in above.values.get("criteria", []) if not (stages and one.startswith("stage"))]
    return list(dict.fromkeys([*held, *criteria]))


def _fits(column: str, unit: str) -> bool:
    if unit in AREA.split("|"):
        return column.endswith(("mu", "sqm"))
    return column.endswith("usd") if "美元" in unit else column.endswith(("yuan",))


def _whole(unit: str) -> str:
    return {"亿": "亿元", "万平米": "万平方米", "平米": "平方米", "㎡": "平方米", "万㎡": "万平方米"}.get(unit, unit)


def _said(column: str) -> str:
    return {
        "paid_in_yuan": "到位资金", "investment_yuan": "投资总额", "fdi_usd": "实际利用外资",
        "contract_usd": "合同外资",
        "trade_yuan": "进出口额", "land_mu": "供地", "floor_sqm": "厂房面积", "idle_mu": "盘活土地",
    }.get(column, "金额")  # fmt: skip


def _name(before: str, after: str) -> str:
    name = _TAIL.sub("", _TRIM.sub("", before.strip()))
    rest = re.sub(r"^(?:以上|左右|人民币|的)+", "", after.strip())
    if len(name) < 3 or not re.search("项目|资金|额|投资|外资|厂房|地|企业|开工|签约", name):
        name = f"{name}{_TRIM.sub('', rest)}" if rest and len(rest) < _NAME else name
    return re.sub(r"[\s“”\"'、，,]", "", name) or "目标"


def numbered(proposals: Sequence[Proposal]) -> list[tuple[str, Proposal]]:
    """Return the proposals with ids T1, T2 …, the parts of a ratio as T3a, T3b before it; names are made different.

    ``<1>`` in a proposal stands for the first part of its own aim, ``<NAME>`` for the aim of that name.
    """
    result: list[tuple[str, Proposal]] = []
    parts: list[str] = []
    ids: dict[str, str] = {}
    taken: set[str] = set()
    # A heading of the target table that two aims would answer to says neither.
    headings = Counter(heading for one in proposals for heading in set(one.values.get("header", [])))
    number = 1
    for one in proposals:
        id = f"T{number}" if one.ask else f"T{number}{'ab'[len(parts)]}"
        name = one.values["name"]
        while name in taken:
            name += "（又）" if f"{name}（又）" not in taken else "又"
        taken.add(name)
        values = {"name": name} | {key: _named(value, parts, ids) for key, value in one.values.items() if key != "name"}
        if "header" in values:
            values["header"] = list(dict.fromkeys([name, *(head for head in values["header"] if headings[head] == 1)]))
        ids[one.values["name"]] = id
        result.append((id, replace(one, values=values)))
        parts = [] if one.ask else [*parts, id]
        number += bool(one.ask)
    return result


def _named(value: Any, parts: Sequence[str], ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        named = [_named(one, parts, ids) for one in value]
        return named[::-1] if value == ["<1>", "<2>"] else named
    if isinstance(value, str) and (place := re.fullmatch(r"<(.+)>", value)):
        return parts[int(place[1]) - 1] if place[1].isdecimal() else ids.get(place[1], place[1])
    return value
