"""Find numbers of identity papers: those whose shape and check digits tell them, and those a word for a paper names.

By themselves: resident numbers of China (GB 11643: birth date and ISO 7064 MOD 11-2), identity cards of Hong Kong and
Taiwan (check digits), social security numbers of the United States (never issued ranges left out) and British national
insurance numbers written in pairs. After a word such as passport, CCCD or 身份证: any number of that length. Order and
customer numbers are facts of the work and no papers. Must not know where the text came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALONE, _END = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-_#./])", r"(?![0-9A-Za-z])(?![-_/.][0-9])"
# Letters and figures that go on with a word; a Chinese character does not, and stands beside one without a blank.
_GOES_ON = r"0-9A-Za-z_\u00c0-\u024f\u1e00-\u1eff"
WORD_BEGINS, WORD_ENDS = rf"(?-i:(?<![{_GOES_ON}]))", rf"(?-i:(?![{_GOES_ON}]))"
_CHINA = re.compile(rf"{_ALONE}[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{2}}[01][0-9][0-3][0-9][0-9]{{3}}[0-9Xx]{_END}")
_HONG_KONG = re.compile(rf"{_ALONE}([A-Z]{{1,2}})([0-9]{{6}}) ?\(([0-9A])\)")
_TAIWAN = re.compile(rf"{_ALONE}[A-Z][12][0-9]{{8}}{_END}")
_AMERICA = re.compile(rf"{_ALONE}(?!000|666|9)[0-9]{{3}}-(?!00)[0-9]{{2}}-(?!0000)[0-9]{{4}}{_END}")
_BRITAIN = re.compile(rf"{_ALONE}[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: [0-9]{{2}}){{3}} [A-D]{_END}")
_NAMED = re.compile(
    rf"(?:{WORD_BEGINS}(?:passport|identity card|id card|national id|national insurance|social security|ssn|nino"
    r"|driving licen[cs]e|driver'?s licen[cs]e|reisepass|personalausweis|steuer-?id|dni|nie|carte d'identité|hộ chiếu"
    rf"|cccd|cmnd|căn cước|can cuoc|ho chieu){WORD_ENDS}|身份证|身份證|护照|護照|证件|證件|居民证)"
    rf"(?:\s?(?:number|no|nr|num|số|so|号码|號碼|号|號){WORD_ENDS}\.?|号码|號碼|号|號)?"
    r"\s{0,2}[.:：#=]{0,2}\s{0,2}"
    r"(?P<number>(?=(?:[ -]?[0-9A-Za-z]){0,4}[ -]?[0-9])[0-9A-Z](?:[ -]?[0-9A-Z]){5,19})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_LEAST_DIGITS = 5


def find_ids(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers of identity papers stand in a text whose digits and dashes are plain."""
    for pattern, holds in _TOLD:
        for match in pattern.finditer(folded):
            if holds(match.group()):
                yield match.span()
    for match in _NAMED.finditer(folded):
        if sum(character.isdigit() for character in match["number"]) >= _LEAST_DIGITS:
            yield match.span("number")


def china_holds(number: str) -> bool:
    """Say whether a resident number has a possible birth date and the right check character."""
    month, day = int(number[10:12]), int(number[12:14])
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return 1 <= month <= 12 and 1 <= day <= 31 and "10X98765432"[total % 11] == number[17].upper()


def hong_kong_holds(number: str) -> bool:
    """Say whether an identity card of Hong Kong has the right check character."""
    bare = re.sub(r"[ ()]", "", number)
    letters = bare[:-7].rjust(2)
    values = [36 if letter == " " else int(letter, 36) for letter in letters] + [int(digit) for digit in bare[-7:-1]]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return "0A987654321"[total % 11] == bare[-1]


def taiwan_holds(number: str) -> bool:
    """Say whether an identity card of Taiwan has the right check digit."""
    place = _TAIWAN_LETTERS.index(number[0]) + 10
    digits = [place // 10, place % 10, *(int(digit) for digit in number[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 10 == 0


def _always(_number: str) -> bool:
    return True


_TOLD = (
    (_CHINA, china_holds),
    (_HONG_KONG, hong_kong_holds),
    (_TAIWAN, taiwan_holds),
    (_AMERICA, _always),
    (_BRITAIN, _always),
)
