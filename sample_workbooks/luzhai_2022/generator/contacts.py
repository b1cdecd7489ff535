"""Whom the office writes to: unit, person, mailbox."""

CONTACTS = (
    ("鹿寨镇", "龙思齐", "luzhaizhen"),
    ("中渡镇", "巫静姝", "zhongdu"),
    ("寨沙镇", "申屠云", "zhaisha"),
    ("平山镇", "幸予安", "pingshan"),
    ("黄冕镇", "阳朔川", "huangmian"),
    ("四排镇", "蒙若溪", "sipai"),
    ("江口乡", "滕一舟", "jiangkou"),
    ("导江乡", "农知秋", "daojiang"),
    ("拉沟乡", "盘小溪", "lagou"),
    ("鹿寨经开区管委", "侯映川", "jingkaiqu"),
    ("县科工贸局", "盘若水", "kegongmao"),
    ("县农业农村局", "米嘉言", "nongye"),
    ("县林业局", "罗婉清", "linye"),
    ("县住建局", "邬明远", "zhujian"),
    ("县文体广旅局", "卓清欢", "wenlv"),
    ("县投促中心", "陶思远", "toucu"),
    ("县政府办", "言立诚", "zhengfuban"),
)
