"""The lines of 附件2 that clerks leave in: example rows, placeholder rows, notes."""

from writing.grid import Value

SAMPLE_ROWS: tuple[dict[str, Value], ...] = (
    {
        "number": "例：",
        "industry": "房地产业",
        "name": "集美江山项目",
        "investor": "柳州鹿寨金润房地产开发有限公司",
        "invest": 10,
        "source": "重庆",
        "contact": "韦安",
        "phone": "180×××",
        "entry": "2022年",
        "progress": "已开工",
    },
    {
        "number": 2,
        "industry": "林木业",
        "name": "旋切基地配套项目",
        "investor": "广西畔森装饰材料有限公司",
        "invest": 0.5,
        "source": "山东",
        "contact": "毛石玉",
        "phone": "189×××",
        "entry": "2022年",
        "progress": "已开工",
    },
)
PLACEHOLDER = "..."
NOTES = (
    "注：",
    "报送材料包括",
    "1. 统计表（附件）",
    "2. 企业营业执照复印件",
    "3. 法人身份证复印件",
    "企业营业执照和法人身份证复印件单独报送。",
)
SAMPLE_TITLE = "鹿寨县2022年招商引资项目统计表（样表）"
