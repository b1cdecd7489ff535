"""Does an approver's opinion approve, refuse, put off, or leave it open?"""

from enum import StrEnum

from toolkit.model.expressions import expression
from toolkit.model.ticks import ticks_of


class Verdict(StrEnum):
    """The verdict of an opinion; only APPROVED lets a trip go."""

    APPROVED = "approved"
    REFUSED = "refused"
    POSTPONED = "postponed"
    UNCLEAR = "unclear"


_CLAUSE = expression(r"[，。；：！、,;:!\s\u3000]+")
# Phrases that contain the words of a verdict without being one: 「无不同意见」 does not refuse.
_NO_VERDICT = expression(r"(?:无|没有|未提出?|不持)(?:其他|任何)?(?:不同|异|反对)?(?:意见|异议)|不同意见|未尽事宜")
_AGREE = r"(?:同意|批准|核准|照准|准予|准许|准许|许可|通过|审批同意|赞成|认可)"
_REFUSED = expression(
    r"(?:不|未|没有?|无法|难以|勿|莫|毋)(?:再|予以?|能|可|宜|应|便|得|拟|敢)*"
    rf"(?:{_AGREE}|批(?!评)|准(?=$|外出|前往|成行|出行|此行)|(?:行|可|办理)$|安排|成行|外出|前往|支持)"
    r"|否决|驳回|退回|打回|拒绝|取消|撤回|作废|终止|中止|免去|^否$|^不行|^不可"
    r"|重新(?:申报|申请|报批|上报|提交|报|拟|研究|安排)|(?:再|重|另)报"
    r"|(?:修改|调整|补充|完善|核实|压缩|精简|细化).*?后?(?:再|另|重新|方可)行?(?:报|议|批|办|审|提交|上报|申报)"
)
_POSTPONED = expression(
    r"缓(?:行|办|议|批|报|期|$)|暂(?:缓|停|不|且|时不|予?搁置)|推迟|推后|延期|延后|延迟|改期|改日|改天|择期|择日|搁置"
    r"|再议|再定|再说|另行(?:安排|研究|通知|商定|商议)|以后再|下(?:个?月|次|周|步|季度)再"
    r"|(?:待|等).+?(?:后|时)(?=再|议|定|研究|批|考虑|前往|外出|成行|$)|^待(?:定|议|批|研究)"
)
# Passed on to somebody else: 「请…研究」 alone decides nothing, 「请…研究落实」 is an order.
_PASSED_ON = expression(
    r"(?:请|呈|报|转|送|提请|建议|商|由).{0,16}"
    r"(?:审[定批示核阅查]|[阅批]示|阅[批处研]|核[批处定]|[定裁]夺|裁定|决定|酌[定情处]|提出意见|签[批署]|把关|会签)"
    r"|(?:请|呈|报|转|提请|建议).{0,16}(?:研究|商|核)(?!落实|办理|执行|部署|安排|做好|推进|制定)"
)
# Not yet, only in part, not by this person, or only under a condition.
_NOT_YET = expression(
    r"(?:拟|建议|原则|基本|初步|大体|口头|暂|可考虑|倾向|部分|有条件|附条件|个人|仅|只|是否|能否|可否|应否|如|若|倘|视|除"
    rf"|要是|万一).{{0,12}}{_AGREE}|(?:报|经|待|须|需|请|呈|提请|征得|未经|等|由|俟).{{0,16}}{_AGREE}"
    rf"|(?<!同)(?:后|时)(?:再|方|方可|可|即|即可)?{_AGREE}|{_AGREE}.*吗|？"
)
# 「经研究同意」 is a decision of one's own.
_OWN = expression(rf"^(?:已)?经(?:[^，。]{{0,10}}?)(?:研究|讨论|审议|审核|审查|核实|会议)(?:决定)?(?={_AGREE})")
# One of the choices that a box offers, left without a tick beside one that has it.
_CHOICE = expression(rf"不?(?:予|准)?(?:{_AGREE}|批准)|退回(?:修改)?|缓(?:行|办)|暂缓")
_APPROVED = expression(rf"{_AGREE}|^准$")


def opinion_in(text: str) -> str:
    """Return an opinion once its ticks are read: what was ticked, and what was written beside the choices.

    >>> opinion_in("☑同意　□不同意，请控制经费。"), opinion_in("同意√　不同意"), opinion_in("□同意　□不同意")
    ('同意，请控制经费', '同意', '')
    """
    ticks = ticks_of(text)
    if not ticks.marked:
        return text
    return "，".join((*ticks.on, *(word for word in ticks.plain if not _CHOICE.fullmatch(word))))


def verdict_of(words: str) -> Verdict | None:
    """Return an opinion's verdict, or ``None`` where it says nothing; ticks are read first.

    Only a plain 同意 or 批准 (核准, 准予 …) approves, and only where no other words of the opinion contradict it.

    >>> [verdict_of(words).value for words in ("同意。请控制经费。", "不同意，请调整后再报。", "缓行。", "拟同意。")]
    ['approved', 'refused', 'postponed', 'unclear']
    """
    text = _NO_VERDICT.sub(" ", opinion_in(words))
    clauses = [clause for clause in _CLAUSE.split(text.replace("?", "？")) if clause]
    if not clauses:
        return Verdict.UNCLEAR if words.strip() else None
    said = {_clause(clause) for clause in clauses}
    if Verdict.APPROVED in said:
        others = said - {Verdict.APPROVED, None}
        return Verdict.UNCLEAR if others else Verdict.APPROVED
    for verdict in (Verdict.REFUSED, Verdict.POSTPONED):
        if verdict in said:
            return verdict
    return Verdict.UNCLEAR


def _clause(clause: str) -> Verdict | None:
    clause = _OWN.sub("", clause)
    if _REFUSED.search(clause):
        return Verdict.REFUSED
    if _POSTPONED.search(clause):
        return Verdict.POSTPONED
    if _PASSED_ON.search(clause) or _NOT_YET.search(clause):
        return Verdict.UNCLEAR
    return Verdict.APPROVED if _APPROVED.search(clause) else None
