"""Which province does money come from? The provinces' names, and a tile grid to draw them."""

# Province → (row, column) of its tile: neighbours on the map are neighbours on the grid, north on top.
TILES: dict[str, tuple[int, int]] = {
    "黑龙江": (0, 8),
    "内蒙古": (1, 6),
    "吉林": (1, 8),
    "新疆": (2, 1),
    "甘肃": (2, 3),
    "宁夏": (2, 4),
    "山西": (2, 5),
    "河北": (2, 6),
    "北京": (2, 7),
    "辽宁": (2, 8),
    "西藏": (3, 1),
    "青海": (3, 2),
    "陕西": (3, 4),
    "河南": (3, 5),
    "山东": (3, 6),
    "天津": (3, 7),
    "四川": (4, 3),
    "重庆": (4, 4),
    "湖北": (4, 5),
    "安徽": (4, 6),
    "江苏": (4, 7),
    "上海": (4, 8),
    "云南": (5, 3),
    "贵州": (5, 4),
    "湖南": (5, 5),
    "江西": (5, 6),
    "浙江": (5, 7),
    "广西": (6, 4),
    "广东": (6, 5),
    "福建": (6, 6),
    "台湾": (6, 8),
    "海南": (7, 4),
    "澳门": (7, 5),
    "香港": (7, 6),
}
UNKNOWN_PROVINCE = "未写明"


def province_of(source: str | None) -> str:
    """Return the province that a 投资来源 names, 「境外」 and the like included as they stand, else 未写明.

    Only what is written counts: a city alone names no province here.

    >>> province_of("广东佛山"), province_of("内蒙古自治区"), province_of("佛山"), province_of(None)
    ('广东', '内蒙古', '未写明', '未写明')
    """
    return next((name for name in TILES if name in (source or "")), UNKNOWN_PROVINCE)
