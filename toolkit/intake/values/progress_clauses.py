"""What does each clause of a progress note claim? Words in their order, each event as far as the words around say."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from toolkit.intake.values.progress_words import (
    BRACKETS,
    CLAUSES,
    COMPANY,
    FEASTS,
    FORMAL_CONTRACT,
    FORMER_CONTRACT,
    FORMER_USER,
    HEDGED,
    LAND_CONTRACT,
    NAMES,
    ONE_PARTY,
    ONLY_LETTER,
    OTHER_CONTRACT,
    PART,
    PART_OF_PLANT,
    PUT_OFF,
    ROLE_FIRM,
    SEASONS,
    SENTENCES,
    SIGNED_AGAIN,
    THIRD_PARTY,
    TICKED,
    TOKEN,
    TWO_PARTIES,
    WORKERS,
    Word,
)
from toolkit.intake.values.typed import MONTHS
from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod

EVENTS = frozenset(
    [
        Word.LETTER,
        Word.ENDED,
        Word.HALTED,
        Word.RESUMED,
        Word.REOPENED,
        Word.GROUND,
        Word.FINISHED,
        Word.SETTLED,
        Word.TALKS,
    ]
    + [Word.SIGNED, Word.REGISTERED, Word.BUILDING, Word.PRODUCING, Word.RATE]
)
MOODS = (Word.DENIED, Word.PLANNED, Word.ONGOING, Word.DONE)
# While these are going on they have been reached; a signature or a licence that is being seen to has not.
REACHED_WHILE_ONGOING = frozenset(
    [
        Word.TALKS,
        Word.BUILDING,
        Word.PRODUCING,
        Word.GROUND,
        Word.FINISHED,
        Word.SETTLED,
        Word.HALTED,
        Word.RESUMED,
        Word.REOPENED,
    ]
)
UNDER_WAY = expression(r"在建|边建|续建|施工|建设|扩建|吊装|安装|调试|开挖|浇筑|砌")
WEAK_TALK = expression(r"对接|沟通|跟踪|跟进|踏勘|调研|交流|协商|接触")
AFRESH = expression(r"现|目前|正|恢复|重新|已")
FURTHER = expression(r"补充|增资|追加|二期|三期|新一轮|续签|扩建")
_YEAR = expression(r"(?:20)?(\d\d)[年./-]")
# A next clause that begins like this goes on with the plan of the one before.
GOES_ON = expression(r"^(?:\d|并|再|然后|随后|届时|即|同时|于|后|年底|争取)")


class Claim(Struct, frozen=True):
    """An event of a note, in its clause: ``mood`` is how far it has come, ``place`` the order of what is said.

    ``under_way`` is building that has not ended, ``partial`` an end or a halt of a part (施工合同解除), ``afresh`` said
    of now, ``further`` of a contract beside the first, ``before`` something else (签约后…), ``again`` of a contract in
    place of another, ``hedged`` in words that leave open whether it is so.  Mood AFTER: a condition that nobody says has
    come.
    """

    word: Word
    mood: Word | None
    place: int
    clause: str
    phase: str = ""
    under_way: bool = False
    partial: bool = False
    afresh: bool = False
    further: bool = False
    before: bool = False
    again: bool = False
    hedged: bool = False

    @property
    def reached(self) -> bool:
        """Done, or being done where that is enough, or said without any qualification."""
        if self.mood is Word.ONGOING:
            return self.word in REACHED_WHILE_ONGOING
        return self.mood in (None, Word.DONE, Word.RATHER_DONE)

    @property
    def denied(self) -> bool:
        """Said not to have happened."""
        return self.mood is Word.DENIED


class _Token(Struct, frozen=True):
    word: Word
    text: str
    start: int
    end: int


def claims_in(text: str, period: ReportingPeriod | None) -> list[Claim]:
    """Return the claims of a compacted note, in the order in which they are made."""
    claims: list[Claim] = []
    # A question mark stays with what it asks about, while it ends the sentence.
    text = TICKED.sub(_unticked, text).replace("?", "？?")
    for sentence in SENTENCES.split(BRACKETS.sub(_unbracketed, NAMES.sub(_somebody, text))):
        before: _Clause | None = None
        for words in filter(None, CLAUSES.split(sentence)):
            before = _Clause(words, period, before, len(claims))
            made = before.read()
            if claims and not made and PUT_OFF.search(words):
                claims[-1] = replace(claims[-1], mood=claims[-1].mood or Word.PLANNED)
            claims += made
    return claims


def _unticked(match: re.Match[str]) -> str:
    return f"{'已' if match['yes'] or match['is'] else '未'}{match[1]},"


def _somebody(match: re.Match[str]) -> str:
    return "与施工方" if ROLE_FIRM.fullmatch(match[0]) else "与某方"


def _unbracketed(match: re.Match[str]) -> str:
    """「投产（预计8月）」 says of the word before when, 「签约（备忘录）」 what; 「签约（尚未注册公司）」 is a clause of its own."""
    if letter := ONLY_LETTER.fullmatch(match[1]):
        return letter[0] if letter["whole"] is not None else f"{letter[0]}协议"
    events = [token for token in TOKEN.finditer(match[1]) if Word[token.lastgroup or ""] in EVENTS]
    return f",{match[1]}," if events else match[1]


class _Clause:
    """A clause while it is read, word by word: the mood and the phase so far, and what has been claimed.

    A clause that goes on with the plan of the one ``before`` it is planned, too.
    """

    def __init__(self, words: str, period: ReportingPeriod | None, before: "_Clause | None", place: int) -> None:
        self._words, self._period, self._place = words, period, place
        self._tokens = [
            _Token(Word[one.lastgroup or ""], one[0], one.start(), one.end()) for one in TOKEN.finditer(words)
        ]
        goes_on = before is not None and before.mood is Word.PLANNED and GOES_ON.match(words)
        self.mood: Word | None = Word.PLANNED if goes_on else None
        self.phase: str = before.phase if before else ""
        self._after = False
        self._past = -1
        # Claims without a mood: one that follows, and that no event takes, is theirs.
        self._waiting: list[int] = []
        self._claims: list[Claim] = []

    def read(self) -> list[Claim]:
        """Return the clause's claims."""
        for number, token in enumerate(self._tokens):
            if token.word is Word.PHASE:
                self.phase = token.text
            elif token.word is Word.DATE:
                if _is_past(token.text, self._period):
                    self._past = token.end
                if _is_ahead(token.text, self._period) and not self._is_known(token.text):
                    # 「已签约并于7月开工」 is a plan in June; 「已于7月开工」 is of another year, or wrong.
                    self.mood = Word.AFTER if self.mood is Word.DONE and not self._claims else Word.PLANNED
            elif token.word is Word.AFTER:
                self._after, self._waiting = True, []
                self.mood = self.mood if self.mood is Word.PLANNED else None
            elif token.word is Word.PAPER and self.phase and all(one.phase != self.phase for one in self._claims):
                # 二期报建: a phase of which no stage is said.
                self._claims.append(Claim(token.word, Word.PLANNED, self._place, self._words, self.phase))
            elif (token.word in MOODS or token.word is Word.RATHER_DONE) and not self._is_of_past(token):
                self._turn(number, token)
            elif token.word in EVENTS:
                self._claim(token, self._tokens[number + 1] if number + 1 < len(self._tokens) else None)
        return list(_with_talks(_conditions(self._claims)))

    def _is_of_past(self, token: _Token) -> bool:
        """Tell whether a word that is of time to come belongs to a date of a former year: 2021年下半年."""
        return token.start == self._past and bool(re.fullmatch(r"下半年|年[内底末终尾]|月底", token.text))

    def _is_known(self, date: str) -> bool:
        """Tell whether who names a part of the year that may have begun says that it has: 已于年中开工."""
        return self.mood is Word.DONE and not self._claims and any(date.startswith(name) for name in SEASONS)

    def _turn(self, number: int, token: _Token) -> None:
        """Take a word that says how far things have come: it is of the events behind it, else of those before."""
        if token.word is not Word.RATHER_DONE or self.mood is None:
            self.mood = token.word
        if token.word in MOODS:
            self._after = False
        if not any(later.word in EVENTS for later in self._tokens[number + 1 :]):
            for at in self._waiting:
                self._claims[at] = _settled(self._claims[at], self.mood)
            self._waiting = []

    def _claim(self, token: _Token, following: _Token | None) -> None:
        """Take an event's word."""
        clause = self._words
        word = _event(token, following, clause, self._tokens)
        if word is None:
            return
        going_on = self.mood is Word.ONGOING or clause[token.end :].startswith("中")
        claim = Claim(
            word=word,
            mood=_own_mood(token, following, clause, self.mood, after=self._after, word=word),
            place=self._place + len(self._claims),
            clause=clause,
            phase=self.phase,
            under_way=going_on or bool(UNDER_WAY.search(token.text)),
            partial=_is_partial(word, clause),
            afresh=bool(AFRESH.search(clause)),
            further=bool(FURTHER.search(clause)),
            before=following is not None and following.word is Word.AFTER,
            again=bool(SIGNED_AGAIN.search(clause)),
            hedged=bool(HEDGED.search(clause)),
        )
        if claim.mood is None:
            self._waiting.append(len(self._claims))
        self._claims.append(claim)


def _settled(claim: Claim, mood: Word | None) -> Claim:
    """A mood behind the event: 注册手续办理中, 土建已完成, 营业执照未办."""
    if mood is Word.DENIED and claim.word in (Word.BUILDING, Word.PRODUCING) and claim.under_way:
        return replace(claim, mood=Word.PLANNED)
    return replace(claim, mood=mood)


def _own_mood(
    token: _Token, following: _Token | None, clause: str, mood: Word | None, *, after: bool, word: Word
) -> Word | None:
    """「开工前」 and 「开工准备」 are before it; 「批复后开工」 is a condition, unless it is said to have come."""
    behind = clause[token.end :]
    if behind.startswith(("前", "准备", "筹备")):
        return Word.PLANNED
    if behind.startswith("阶段") and word in (Word.SIGNED, Word.REGISTERED, Word.PRODUCING):
        return Word.AFTER
    if following and following.word is Word.AFTER and mood is None:
        # 「投产后年产值2亿元」 tells what is hoped for, 「签约后正在办理用地」 what has been done.
        return Word.AFTER if word in (Word.PRODUCING, Word.FINISHED) else None
    if (
        after
        and mood in (None, Word.RATHER_DONE)
        and word in (Word.SIGNED, Word.REGISTERED, Word.BUILDING, Word.PRODUCING)
    ):
        return Word.AFTER
    return mood


def _event(token: _Token, following: _Token | None, clause: str, tokens: list[_Token]) -> Word | None:
    """Return what an event's word stands for in its clause, or ``None`` where it is no event there."""
    near = following is not None and following.start - token.end <= 1
    if token.word is Word.SIGNED:
        return _signed(token, following, clause, tokens, near=near)
    if token.word is Word.REGISTERED and token.text in ("成立", "设立", "组建"):
        return Word.REGISTERED if COMPANY.search(clause) else None
    if token.word is Word.REGISTERED and near and following and following.text in ("商标", "专利"):
        return None
    if token.word is Word.BUILDING and near and following and following.word is Word.PAPER:
        return None  # 土建招标, 钢结构采购
    if token.word is Word.FINISHED and token.text.startswith(
        ("竣工", "完工", "建成", "建好", "建完", "盖好", "落成", "验收")
    ):
        return Word.BUILDING if PART.search(clause[: token.start]) else Word.FINISHED
    if token.word is Word.TALKS and WEAK_TALK.fullmatch(token.text) and any(one.word is Word.PAPER for one in tokens):
        return None  # 正在对接用地手续
    if token.word is Word.SETTLED and clause[: token.start].endswith(("意向", "有意", "意愿", "考虑")):
        return None
    if token.word is Word.PRODUCING and PART_OF_PLANT.search(clause[: token.start]):
        return Word.FINISHED
    return _ended(clause[: token.start]) if token.word is Word.ENDED else token.word


def _ended(before: str) -> Word | None:
    """Who leaves ends a project, unless it is its workers, or who was there before: 工人撤离, 原租户已搬离."""
    if FORMER_USER.search(before):
        return None
    return Word.HALTED if WORKERS.search(before) else Word.ENDED


def _signed(token: _Token, following: _Token | None, clause: str, tokens: list[_Token], *, near: bool) -> Word | None:
    """A signature is worth what is signed: an investment contract, a letter of intent, somebody else's contract."""
    if token.text == "盖章" and not (TWO_PARTIES.search(clause) and not ONE_PARTY.search(clause)):
        return None
    if following and near and following.word is Word.ENDED:
        return None  # 签订解除协议
    if FORMAL_CONTRACT.search(clause):
        return Word.SIGNED
    if any(one.word is Word.LETTER for one in tokens):
        return None
    if OTHER_CONTRACT.search(clause) or THIRD_PARTY.search(clause):
        return None
    return Word.LETTER if LAND_CONTRACT.search(clause) else Word.SIGNED


def _is_partial(word: Word, clause: str) -> bool:
    return word is Word.ENDED and bool(
        OTHER_CONTRACT.search(clause) or LAND_CONTRACT.search(clause) or FORMER_CONTRACT.search(clause)
    )


def _conditions(claims: list[Claim]) -> list[Claim]:
    """「签约后即可开工」: what would follow has not come, and neither is said of what it waits for."""
    later_planned = any(claim.mood in (Word.PLANNED, Word.AFTER) for claim in claims)
    return [
        replace(claim, mood=Word.AFTER) if claim.before and later_planned and claim.mood is not Word.DONE else claim
        for claim in claims
    ]


def _with_talks(claims: list[Claim]) -> Iterator[Claim]:
    for claim in claims:
        yield claim
        if (
            claim.word in (Word.SIGNED, Word.LETTER)
            and not claim.reached
            and claim.mood is not Word.AFTER
            and not claim.further
        ):
            # Who has still to sign, or not signed yet, is in talks: 拟于9月签约, 签约仪式筹备中.
            yield replace(claim, word=Word.TALKS, mood=None)


def _is_past(date: str, period: ReportingPeriod | None) -> bool:
    """Tell whether a date is of a year before the period's."""
    year = _YEAR.match(date)
    return date[0] in "去上前" or bool(year and period and 2000 + int(year[1]) < period.year)


def _is_ahead(date: str, period: ReportingPeriod | None) -> bool:
    """Tell whether a date lies behind the end of the period; a month without its year may."""
    if period is None or date[0] in "去上前":
        return False
    year = _YEAR.match(date)
    month = re.search(r"(\d{1,2})月|[-./](\d{1,2})", date)
    in_words = re.search(r"([一二三四五六七八九十]+)月", date)
    quarter = re.search(r"([一二三四1-4])季度", date)
    named = FEASTS | SEASONS
    feast = next((named[name] for name in named if date.startswith(name)), 0)
    of_a_year = 12 if re.search("年[底末终尾]", date) else SEASONS["年中"] if "年中" in date else feast or 1
    number = int(month[1] or month[2]) if month else of_a_year
    if in_words:
        number = MONTHS.index(in_words[1]) + 1 if in_words[1] in MONTHS else 1
    if quarter:
        number = 3 * ("一二三四1234".index(quarter[1]) % 4) + 1
    of_year = 2000 + int(year[1]) if year else period.year
    return (of_year, number) > (period.year, period.month)
