"""Which deadlines, trips, approvals, meetings, points and consequences does a sentence ask for? One proposal each."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from toolkit.model.expressions import expression
from toolkit.schemes.drafting.paper import Sentence
from toolkit.schemes.drafting.proposal import Proposal

_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_N = r"(\d+|[一二两三四五六七八九十]+)"
_SPANS = (
    ("每半年", "half_year"),
    ("每(?:个)?季度?|每季", "quarter"),
    ("每(?:个)?月|每月|次月", "month"),
    ("每年|年度", "year"),
)
_DAY = expression(
    rf"(每(?:个)?月|每(?:个)?季度?|每半年|每年|次月|下月|当月|季度次月|[每于]*季末)[^，,。；;\d一二三四五六七八九十]{{0,8}}{_N}\s*(?:日|号)(?:之?前|以前|前)?"
)
_AFTER = expression(
    rf"([^，,。；;、]{{2,14}}?)(?:结束|完成|签约|返回|发生|活动)?(?:后|之日起)[^，,。；;\d]{{0,3}}{_N}\s*(?:个)?(工作日|天|日)(?:之?内)"
)
_TO = expression(
    r"(?:报送?|报至|送|汇报|报告|上报)(?:给|到|至|经)?([^，,。；;、(（]{2,20}?(?:办公室|中心|局|部|办|领导小组|委员会|政府|专班|组))"
)
_TABLE = expression(r"统计表|报表|进展|月报|统计|情况")
_THING = expression(
    r"(?:将|报送|上报|提交)(?:上月|本月|当月|上季度|本季度|上一季度)?([^，,。；;、]{2,20}?)(?=(?<!汇)报(?!告|表)|送|至|给|$|[，,、。；;])"
)
_OUT = expression(r"外出|赴外|外地|走出去|带队|考察|拜访")
_TIMES = expression(
    rf"(?:不少于|不得少于|不低于|至少|达到|开展|组织|外出)?[^，,。；;\d一二两三四五六七八九十]{{0,12}}?{_N}\s*(次|家|条|天|批)"
)
_MEASURES = {"次": "trips", "批": "trips", "家": "visits", "条": "leads", "天": "days"}
_APPROVED = expression(
    r"(?:须|需|应|要)?(?:报经?|经|由|送)([^，,。；;、(（]{2,18}?)((?:审核|审查)?(?:批准|同意)|审批|审定|审核|批准)"
)
_FILED = expression(r"报([^，,。；;、(（报]{2,18}?)(?:备案|留存)")
_MEETING = expression(r"召开|调度|研判|督查|通报|例会|会商|讲评|评分|总结")
_SESSION = expression(r"[^，,。；;、(（“”]{0,12}(?:例会|会议|调度会?|研判|督查|通报|讲评|评分|总结会?)")
_LAST = expression(rf"(?:排名)?(?:全[县市区])?(?:末|倒数|后)(?:{_N}[、和](?:第)?{_N}|第?{_N})?[名位]?")
_FIRST = expression(rf"(?:排名)?(?:前|第)({'|'.join('一二两三四五六七八九十')}|\d+)[名位]")
_BELOW = expression(r"(?:低于|不足|不到)\s*(\d+)\s*分")
_ACTS = expression(
    r"约谈|问责|诫勉谈话|诫勉|表态发言|通报批评|通报表扬|调整分工|一票否决|取消[^，,。；;]{0,8}资格|检讨|表扬|黄牌警告"
)
_RUN = expression(rf"连续{_N}(?:个)?(年度?|季度|个季度|次)")
_EACH = expression(r"每([^，,。；;、每]{2,24}?)[，,]?\s*(?:可)?(得|加|扣|减|记|计)\s*(\d+(?:\.\d+)?)\s*分")
# 90分以上为优秀, 80—89分评为良好, 60分以下不合格.
_GRADED = expression(
    r"(\d+)\s*分?(?:[（(]含[)）])?\s*(以上|以下|[—－\-–~～至到]\s*\d+\s*分)[^，,。；;、\d]{0,8}?"
    r"[“\"]?(优秀|良好|不合格|基本合格|合格|较差|差)"
)
_MOST = expression(r"(?:最高|最多|上限|不超过|封顶)[^，,。；;\d]{0,4}(\d+(?:\.\d+)?)\s*分")
_WHO = expression(
    r"([^，,。；;、(（]{0,6}(?:县长|市长|区长|书记|领导小组|政府|委|办公室|督查室|主任|纪委监委))(?=约谈|对|启动|责令|进行|予以|给予)"
)


def practice(sentences: Iterable[Sentence], office: str) -> Iterator[Proposal]:
    """Yield what each sentence asks for beside aims; a sentence may ask for several things."""
    for one in sentences:
        if one.tag:
            for read in (_deadline, _quota, _route, _meeting, _consequence, _score, _grade):
                yield from read(one, office)


def number_of(word: str) -> int:
    """Return a written number, Chinese or Arabic, 0 where it is none.

    >>> number_of("三"), number_of("12"), number_of("二十八"), number_of("十五")
    (3, 12, 28, 15)
    """
    if word.isdecimal():
        return int(word)
    tens, _, ones = word.rpartition("十")
    if "十" in word:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return _DIGITS.get(word, 0)


def _span(quote: str, default: str = "month") -> str:
    return next((name for sign, name in _SPANS if re.search(sign, quote)), default)


def _asks(sentence: Sentence, kind: str, values: dict[str, Any], how: str, words: str = "") -> Proposal:
    return Proposal(kind, values, sentence.line, sentence.quote, how, words.strip())


def _deadline(sentence: Sentence, office: str) -> Iterator[Proposal]:
    quote = sentence.quote
    said = _DAY.search(quote) or _AFTER.search(quote)
    to = _TO.search(quote, said.end()) or _TO.search(quote) if said else None
    receiver = to[1] if to else office
    if (found := _DAY.search(quote)) and re.search("报|送|提交|评分|通报|汇报", quote):
        day = number_of(found[2])
        late = bool(re.search("上月|次月|下月|上季", quote)) or (
            day <= 15 and "本月" not in quote and "当月" not in quote
        )
        every, table = _span(found[1] if "次月" not in found[1] else quote), bool(_TABLE.search(quote))
        values = {
            "id": "statistics" if table and every == "month" else "", "what": _what(quote),
            "rule": "day_of_month", "day": min(max(day, 1), 31),
            "months_after": int(late), "every": every, "sender": _sender(quote, found.start()), "receiver": receiver,
        }  # fmt: skip
        which = {"month": "每月的", "quarter": "每季度的", "half_year": "每半年的", "year": "全年的"}[every]
        yield _asks(
            sentence,
            "deadline",
            values,
            f"{which}，{'次' if late else '当'}月{day}日前由{values['sender']}报{receiver}。",
        )
    elif (after := _AFTER.search(quote)) and re.search("报|送|提交", quote):
        days = number_of(after[2])
        if 0 < days < 366:
            values = {
                "id": "", "what": _what(quote), "rule": "after_event", "days": days, "working": after[3] == "工作日",
                "sender": _sender(quote, after.start()), "receiver": receiver,
            }  # fmt: skip
            yield _asks(
                sentence,
                "deadline",
                values,
                f"{after[1].strip()}后{days}个{'工作日' if values['working'] else '自然日'}内。",
            )


def _what(quote: str) -> str:
    held = _THING.search(quote)
    return held[1].strip("了的") if held else "招商引资项目统计表" if _TABLE.search(quote) else "书面报告"


def _sender(quote: str, before: int) -> str:
    held = re.search(
        r"(?:各[^，。；每于]{1,12}|[^，,。；;]{2,12}(?:组|专班|单位|部门|局|部))(?=每|于|要|须|应|在|$)",
        quote[: before + 2],
    )
    return re.sub(r"^[〔\[（(][^〕\])）]*[〕\])）]", "", held[0]).strip("须应要于") if held else "各单位"


def _quota(sentence: Sentence, _: str) -> Iterator[Proposal]:
    quote = sentence.quote
    if not _OUT.search(quote) or not re.search("每|不少于|不得少于|至少", quote) or _EACH.search(quote):
        return
    for part in re.split(r"[；;，,。]", quote):
        times = _TIMES.search(part) if re.search("不少于|不得少于|至少|不低于|一次|\\d\\s*次", part) else None
        if times is None or not number_of(times[1]):
            continue
        each = "trip" if re.search("每次", quote) else _span(part if "每" in part else quote, "year")
        role = next((one for one in ("主要负责人", "分管负责人") if one in part), "")
        measure = _MEASURES[times[2]]
        if (measure, each) == ("days", "trip") or (measure, each) == ("trips", "trip"):
            continue
        values = {"id": "", "what": part.strip()[:24], "measure": measure, "minimum": number_of(times[1]), "per": each}
        if role:
            values["role"] = role
        yield _asks(
            sentence, "quota", values, f"{part.strip()}，按单位核对，不到{number_of(times[1])}{times[2]}的提醒。", part
        )


def _route(sentence: Sentence, office: str) -> Iterator[Proposal]:
    quote = sentence.quote
    if not _OUT.search(quote) and not re.search("行程", quote):
        return
    steps = [[_who(who), action] for who, action in _APPROVED.findall(quote) if len(who) < 16]
    if not steps:
        return
    rank = next((one for one in ("处级", "科级") if one in quote), "不限")
    filed = _FILED.search(quote)
    told = "，".join(f"{who}{action}" for who, action in steps)
    values = {"rank": rank, "steps": steps, "filed_with": filed[1] if filed else office}
    yield _asks(sentence, "route", values, f"外出的审批程序，带队领导{rank}：{told}，{values['filed_with']}备案。")


def _who(words: str) -> str:
    return re.sub(r"^(?:经|报|由|须|需)+", "", words).strip()


def _meeting(sentence: Sentence, office: str) -> Iterator[Proposal]:
    quote = sentence.quote
    if not _MEETING.search(quote) or re.search("每[^，,。；;]{0,6}(?:报送|参加)", quote):
        return
    for part in re.split(r"[；;，,]", quote):
        held = re.search("每(?:个)?(?:月|季度?|半年|年)", part)
        session = _SESSION.search(part, held.end()) if held else None
        if held and session:
            chair = re.sub(r"^.*(?:由|要)", "", part[: held.start()].strip())
            chair = (
                chair
                if re.search("(?:中心|局|组|办公室|委|部|县长|副县长|区长|召集人)$", chair) and len(chair) < 18
                else office
            )
            what = (
                re.sub(
                    r"^(?:每?(?:个)?(?:月|季度|半年|年)(?:度|末|底)?|召开|进行|组织|开展|一次|[一1]次)+",
                    "",
                    session[0].strip(),
                )
                or session[0]
            )
            values = {"id": "", "what": what[:20], "every": _span(held[0]), "chair": chair}
            yield _asks(sentence, "meeting", values, f"{held[0]}一次{what[:20]}，由{chair}召集。", part)


def _consequence(sentence: Sentence, _: str) -> Iterator[Proposal]:
    above = ""
    for part in _cases(sentence.quote):
        acts = _ACTS.findall(part)
        if not acts:
            continue
        values: dict[str, Any] = {"id": "", "name": acts[0]}
        last, first = _LAST.search(part), _FIRST.search(part)
        below = _BELOW.search(part)
        if below:
            values["below"] = int(below[1])
        elif first and "表扬" in part:
            values["best"] = number_of(first[1])
        elif last and (last[0] != "后"):
            values["worst"] = max((number_of(one) for one in last.groups() if one), default=1)
        else:
            continue
        quarter = "季度" in part or ("季度" in above and "年" not in part)
        values["every"] = "quarter" if quarter else "year"
        if run := _RUN.search(part):
            values["years"] = number_of(run[1])
        by = _WHO.search(part)
        values |= {
            "on": _on(part),
            "by": (by[1].removeprefix("由") if by else "") or "<office>",
            "action": part.strip()[:60],
        }
        above = part
        yield _asks(sentence, "consequence", values, f"{_condition(values)}的，{'、'.join(acts)}，只作建议。", part)


def _cases(quote: str) -> list[str]:
    """Return the sentence's cases: each begins with a condition (a place, a number of points), and runs to the next."""
    cases: list[str] = []
    for part in re.split(r"[；;，,]", quote):
        begins = _LAST.search(part) or _FIRST.search(part) or _BELOW.search(part)
        if begins or not cases:
            cases.append(part)
        else:
            cases[-1] += f"，{part}"
    return cases


def _on(part: str) -> str:
    return next((one for one in ("主要负责人", "分管负责人", "责任领导", "牵头县领导") if one in part), "该单位")


def _condition(values: dict[str, Any]) -> str:
    span = "季度" if values["every"] == "quarter" else "年度"
    run = f"连续{values['years']}个{span}" if "years" in values else span
    if "below" in values:
        return f"{run}低于{values['below']}分"
    return f"{run}{'后' if 'worst' in values else '前'}{values.get('worst', values.get('best'))}名"


def _score(sentence: Sentence, _: str) -> Iterator[Proposal]:
    for found in _EACH.finditer(sentence.quote):
        points = float(found[3]) if "." in found[3] else int(found[3])
        said = re.sub(r"^(?:季度|月|年)", "", found[1]).strip()
        before = re.split(r"[，,；;。]", sentence.quote[: found.start()].rstrip("，,；; "))
        above = re.sub(r"^\s*(?:[（(]?\d+[)）.、]|\d+\s+)", "", before[0]).strip()
        event = (above if len(before) > 0 and len(above) > 5 and len(said) < 12 else said)[:20]
        step = re.search(_N, said)
        most = _MOST.search(sentence.quote[found.end() : found.end() + 30])
        values: dict[str, Any] = {
            "id": "", "name": event, "kind": {"加": "加分", "扣": "扣分", "减": "扣分"}.get(found[2], "基础分"),
            "source": "events",
            "event": event, "points": points, "every": _span(sentence.quote, "year"),
        }  # fmt: skip
        if step and number_of(step[1]) > 1 and not re.search("万|亿", said):
            values["step"] = number_of(step[1])
        if most:
            values["cap"] = float(most[1]) if "." in most[1] else int(most[1])
        how = f"每{said}{found[2]}{points:g}分，按件登记在计分台账，事项写“{event}”。"
        if re.search("签约|引进|落地|开工|投产", sentence.quote):
            how += '要从项目台账自动计的，source 改成 "ledger"，见《规则怎么写》。'
        yield _asks(sentence, "score", values, how)


def _grade(sentence: Sentence, _: str) -> Iterator[Proposal]:
    for found in _GRADED.finditer(sentence.quote):
        least, name = int(found[1]), found[3]
        values: dict[str, Any] = {"id": "", "name": name, "every": "year"}
        if found[2] == "以下":
            how = f"不到{least}分的定“{name}”：等次从好到差依次写，最后一个不写条件。"
        else:
            values["least"] = least
            how = f"总分{least}分以上的定“{name}”；限名额的加 share 或 best，晋档、降档写 [[grade_change]]。"
        yield _asks(sentence, "grade", values, how, found[0])
