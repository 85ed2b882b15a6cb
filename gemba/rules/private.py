"""Find what belongs to a person in a text, and cover it (SETTLED §7).

Mail addresses, telephone numbers, card numbers (Luhn), IBANs (ISO 13616: length and modulo 97), numbers of identity
papers (private_ids.py), and names: listed ones and those with an honorific. Order numbers, amounts, dates, times and
ticket numbers are not telephones: a telephone begins with + or 00, or has a national shape, or stands after a word for
telephone. Full-width digits count as digits. Offsets are those of the text that was given. Must not know where the
text came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gemba.model.values import PrivateKind
from gemba.rules.private_ids import WORD_BEGINS, WORD_ENDS, find_ids
from gemba.rules.private_names import patterns
from gemba.rules.private_words import IBAN_LENGTHS

BLOCK = "█" * 8
"""What stands in place of a find: of one width, so that the width says nothing."""

_FREE = r"(?<![0-9A-Za-z#])(?<![0-9A-Za-z][-_#./])"
_END = r"(?![0-9A-Za-z])(?![-_][0-9])"
_LOCAL = r"[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff_%+'-]+(?:\.[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff_%+'-]+)*"
_AT = re.compile(r"@|\s?[\[(](?:at|@)[\])]\s?")
_LOCAL_END = re.compile(rf"(?<![A-Za-z0-9_.+-]){_LOCAL}$")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9\u00c0-\u024f-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z])")
_LONGEST_LOCAL = 64
_IBAN_START = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}(?=[ -]?[0-9A-Za-z])")
_CARD_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9]+(?:[ .-]{1,2}[0-9]+)*")
_FIVE_DIGITS = re.compile(r"[0-9](?:[^0-9\n]{0,3}[0-9]){4}")
_GROUP = re.compile(r"[0-9]+")
_DATE = re.compile(
    r"(?:[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:[0-9]{4}|[0-9]{2})(?![0-9]))"
)
_PHONES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?<![0-9A-Za-z])(?:\+|00)86[ -]?|{_FREE})1[3-9][0-9](?:[ -]?[0-9]{{4}}){{2}}{_END}",
        (
            rf"(?<![0-9A-Za-z])\+\s?[1-9][0-9]{{0,13}}(?:[ ./-]{{0,2}}\(0?[0-9]{{0,4}}\)[0-9]{{0,12}})?"
            rf"(?:[ ./-]{{1,2}}[0-9]{{1,12}}){{0,6}}{_END}"
        ),
        rf"{_FREE}00[1-9][0-9]{{0,2}}(?:[ /-](?:\(0\)[ ]?)?[0-9]{{2,10}}){{1,5}}{_END}",
        rf"{_FREE}00[1-9][0-9]{{9,12}}{_END}",
        rf"{_FREE}(?:\(0[1-9][0-9]{{0,4}}\)|0[1-9][0-9]{{0,4}})(?:[ /.-]{{1,3}}[0-9]{{2,8}}){{1,4}}{_END}",
        rf"{_FREE}0[1-9][0-9]{{8,9}}{_END}",
        rf"{_FREE}[48]00[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}{_END}",
        rf"(?<![0-9A-Za-z.,])(?:1[ -])?(?:\([2-9][0-9]{{2}}\)[ ]?|[2-9][0-9]{{2}}-)[0-9]{{3}}[ .-][0-9]{{4}}{_END}",
        (
            rf"(?:{WORD_BEGINS}(?:tel|telephone|phone|mobile|cell|fax|telefon|handy|mobil|whatsapp|hotline|sđt|đt"
            rf"|điện thoại){WORD_ENDS}"
            r"|电话|電話|手机|手機|传真|联系方式|☎|📞)(?:\s?(?:number|no\.?|nr\.?|号码|號碼|号|是|số))?\s{0,2}[.:：=]?\s{0,2}"
            rf"(?P<number>\+?\(?[0-9](?:[ ()/-]{{0,2}}[0-9]){{5,14}}){_END}"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Find:
    """A piece of ``text[start:end]`` that belongs to a person."""

    kind: PrivateKind
    start: int
    end: int
    text: str


def find(text: str, names: Iterable[str] = ()) -> tuple[Find, ...]:
    """Return what belongs to a person in ``text``, in order and without overlaps."""
    folded, starts, ends = _folded(text)
    taken: list[tuple[PrivateKind, int, int]] = []
    covered = bytearray(len(folded))
    for kind, start, end in _candidates(folded, tuple(dict.fromkeys(names))):
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((kind, start, end))
    found = [(kind, starts[start], ends[end - 1]) for kind, start, end in sorted(taken, key=lambda one: one[1])]
    return tuple(Find(kind, start, end, text[start:end]) for kind, start, end in found)


def mask(text: str, finds: Iterable[Find]) -> str:
    """Return ``text`` with every find covered by a block of one width; touching finds share a block."""
    pieces: list[str] = []
    at = 0
    for one in sorted(finds, key=lambda found: (found.start, -found.end)):
        if one.start < at:
            at = max(at, one.end)
            continue
        pieces += [text[at : one.start], BLOCK]
        at = one.end
    return "".join(pieces) + text[at:]


def luhn(digits: str) -> bool:
    """Say whether a digit string passes the check of ISO/IEC 7812-1 (Luhn)."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return bool(digits) and total % 10 == 0


def iban_holds(account: str) -> bool:
    """Say whether an IBAN without blanks has its country's length and passes modulo 97 (ISO 13616)."""
    bare = account.upper()
    if IBAN_LENGTHS.get(bare[:2]) != len(bare) or not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]+", bare):
        return False
    return int("".join(str(int(character, 36)) for character in bare[4:] + bare[:4])) % 97 == 1


def _candidates(folded: str, names: tuple[str, ...]) -> Iterator[tuple[PrivateKind, int, int]]:
    """Yield what could be found, the surest kinds first; within a kind the longer first at one place."""
    for start, end in _mails(folded):
        yield PrivateKind.EMAIL, start, end
    if _FIVE_DIGITS.search(folded) is not None:
        for kind, numbers in _NUMBERS:
            for start, end in numbers(folded):
                yield kind, start, end
    spans = {_name_span(match) for pattern in patterns(names, folded) for match in pattern.finditer(folded)}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        yield PrivateKind.NAME, start, end


def _name_span(match: re.Match[str]) -> tuple[int, int]:
    """Return where a name stands; a pattern that had to look at what is before it marks it as ``name``."""
    whole = "name" not in match.re.groupindex or match["name"] is None
    return match.span() if whole else match.span("name")


def _mails(folded: str) -> Iterator[tuple[int, int]]:
    """Yield mail addresses, looking both ways from each "@" so that long texts stay cheap."""
    for match in _AT.finditer(folded):
        before = max(0, match.start() - _LONGEST_LOCAL)
        local = _LOCAL_END.search(folded[before : match.start()])
        domain = _DOMAIN.match(folded, match.end())
        if local is not None and domain is not None:
            yield before + local.start(), domain.end()


def _ibans(folded: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN_START.finditer(folded):
        length = IBAN_LENGTHS.get(match.group()[:2].upper())
        if length is None:
            continue
        whole = re.compile(rf"[0-9A-Za-z](?:[ .-]?[0-9A-Za-z]){{{length - 1}}}(?![0-9A-Za-z])").match(
            folded, match.start()
        )
        if whole is not None and iban_holds(re.sub(r"[ .-]", "", whole.group())):
            yield whole.span()


def _cards(folded: str) -> Iterator[tuple[int, int]]:
    """Yield runs of 13 to 19 digits that pass the check; a run is tried from each of its groups, longest first."""
    for run in _CARD_RUN.finditer(folded):
        groups = [group.span() for group in _GROUP.finditer(folded, run.start(), run.end())]
        sizes = [end - start for start, end in groups]
        if sum(sizes) < 13:
            continue
        at = 0
        while at < len(groups):
            best = next((upto for upto in _card_ends(sizes, at) if _is_card(folded, groups[at:upto])), 0)
            if best:
                yield groups[at][0], groups[best - 1][1]
            at = best or at + 1


def _card_ends(sizes: list[int], at: int) -> list[int]:
    """Return behind which groups a card of 13 to 19 digits that begins at one may end, the longest first."""
    digits, ends = 0, []
    for upto in range(at, len(sizes)):
        digits += sizes[upto]
        if digits > 19:
            break
        if digits >= 13:
            ends.append(upto + 1)
    return ends[::-1]


def _is_card(folded: str, groups: list[tuple[int, int]]) -> bool:
    digits = "".join(folded[start:end] for start, end in groups)
    return re.match(r"[3-6]|2[2-7]", digits) is not None and luhn(digits)


def _phones(folded: str) -> Iterator[tuple[int, int]]:
    """Yield telephone numbers, one shape after the other; what one shape took, the next does not see."""
    left = folded
    for pattern in _PHONES:
        after_word = "number" in pattern.groupindex
        at = 0
        while (match := pattern.search(left, at)) is not None:
            start, end = match.span("number") if after_word else match.span()
            written = _one_number(left[start:end])
            digits = sum(character.isdigit() for character in written)
            at = start + len(written)
            least = 6 if after_word else 8 if written.startswith("+") else 9
            if least <= digits and _DATE.search(written) is None:
                yield start, at
                left = f"{left[:start]}{'|' * len(written)}{left[at:]}"
            else:
                at = max(at, match.end())


# A resident number of 18 digits may pass for a card by chance, and one after "passport no." for a telephone.
_NUMBERS = (
    (PrivateKind.IBAN, _ibans),
    (PrivateKind.ID, find_ids),
    (PrivateKind.CARD, _cards),
    (PrivateKind.PHONE, _phones),
)


def _one_number(written: str) -> str:
    """Cut a run of groups where a second number begins: beyond 15 digits (E.164), or at a 0 after ten of them."""
    digits = 0
    for group in _GROUP.finditer(written):
        size = group.end() - group.start()
        if digits and (digits + size > 15 or (digits >= 10 and group.group().startswith("0"))):
            return written[: group.start()].rstrip(" .-/(")
        digits += size
    return written.rstrip(" .-/(")


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """Return NFC text with odd blanks, dashes and digits made plain, and where each character began and ended."""
    # Almost every text: each character is one that stands alone.
    if text.isascii() or (unicodedata.is_normalized("NFC", text) and not any(map(unicodedata.combining, text))):
        places = list(range(len(text) + 1))
        return "".join(map(_plain, text)) if not text.isascii() else text, places, places[1:]
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        upto = at + 1
        while upto < len(text) and unicodedata.combining(text[upto]):
            upto += 1
        for character in unicodedata.normalize("NFC", text[at:upto]):
            pieces.append(_plain(character))
            starts.append(at)
            ends.append(upto)
        at = upto
    return "".join(pieces), starts, ends


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Return the plain form of one character, always of length one."""
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
