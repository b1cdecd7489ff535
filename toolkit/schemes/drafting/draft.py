"""What is the draft of a rulebook? Its three files, with all that a person has to say marked 待确认."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.errors import ToolkitError
from toolkit.model.form import COUNTY_COLUMNS
from toolkit.model.scheme import Reading
from toolkit.schemes.clauses import KNOWN_READINGS
from toolkit.schemes.deadlines import STATISTICS
from toolkit.schemes.drafting.aims import Seen, aims, numbered
from toolkit.schemes.drafting.paper import Heading, Sentence, heading, sentences
from toolkit.schemes.drafting.practice import practice
from toolkit.schemes.drafting.proposal import SETTLED, Proposal, shortened
from toolkit.schemes.drafting.units import TOWNS, Units, units
from toolkit.schemes.drafting.unwrapped import Unwrapped
from toolkit.schemes.loader import load_shipped, scheme_ids
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.toml_table import AWAITED, CONFIRM
from toolkit.schemes.toml_text import inline

_LETTER = {"deadline": "D", "quota": "Q", "meeting": "M", "score": "S", "consequence": "H", "grade": "G"}
_SECTIONS = {
    "indicator": "指标", "deadline": "期限", "route": "外出审批", "quota": "外出次数", "meeting": "会议",
    "score": "计分", "grade": "等次", "consequence": "后果",
}  # fmt: skip
# A clause of these kinds that became no rule is asked about: leaving it out would leave out points.
_ASKED = ("计分", "等次", "后果")
# Where what is no rule yet is to be written.
_WRITTEN = {
    "计分": "要的，写 [[score]]",
    "等次": "要的，等次写 [[grade]]，晋档、降档、最高定为写 [[grade_change]]（up、down、most）",
    "后果": "要的，写 [[consequence]]",
}
_BEYOND = (("县", "县外"), ("市", "市外"), ("省", "省外|区外|省域外|境内"))


class Draft(Struct, frozen=True):
    """A drafted rulebook: the texts of its files, its lines of 单位, and how much of each kind was found."""

    id: str
    scheme: str
    units: tuple[tuple[str, ...], ...]
    document: str
    found: Mapping[str, int]


def drafted(paper: Unwrapped, id: str, source: str, code: str = "") -> Draft:
    """Return the draft of a document's lines; ``code`` is the place's (GB/T 2260) where the name alone tells it.

    ``id`` '' takes the place and the year.  Raises ``ToolkitError`` where no sentence asks for anything.
    """
    lines = paper.lines
    said = heading(lines)
    every = list(sentences(lines))
    if not any(one.tag for one in every):
        raise ToolkitError(f"“{source}”里没有找到目标、期限这类要求，不像招商引资的方案。请核对文件。")
    who = units(lines, every, said.jurisdiction)
    office = _office(every)
    line_of_home = _within(lines)
    seen = Seen(said.years[0] if said.years else 2000, line_of_home[0], bool(code))
    targets = numbered(list(aims(every, seen)))
    rules = list(_settled(practice(every, office or "办公室"), office, who))
    made = _Writer(said, every, [one for _, one in targets] + rules, who)
    text = "\n".join(
        [
            f"# 由“{source}”起草。写着“{AWAITED}”的，改成文件的意思；有 {CONFIRM} 的，{SETTLED}。",
            "# 改一处查一次：zhaoshang schemes check 这个文件夹",
            *made.root(id, office, targets),
            *made.clauses(),
            *made.region(line_of_home, code),
            *made.rosters(),
            *made.readings(),
            *made.indicators(targets),
            *made.target_rows(),
            *made.rules(rules),
        ]
    )
    of_kinds = Counter(_SECTIONS[one.kind] for one in rules)
    lists = [(one.name, one.kind, "、".join(one.aliases), AWAITED) for one in who.named]
    return Draft(
        made.id, text.rstrip() + "\n", tuple(lists), "\n".join(lines).rstrip() + "\n",
        {"条款": len(made.cited), "单位": len(who.named), "指标": len(targets)} | of_kinds,
    )  # fmt: skip


def _office(every: Sequence[Sentence]) -> str:
    """Return whom the units report to, by how often the document says so; '' where it does not."""
    said = re.findall(
        r"(?:报告|报送?|报至|汇报|交)(?:给|到|至)?([^，,。；;、(（报]{2,14}?(?:办公室|中心|商务局|招商局|促进局|招商[^，,。；;]{0,3}部))",
        "\n".join(one.quote for one in every),
    )
    return max(
        dict.fromkeys(said),
        key=lambda one: (bool(re.search("招商|投促|投资促进|商务", one)), said.count(one)),
        default="",
    )


def _within(lines: Sequence[str]) -> tuple[str, int, str]:
    """Return where 区内 ends, with the line and the word that tell it; 省 at line 0 where none does."""
    for number, line in enumerate(lines, 1):
        for level, words in _BEYOND:
            if re.search(r"资金|项目|投资", line) and (found := re.search(words, line)):
                return level, number, found[0]
    return "省", 0, ""


def _settled(proposals: Iterable[Proposal], office: str, who: Units) -> Iterator[Proposal]:
    """Yield the proposals with their ids; who is meant by 各乡镇; one statistics deadline, and one route of a rank."""
    counts: Counter[str] = Counter()
    taken: set[str] = set()
    kinds = list(dict.fromkeys([*(one.kind for one in who.named), *(one.kind for one in who.nameless)]))
    for one in proposals:
        values = {key: (office or "办公室") if value == "<office>" else value for key, value in one.values.items()}
        if one.kind == "route":
            if values["rank"] in taken:
                continue
            taken.add(values["rank"])
        if "id" in values and (values["id"] != STATISTICS or STATISTICS in taken):
            counts[one.kind] += 1
            values["id"] = f"{_LETTER[one.kind]}{counts[one.kind]}"
        if one.kind == "score":
            event = values["event"] if values["event"] not in taken else f"{values['event']}（{values['id']}）"
            values |= {"name": event, "event": event}
            taken.add(event)
        taken |= {values["id"]} if values.get("id") == STATISTICS else set()
        named = [
            kind for kind in kinds if kind in one.quote or (kind == TOWNS and re.search("各镇|各乡|各街道", one.quote))
        ]
        if one.kind == "quota" and named:
            values["kinds"] = named
        yield replace(one, values=values)


class _Writer:
    """Writes the parts of a scheme.toml; every rule cites the clause of its sentence."""

    def __init__(self, said: Heading, every: Sequence[Sentence], proposals: Sequence[Proposal], who: Units) -> None:
        self._said, self._who = said, who
        self.id = ""
        used = {(one.line, one.quote) for one in proposals} | {(one.line, one.quote) for one in who.nameless}
        self._ruled = used | {
            (one.line, one.quote) for one in every if re.search(r"\d\s*[%％][^，,。；;]{0,6}(?:折|计入)", one.quote)
        }
        tags = {(one.line, one.quote): one.tag for one in every if one.tag or (one.line, one.quote) in used}
        tags |= {key: tags.get(key, "单位") for key in used if key not in tags}
        place = {(one.line, one.quote): at for at, one in enumerate(every)}
        order = sorted(tags, key=lambda key: (key[0], place.get(key, len(place))))
        self.cited = {key: (f"C{number}", tags[key]) for number, key in enumerate(order, 1)}

    def _clause(self, line: int, quote: str) -> str:
        return self.cited[line, quote][0]

    def _first(self, *tags: str) -> str:
        """Return the first clause of these kinds, else the first of all."""
        ids = [id for id, tag in self.cited.values() if tag in tags]
        return ids[0] if ids else next(iter(self.cited.values()))[0]

    def root(self, id: str, office: str, targets: Sequence[tuple[str, Proposal]]) -> Iterator[str]:
        """Yield the head of the file."""
        said = self._said
        summed = {one.values.get("sum") for _, one in targets}
        year = said.years[0] if said.years else 0
        self.id = id or f"{said.jurisdiction or '本县'}-{year or '待定'}"
        level = "开发区管委会" if said.jurisdiction.endswith("开发区") else f"{(said.jurisdiction or '县')[-1]}人民政府"
        values: dict[str, Any] = {
            "id": self.id,
            "title": said.title or f"{AWAITED}：文件的标题没有认出，请照抄",
            "jurisdiction": said.jurisdiction or f"{AWAITED}：本县（市、区、开发区）的名称",
            "year": year or f"{AWAITED}：文件管哪一年，请写四位数字，例如 2023",
            "valid": list(said.years),
            "document_number": said.number,
            "office": office or f"{AWAITED}：办公室的名称，公文的落款，例如 县招商中心",
            "government": level,
            "target_rows_clause": self._first("目标"),
            "attribute_by": ["unit"],
            "target_columns": ["group", "lead_unit"],
            # What the aims add up has to stand in the units' table.
            "form_columns": [one.heading for one in COUNTY_COLUMNS if one.field in summed],
        }
        yield from _pairs(
            {key: value for key, value in values.items() if value or key not in ("valid", "form_columns")}
        )
        yield from _pairs({CONFIRM: list(self._questions(office))})

    def _questions(self, office: str) -> Iterator[str]:
        said, rows = self._said, self._who.leads
        years = "、".join(map(str, said.years))
        head = f"标题“{shortened(said.title)}”，{said.jurisdiction}，{years}年，文号“{said.number or '没有'}”"
        yield f"{head}，办公室“{office or '没有认出'}”：请核对开头几行。"
        how = (
            f"目标任务项照第{rows[0].line}行起的表起草，共{len(rows)}行。"
            if rows
            else "目标任务项按单位的类别起草，每个单位一行。"
        )
        how += "项目现在按报送单位归属（attribute_by）；"
        yield f"{how}按行业归属的改成 industry，并在 [[target_row]] 里写 industries、keywords。"
        if not self._who.named:
            yield f"文件里没有写出单位的名称。请把单位写进 units.csv：{','.join(UNIT_HEAD)}。"

    def clauses(self) -> Iterator[str]:
        """Yield the clauses, each with its kind; one that gives points and became no rule is asked about."""
        yield "\n# 条款：照抄的原文和行号。没有成为规则的也摘在这里，不用的可以删。\nclause = ["
        for (line, quote), (id, tag) in self.cited.items():
            ruled = (line, quote) in self._ruled
            left = "" if ruled else "，没有起草成规则"
            where = _WRITTEN.get(tag, "要的")
            told = f"第{line}行“{shortened(quote)}”像是{tag}{left}；{where}，请照《规则怎么写》写一节。"
            asked = f", {CONFIRM} = {inline(told)}" if left and tag in _ASKED else ""
            yield f"  {{ id = {inline(id)}, line = {line}, quote = {inline(quote)}{asked} }},  # {tag}{left}"
        yield "]"

    def region(self, home: tuple[str, int, str], code: str) -> Iterator[str]:
        """Yield what 投资来源 is seen from, and the words of sectors."""
        level, line, word = home
        place = self._said.jurisdiction
        told = (
            f"第{line}行写“{word}”，“区内”先算到{level}为止。"
            if line
            else "文件没有写区内、区外怎样分，先按省内、省外分。"
        )
        coded = f"行政区划代码 {code}。" if code else "本县的行政区划代码没有认出，请写 place，六位数字。"
        short = re.sub(r"(?:自治县|县|区|市|旗)$", "", place)
        values = {
            "clause": self._first("目标"), "within": level, "place": code,
            "home": [short, "本" + place[-1:]] if len(short) > 1 else [],
            CONFIRM: f"{told}{coded}",
        }  # fmt: skip
        yield from _table("[region]", {key: value for key, value in values.items() if value})
        yield from _table("[sector]", {"clause": self._first("目标")})

    def rosters(self) -> Iterator[str]:
        """Yield the kinds of unit that the document does not name."""
        for one in self._who.nameless:
            asked = f"第{one.line}行写了“{one.kind}”，没有全部列名。名单由办公室写进工作文件夹的 单位补充.csv；"
            asked += "已经写进 units.csv 的，整节删去。"
            yield from _table(
                "[[roster]]",
                {
                    "kind": one.kind,
                    "expected": one.expected,
                    "clause": self._clause(one.line, one.quote),
                    CONFIRM: asked,
                },
            )

    def readings(self) -> Iterator[str]:
        """Yield the readings that every county needs, as the shipped rulebooks ask them."""
        yield "\n# 口径：文件留下选择的地方，先取 default；要换，改 default。"
        for one in common_readings():
            reason = "文件没有写，先照通常的做法。"
            values = {
                "id": one.id,
                "question": one.question,
                "default": one.default,
                "reason": reason,
                "clause": self._first("期限", "要求"),
            }
            yield from _table("[[reading]]", values)
            yield from _pairs(one.choices, head="[reading.choices]")

    def indicators(self, targets: Sequence[tuple[str, Proposal]]) -> Iterator[str]:
        """Yield the aims."""
        for id, one in targets:
            yield from self._rule(replace(one, values={"id": id, **one.values}))

    def rules(self, proposals: Sequence[Proposal]) -> Iterator[str]:
        """Yield the other rules; where nothing says when the table is due, that is asked."""
        if not any(one.values.get("id") == STATISTICS for one in proposals):
            yield from _table("[[deadline]]", {
                "id": STATISTICS, "what": "招商引资项目统计表", "rule": "day_of_month",
                "day": f"{AWAITED}：文件没有写统计表每月几号前报，请写数字，例如 10", "months_after": 1,
                "sender": "各单位", "receiver": "办公室", "clause": self._first("期限", "要求"),
            })  # fmt: skip
        if any(one.kind == "consequence" and one.values["every"] == "quarter" for one in proposals):
            yield from self._carry()
        for one in sorted(proposals, key=lambda one: [*_SECTIONS].index(one.kind)):
            yield from self._rule(one)

    def _carry(self) -> Iterator[str]:
        """Yield how a quarter's points go into the year: the share that a clause states, else the question."""
        stated = [(key, re.search(r"(\d+)\s*[%％][^，,。；;]{0,6}(?:折|计入)", key[1])) for key in self.cited]
        key, share = next(((key, found[1]) for key, found in stated if found), (None, ""))
        asked = {CONFIRM: f"第{key[0]}行“{shortened(key[1])}”：各季度得分平均后按 {share}% 折入年度。"} if key else {}
        values = {
            "id": "Y1", "name": "季度得分折入年度", "by": "mean",
            "clause": self._clause(*key) if key else self._first("后果"),
            "share": int(share) / 100 if key else f"{AWAITED}：按季度的后果要写明季度得分怎样折入年度，70% 写 0.7",
        }  # fmt: skip
        yield from _table("[[carry]]", values | asked)

    def target_rows(self) -> Iterator[str]:
        """Yield who has which task: the table's rows, else a row for each unit of the kinds that report."""
        leads = self._who.leads
        twice = Counter((one.group, one.lead_unit, one.scope) for one in leads)
        if leads and max(twice.values()) == 1:
            for one in leads:
                scope = {"scope": one.scope, "keywords": [one.scope.removesuffix("项目")]} if one.scope else {}
                yield from _table("[[target_row]]", {"group": one.group, "lead_unit": one.lead_unit, **scope})
            return
        kinds = list(dict.fromkeys([*(one.kind for one in self._who.nameless), *(one.kind for one in self._who.named)]))
        towns = [kind for kind in kinds if kind == TOWNS or re.search("专班|部室|落户地", kind)] or kinds
        for kind in towns or [f"{AWAITED}：哪一类单位领任务，写 units.csv 里的类别"]:
            yield from _table("[[target_row]]", {"group": f"各{kind}" if kind in towns else "各单位", "each": kind})

    def _rule(self, one: Proposal) -> Iterator[str]:
        asked = {CONFIRM: one.question} if one.ask else {}
        yield from _table(f"[[{one.kind}]]", {**one.values, "clause": self._clause(one.line, one.quote), **asked})


def common_readings() -> list[Reading]:
    """Return the readings that the program asks of every rulebook, with the words of the first shipped one."""
    shipped = [{one.id: one for one in load_shipped(id).readings} for id in scheme_ids()]
    return [one for id, one in shipped[0].items() if id in KNOWN_READINGS and all(id in known for known in shipped)]


def _table(head: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs(values, head=f"\n{head}")


def _pairs(values: Mapping[str, Any], head: str = "") -> Iterator[str]:
    if head:
        yield head
    for key, value in values.items():
        if isinstance(value, list) and len(value) > 1 and len(str(value)) > 100:
            yield f"{key} = [\n" + "".join(f"  {inline(one)},\n" for one in value) + "]"
        else:
            yield f"{key} = {inline(value)}"
