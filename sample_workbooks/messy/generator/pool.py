"""Which invented projects fill the workbooks? Firms, people and telephone numbers here belong to nobody."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

YI = 100_000_000
WAN = 10_000

PRODUCTS = {
    "林木加工业": ["旋切单板加工", "年产8万立方米生态胶合板", "实木家具配件", "竹木复合板材", "林木深加工"],
    "汽车零部件": ["商用车车架冲压件", "汽车线束生产", "新能源汽车电机壳体", "汽车内饰件", "商用车共享零部件配套"],
    "新材料": ["高性能碳酸钙粉体", "铝合金型材", "锂电池负极材料", "环保涂层材料", "石墨烯散热膜"],
    "化工": ["水性树脂生产", "绿色表面活性剂", "食品级磷酸盐", "精细化工中间体", "工业气体充装"],
    "表面处理": ["电镀集中加工", "阳极氧化生产线", "汽车件电泳涂装", "五金表面处理"],
    "商贸物流": ["冷链仓储物流园", "农产品批发市场", "商用车销售服务中心", "城乡快递分拨中心"],
    "农业": ["生猪屠宰及冷链加工", "蜜橙分选加工", "食用菌工厂化种植", "蚕桑丝绸加工", "中药材种植加工"],
    "文旅": ["温泉康养度假村", "乡村民宿集群", "喀斯特研学营地", "房车露营公园"],
    "房地产业": ["商住小区", "家居广场综合体", "康养社区"],
    "医疗器械": ["一次性医用耗材", "康复辅具生产", "体外诊断试剂"],
}
FIRM_KINDS = {
    "林木加工业": "木业", "汽车零部件": "汽车零部件", "新材料": "新材料", "化工": "化工科技",
    "表面处理": "表面处理科技", "商贸物流": "供应链管理", "农业": "农业发展", "文旅": "文化旅游投资",
    "房地产业": "房地产开发", "医疗器械": "医疗器械",
}  # fmt: skip
EMERGING = frozenset({"新材料", "医疗器械"})
SOURCES = (
    "广东", "浙江", "江苏", "山东", "福建", "上海", "重庆", "湖南", "湖北", "江西", "安徽", "四川",
    "广东佛山", "广东深圳", "浙江温州", "河北", "北京", "河南",
)  # fmt: skip
AMOUNTS_WAN = (
    500, 800, 1200, 2000, 3000, 3500, 5000, 5000, 6000, 8000, 10000, 10000, 12000, 15000, 18000, 20000,
    25000, 30000, 36000, 50000, 68000, 80000, 100000, 120000, 150000, 200000, 300000,
)  # fmt: skip
PROGRESS = (
    ("正在洽谈", "在谈"), ("已签约", "签约"), ("已签订投资协议", "签约"), ("已注册公司", "注册"),
    ("已完成工商注册", "注册"), ("已开工", "开工"), ("已开工", "开工"), ("正在建设", "开工"), ("在建", "开工"),
    ("已投产", "投产"), ("已竣工投产", "投产"),
)  # fmt: skip
BRAND_HEADS = "檀榛翎砚澜岚晗穗汀蓬鹭霁桁琮砾漪垚淼骐璟珑箬棣霖昀岑榆椿泓潼"
BRAND_TAILS = "屿栩朔垣牧砜澍芃堃昱圻湉琅棠野序秉衍迦禾锴铄榕樾沐峤岫珩珂淳"
FIRM_PLACES = ("广西", "柳州", "鹿寨", "广西鹿寨")
SURNAMES = "韦覃莫黄李陈罗蒙蓝潘梁廖谭卢吴周龙"
GIVEN = "之云平远庭松朗言行思若成川清明文书山石知其南舟"


@dataclass(frozen=True, slots=True)
class Project:
    """One invented project as its clerk means it, before it is typed into a cell."""

    industry: str
    name: str
    investor: str
    yuan: int
    source: str
    contact: str
    phone: str
    month: int
    progress: str
    stage: str | None

    @property
    def entry(self) -> str:
        """Return the month of entry in the contract's form."""
        return f"2022-{self.month:02d}"


def projects(seed: str, count: int, industries: tuple[str, ...] = ()) -> list[Project]:
    """Return `count` projects; the same seed gives the same ones, other seeds give others."""
    rng = random.Random(zlib.crc32(seed.encode()))
    return [_project(rng, rng.choice(industries or tuple(PRODUCTS))) for _ in range(count)]


def _project(rng: random.Random, industry: str) -> Project:
    brand = rng.choice(BRAND_HEADS) + rng.choice(BRAND_TAILS) + rng.choice(BRAND_TAILS)
    progress, stage = rng.choice(PROGRESS)
    return Project(
        industry=industry,
        name=f"{brand}{rng.choice(PRODUCTS[industry])}项目",
        investor=f"{rng.choice(FIRM_PLACES)}{brand}{FIRM_KINDS[industry]}有限公司",
        yuan=rng.choice(AMOUNTS_WAN) * WAN,
        source=rng.choice(SOURCES),
        contact=rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
        # 1990000NNNN is an unassigned block: right in form, reaching nobody.
        phone=f"1990000{rng.randrange(10_000):04d}",
        month=rng.randint(1, 5),
        progress=progress,
        stage=stage,
    )


def credit_code(serial: int) -> str:
    """Return a 统一社会信用代码 with right check characters and an organisation number that is not in use."""
    body = f"{serial:08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = (11 - sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11) % 11
    stem = f"91450223{body}{'X' if check == 10 else check}"
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(char) * pow(3, place, 31) for place, char in enumerate(stem))
    return stem + alphabet[(31 - total % 31) % 31]
