"""How far has the project come, by what the clerk wrote? 「已签约，尚未开工」 is 签约."""

import re
from functools import lru_cache

from toolkit.intake.reading import compact
from toolkit.model.stages import STAGES

# Words that claim a stage. What merely contains them (施工许可证) is taken out first.
CLAIMS = {
    "投产": re.compile(r"投产|竣工|完工|建成|试生产|试运营|试运行|运营|营业|开业|投入使用|达产"),
    "开工": re.compile(
        r"开工|在建|动工|施工|建设中|正在建设|续建|封顶|主体|装修|设备安装|安装调试|厂房建设|土建|打桩|桩基"
    ),
    "注册": re.compile(r"注册|工商登记|营业执照|公司成立|成立公司"),
    "签约": re.compile(r"签约|签订|签署|已签|签了"),
    "在谈": re.compile(r"在谈|洽谈|对接|考察|意向|前期|跟踪|谈判|筹备|磋商|拟签"),
}
NOT_A_CLAIM = re.compile(r"施工许可证?|施工图纸?|开工许可证?|开工手续|竣工图|框架协议")
# Before the word, in the same clause: not yet, or only meant to be.
DENIED = re.compile(r"未|没|不|待|拟|预计|计划|准备|即将|将于|将|争取|力争|正在办理|正办理|办理中|筹备|等待|具备")
CLAUSES = re.compile(r"[,，。;；、\n]|但|并|后|，")


@lru_cache(maxsize=8192)
def read_stage(text: str) -> str | None:
    """Return the highest stage that a progress note claims, or ``None`` if it claims none.

    >>> read_stage("已签约，尚未开工"), read_stage("未开工"), read_stage("主体已封顶，预计8月投产")
    ('签约', None, '开工')
    """
    claimed: set[str] = set()
    for clause in CLAUSES.split(compact(NOT_A_CLAIM.sub("", text))):
        for stage, words in CLAIMS.items():
            for match in words.finditer(clause):
                before = clause[: match.start()]
                if not DENIED.search(before) or stage == "在谈":
                    claimed.add(stage)
    return next((stage for stage in reversed(STAGES) if stage in claimed), None)
