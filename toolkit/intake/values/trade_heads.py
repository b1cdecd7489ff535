"""Is what stands behind the last known word of a 行业 or a name understood? Else the word may be no more than its object.

What a text says stands at its end: 电梯 is made, 电梯安装 is not, and of 电梯消杀 nobody knows.  A tail is understood where
it says nothing (二期扩建项目) or plainly names a thing (光伏支架, 汽车座垫); any other leaves the text in doubt.
"""

from toolkit.model.expressions import expression

_SAYS_NOTHING = expression(
    r"(?:行业|产业链?|业|类|系列|项目|建设|新建|改?扩建|迁建|(?:技术)?改造|技改|升级|搬迁|扩产|增产|增效|扩容|配套|综合|一体化|示范|现代"
    r"|智能化?|数字化?|绿色|新型|高端|工程(?=项目)|厂房?|工厂|线|产线|基地|园区?|集群|总部|公司|有限|责任|股份|集团|研发|企业|标准化?|产销|供销"
    r"|及?其他|及其|相关|[及其和与等、,;（）()“”#—·-]|第?[一二三四五]期|[\dA-Za-z.]++|[年产万亿吨米套台件条只个亩号栋方])*+"
)
# How a thing is made: 单板剪切拼接.
_WORKED = expression(
    r"(?:剪切|拼接|切割|分切|切片|压贴|贴面|覆膜|涂装|涂布|裁剪|缝制|缝纫|焊接|打磨|抛光|烘干|干燥|热压|压制|压延|成型|灌装|分装|冲压|挤出|挤压|拉丝|浸渍"
    r"|复合|蒸煮|发酵|烘烤|熏制|腌制|提取|萃取|合成|聚合|造粒|破碎|粉碎|研磨|洗选|煅烧|烧制|改性|改装|总装|封装|铸压|蚀刻)+"
)
_THING = expression(
    r"(?:[件品器具械材料备机剂板管缆编丝网杯瓶盒箱袋膜纸布衣裤鞋帽包灯泵阀芯片块粒粉液油膏胶漆砖架柜桌椅床门窗车船轮轴壳体座垫套罩盘仪镜球刀"
    r"钉扣链盖桶罐炉锅碗筷辊棒杆柱梁箔锭坯珠酸碱盐醇酯醛烯烷糖酱醋茶酒饼糕面肉圈环带绳簧]|管道|包装|模组|单元|系统|装饰|玻璃)$"
)
# Goods of a trade that makes nothing (教育装备, 旅游商品) are made by one and sold by another.
_GOODS = expression(r"[品具械材料备]$|(?:仪器|货架|机器)$")
_BACK = expression(r"(?:行业|产业|业|类|系列|项目|[一二三]期)+$")


def is_understood(tail: str, made: bool) -> bool:
    """Return whether a tail leaves the word before it what it says: a thing that is ``made``, or what else is done.

    >>> [is_understood(tail, True) for tail in ("", "二期扩建项目", "座垫", "安装", "小镇", "竞技")]
    [True, True, True, False, False, False]
    >>> [is_understood(tail, False) for tail in ("管理", "装备")]
    [True, False]
    """
    bare = _BACK.sub("", tail)
    if not made:
        return not _GOODS.search(bare)
    return bool(_SAYS_NOTHING.fullmatch(_WORKED.sub("", bare)) or _THING.search(bare))


def says_nothing(words: str) -> bool:
    """Return whether words that are left of a text add nothing to it."""
    return bool(_SAYS_NOTHING.fullmatch(words))
