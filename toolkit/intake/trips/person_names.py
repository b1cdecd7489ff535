"""Does a word look like a person's name, a unit, a post, or a name with its title?"""

from collections.abc import Set as AbstractSet

from toolkit.model.expressions import expression

# The surnames of nearly everybody; a name of two or three characters with another one is asked about.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓"
    "牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向"
    "古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢"
    "关蒯相查后荆红游竺权逯盖益桓公晋楚闫法汝鄢涂钦归海岳帅缑亢况有商牟佘佴伯赏墨哈谯笪年爱阳佟言福覃植仝肖付代覃粟隋"
    "迟苟来多占原区苑展邸展揭税保丛官战门折揣仉楼鹿宾冼岩依侬壮刀罕玉黑撒买妥锁者禤"
)
_COMPOUNDS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里"
    "呼延东郭南门羊舌微生公户公玉公仪梁丘公仲公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙南荣东里东宫仲长子书子桑即墨淳于完颜纳兰耶律叶赫"
)
_COMPOUND = frozenset(map("".join, zip(_COMPOUNDS[::2], _COMPOUNDS[1::2], strict=True)))
_LATIN = expression(r"[A-Za-z][A-Za-z.'’ -]{1,30}")
_WITH_DOT = expression(r"[\u4e00-\u9fff]{1,8}(?:[·•．・][\u4e00-\u9fff]{1,8}){1,3}")
_HAN = expression(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_UNIT_END = (
    "人民政府|政府|党委|县委|市委|区委|乡|镇|街道|村|局|委员会|委|办公室|办|中心|部|科|股|处|室|所|站|队|院|校|会|社|厅|公司|集团|银行|协会|商会"
    "|工商联|联合会|园区|开发区|管委会|园|场|厂|企业|支部|窗口|专班|招商组|小组|组|县|市|区|国资|城投|农投|产投"
)
_PREFIX = (
    "党组|党委|党支部|常务|副|正|原|代理|代|主持工作的?|[一二三四]级|首席|挂职|兼职?|驻[京沪粤深]?|招商|项目|综合|财务|市场|办公室"
    "|工会|业务|行政|技术|高级|中级|初级|助理|安全|宣传|统战|组织"
)
_POST = (
    r"书记|主任科员|主任|局长|处长|科长|股长|部长|会长|院长|校长|所长|站长|队长|组长|县长|市长|区长|镇长|乡长|村长|厅长|省长|州长|室长|行长|厂长"
    r"|场长|社长|董事长|秘书长|理事长|调研员|巡视员|主席|常委|委员|代表|总监|总经理|经理|总裁|总工程师|总工|工程师|经济师|会计师|律师|技师|农艺师"
    r"|会计|出纳|秘书|文秘|科员|办事员|干事|专干|干部|职员|职工|员工|专员|专责|联络员|联络人|联系人|业务员|讲解员|驾驶员|司机|翻译|记者|摄影师?|摄像"
    r"|顾问|专家|教授|研究员|讲师|医生|工作人员|负责人|责任人|经办人|主管|主办|股东|法人"
    r"|队员|成员|助理|文员|协管员|指导员|信息员|辅导员|管理员|实习生|选调生"
)
_UNIT_POST = expression(
    rf"^(?P<unit>.*(?:{_UNIT_END}))?(?P<post>(?:{_PREFIX})*(?:{_POST})(?:[、/兼](?:{_PREFIX})*(?:{_POST}))*)$"
)
_UNIT = expression(rf"^[\u4e00-\u9fffA-Za-z0-9]{{1,30}}(?:{_UNIT_END})$")
# What is no name, though it is as long as one: whoever it is, is still to be asked.
_NOBODYS = expression(
    rf"(?:{_POST})$|同志|先生|女士|小姐|师傅|老师|人员|随行|陪同|领导|待定|另定|未定|若干|其他|司机|单位|部门|一行|[一二两三四五六七八九十\d]+[人名位]"
    r"|[局处科部县镇乡区市院校所总工董]长?$"
)
_CALLED = expression(r"^[老小阿大].$")


def is_name(word: str) -> bool:
    """Tell whether a word without spaces is a person's whole name.

    >>> [is_name(word) for word in ("陶思远", "欧阳明月", "小李", "王局长", "司机", "张三李四")]
    [True, True, False, False, False, False]
    """
    if _WITH_DOT.fullmatch(word) or _LATIN.fullmatch(word):
        return True
    if not _HAN.fullmatch(word) or _NOBODYS.search(word) or _CALLED.match(word):
        return False
    if word[:2] in _COMPOUND:
        return len(word) > 2
    if word[0] not in _SURNAMES:
        return False
    # Four characters are a name where the wife bears both surnames; else they may be two people.
    return len(word) < 4 or (word[1] in _SURNAMES and word[2] not in _SURNAMES and not _UNIT.match(word))


def unit_and_post(words: str) -> tuple[str, str]:
    """Return the unit and the post of words in brackets or before a colon, '' for what they do not name.

    >>> unit_and_post("县投促中心翻译"), unit_and_post("副局长"), unit_and_post("县财政局")
    (('县投促中心', '翻译'), ('', '副局长'), ('县财政局', ''))
    """
    if match := _UNIT_POST.match(words):
        return match["unit"] or "", match["post"]
    return (words, "") if _UNIT.match(words) else ("", "")


def untitled(words: str, known: AbstractSet[str]) -> tuple[str, str, str] | None:
    """Return name, unit and post of 「县林业局局长张三」 or 「张三局长」; ``None`` where it is uncertain.

    >>> untitled("县林业局局长张三丰", set()), untitled("张三丰局长", set()), untitled("张局长", set())
    (('张三丰', '县林业局', '局长'), ('张三丰', '', '局长'), None)
    """
    readings = set()
    for length in (2, 3, 4):
        for name, title in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if not title or not (name in known or is_name(name)):
                continue
            unit, post = unit_and_post(title.removesuffix("同志"))
            if unit or post or title == "同志":
                readings.add((name, unit, post))
    certain = {reading for reading in readings if reading[0] in known} or readings
    return certain.pop() if len(certain) == 1 else None
