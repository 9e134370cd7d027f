"""The cover: which lines are it, and what it says of the document.

In: the document's lines before its table of contents or its first prose. Out: the cover's line numbers and a Cover.
Phone numbers and e-mail addresses are never taken from it; a year that the title lacks is looked for in headings, and
is left null for normalize/ to read off the activities' dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.document import Document, Line
from parsers.columns import year_in
from parsers.contents import Contents
from parsers.elements import span_of
from parsers.matching import Matcher, plain, squash
from parsers.plan import Cover
from parsers.prose import is_finished, join_wrapped

MAX_FRONT = 80
"""Printed lines that a cover without a table of contents behind it may take."""
LONG_LINE = 150
"""Characters from which a line is prose and not a cover's."""
MAX_NAME = 110
"""Characters of an organisation's name, at most."""
MIN_NAME = 8
"""Letters from which a line that the title ends with is the organisation's name."""
MAX_BEHIND_TITLE = 3
"""Lines behind the title that the organisation's name is looked for in."""
MAX_ADDRESS = 48
"""Characters of a line of an address, at most."""

_DATE = regex.compile(r"(?<!\d)((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
_DIARY = regex.compile(r"\b(?:dnr|diarienummer|diarienr)\b\.?\s*:?\s*(?P<number>\S.{2,40})$", regex.IGNORECASE)
_DIARY_ALONE = regex.compile(r"^(?:dnr|diarienummer|diarienr)\.?\s*:?\s*$", regex.IGNORECASE)
_CONTACT = regex.compile(
    r"\S+@\S+|^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:se|stockholm)$|^Box\s\d+|^\d{3}\s?\d{2}\s\p{Lu}|^0\d{1,3}[\s-]*\d[\d\s-]{5,}$",
    regex.IGNORECASE,
)
_ADDRESS = regex.compile(r"^\p{Lu}[\p{L}. -]+\s\d{1,3}\s?\p{L}?(?:,.*)?$")
_PHONE_TAIL = regex.compile(
    r"\s*(?:(?:telefon|tel|tfn|mobil|e-?post)\b.*|[\w.+-]+@\S+|0\d{1,3}[\s-]*\d[\d\s-]{5,})$", regex.IGNORECASE
)
_FILLER = regex.compile(
    r"^(?:[\s:,–—-]|\b(?:för|år|avseende|gällande|och|budget|med|samt|perioden|till|från|januari|augusti|april)\b)+"
    r"|(?:[\s:,–—-]|\b(?:för|år|avseende|gällande)\b)+$",
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2})?")
_BROKEN_NAME = regex.compile(r"(?<=\p{L})-\s+(?=\p{Lu})")
_NUMERAL = regex.compile(r"^(?:nr\s*)?(?P<numeral>[12]|I{1,2})\b")


@dataclass(frozen=True, slots=True)
class Front:
    """The lines before the body: all printed ones with their plain texts, and which of them are the cover's."""

    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    cover: frozenset[int]


def find_front(document: Document, contents: Contents, matcher: Matcher) -> Front:
    """The lines before the table of contents, or before the body where there is none."""
    stop = min(contents.lines) if contents.lines else None
    printed = [
        line
        for line in document.lines
        if line.text.strip() and not _is_page_number(line) and (stop is None or line.number < stop)
    ]
    if stop is None:
        printed = _until_body(printed[:MAX_FRONT], document, matcher)
    texts = [plain(line.text) for line in printed]
    names = [squash(text) for text in texts if _type_of(text, matcher)]
    cover: set[int] = set()
    in_prose = False
    for line, text in zip(printed, texts, strict=True):
        if matcher.front_headings.find(text) or matcher.opening_headings.find(text):
            in_prose = True
        elif in_prose and not _is_contact(text, names, matcher):
            continue
        elif len(text) < LONG_LINE:
            cover.add(line.number)
    return Front(tuple(printed), tuple(texts), frozenset(cover))


def _is_page_number(line: Line) -> bool:
    """Furniture that is no name: a running title may be the only place where a cover prints the organisation."""
    return line.furniture and (line.page not in (None, 1) or not regex.search(r"\p{L}{5}", line.text))


def _until_body(printed: Sequence[Line], document: Document, matcher: Matcher) -> list[Line]:
    front: list[Line] = []
    for line in printed:
        text = plain(line.text)
        if (
            line.grid is not None
            or len(text) > LONG_LINE
            or matcher.goal_label(text)
            or matcher.opening_headings.find(text)
            or matcher.section_kinds.find(text)
            or _is_running_prose(line, document)
        ):
            break
        front.append(line)
    texts = [plain(line.text) for line in front]
    evident = any(
        _type_of(text, matcher) or matcher.cover_labels.find(text.split(":")[0]) or _DIARY.search(text)
        for text in texts
    )
    return front if evident else []


def _is_running_prose(line: Line, document: Document) -> bool:
    """Whether a line and the two after it are one paragraph of wrapped text."""
    following = document.lines[line.number - 1 : line.number + 2]
    return document.wrapped and len(following) == 3 and all(len(other.text.strip()) > 60 for other in following)


def _is_contact(text: str, names: Sequence[str], matcher: Matcher) -> bool:
    if len(text) > MAX_ADDRESS + 30:
        return False
    if _CONTACT.search(text) and len(text) < MAX_ADDRESS:
        return True
    word = squash(text)
    if matcher.cover_words.find(text) or (len(word) > MIN_NAME and any(name.endswith(word) for name in names)):
        return True
    return bool(len(text) < MAX_ADDRESS and _ADDRESS.match(text) and not year_in(text))


def _type_of(text: str, matcher: Matcher) -> str | None:
    """The kind of document that a title line names: it begins with one of the titles' words."""
    if len(text) > LONG_LINE or is_finished(text):
        return None
    words = text.split()
    for count in (3, 2, 1):
        name = next(
            (
                term.name
                for term in matcher.vocabulary.document_types
                for spelling in term.spellings
                if len(words) >= count == len(spelling.split()) and _same_words(words[:count], spelling)
            ),
            None,
        )
        if name:
            return name
    return None


def _same_words(words: Sequence[str], spelling: str) -> bool:
    word, wanted = squash("".join(words)), squash(spelling)
    if word == wanted:
        return True
    return len(wanted) > 12 and bool(regex.fullmatch(f"(?:{regex.escape(wanted)}){{e<={len(wanted) // 8}}}", word))


def read_cover(document: Document, front: Front, matcher: Matcher) -> Cover:
    """What the front's lines say; every field that they do not print stays null."""
    last = max((line.number for line in front.lines), default=1)
    cover = Cover(span=span_of(document, 1, max(1, min(last, len(document.lines)))))
    if not front.lines:
        return cover
    cover = _with_fields(cover, front, matcher)
    index = next((i for i, text in enumerate(front.texts) if _type_of(text, matcher)), None)
    if index is None:
        return cover
    return _with_title(cover, front, index, matcher)


def _with_fields(cover: Cover, front: Front, matcher: Matcher) -> Cover:
    found: dict[str, str] = {}
    for index, text in enumerate(front.texts):
        if front.lines[index].number not in front.cover:
            continue
        diary = _DIARY.search(text)
        if diary or _DIARY_ALONE.match(text):
            found.setdefault("diary_number", diary["number"].strip() if diary else _text_at(front, index + 1))
        label, colon, rest = text.partition(":")
        name = matcher.cover_labels.find(label.strip(), exact=True)
        if name == "case_officer":
            found.setdefault(name, _name(rest if colon and rest.strip() else _text_at(front, index + 1)))
        elif name == "meeting" and _DATE.search(text + _text_at(front, index + 1)):
            found.setdefault("meeting_date", _first_date(text + " " + _text_at(front, index + 1)))
        elif name == "addressee":
            addressee, date = _addressee(front, index, rest.strip())
            found.setdefault("addressee", addressee)
            if date:
                found.setdefault("meeting_date", date)
    dates = [
        d
        for line, text in zip(front.lines, front.texts, strict=True)
        if line.number in front.cover
        for d in _DATE.findall(text)
        if len(text) < MAX_ADDRESS
    ]
    document_date = next((date for date in dates if date != found.get("meeting_date")), None)
    addressee = found.get("addressee", "")
    committee = (
        addressee
        if _ends_with(addressee, matcher.vocabulary.committee_endings + matcher.vocabulary.administration_endings)
        else None
    )
    return replace(
        cover,
        diary_number=found.get("diary_number") or None,
        case_officer=found.get("case_officer") or None,
        committee=committee,
        document_date=document_date,
        meeting_date=found.get("meeting_date") or None,
    )


def _text_at(front: Front, index: int) -> str:
    return front.texts[index] if index < len(front.texts) else ""


def _name(text: str) -> str:
    return _PHONE_TAIL.sub("", text).strip(" ,;")


def _first_date(text: str) -> str:
    match = _DATE.search(text)
    return match[1] if match else ""


def _addressee(front: Front, index: int, rest: str) -> tuple[str, str | None]:
    """The addressee after "Till", over at most three lines, and the date that stands with it."""
    parts = [rest] if rest else []
    date: str | None = None
    for offset in range(1, 5):
        text = _text_at(front, index + offset)
        match = _DATE.search(text)
        if match:
            date = match[1]
            before = text[: match.start()].strip()
            if before:
                parts.append(before)
            break
        gap = (
            front.lines[index + offset].number - front.lines[index + offset - 1].number
            if index + offset < len(front.lines)
            else 9
        )
        if not text or len(parts) >= 3 or (parts and gap > 1):
            break
        parts.append(text)
    name = ""
    for part in parts:
        name = join_wrapped(name, part)
    return _tidy(name), date


def _tidy(name: str) -> str:
    """A name whose hyphen a line's end parted from the rest, put together."""
    return _BROKEN_NAME.sub("-", name).strip()


def _ends_with(name: str, endings: Sequence[str]) -> bool:
    return name.casefold().endswith(tuple(endings))


def _with_title(cover: Cover, front: Front, index: int, matcher: Matcher) -> Cover:
    title = front.texts[index]
    after = index + 1
    while (
        after < len(front.texts)
        and front.lines[after].number == front.lines[after - 1].number + 1
        and len(title) < LONG_LINE
        and front.lines[after].number in front.cover
        and _continues_title(title, front, after, matcher)
    ):
        title = join_wrapped(title, front.texts[after])
        after += 1
    kind = _type_of(front.texts[index], matcher) or "okand"
    period, rest = _period_and_rest(title, kind, matcher)
    organisation = _organisation(rest, front, after, matcher)
    level = None
    if organisation:
        vocabulary = matcher.vocabulary
        is_committee = _ends_with(organisation, vocabulary.committee_endings + vocabulary.administration_endings)
        level = "namnd" if is_committee else "enhet"
    committee = organisation if level == "namnd" else cover.committee
    if committee is not None and squash(committee) == squash(organisation or "") and level == "enhet":
        committee = None
    year = year_in(title)
    return replace(
        cover,
        title=title,
        document_type=kind,
        period=period,
        year=year,
        year_source="title" if year else None,
        organisation=organisation,
        organisation_level=level,
        committee=committee,
    )


def _continues_title(title: str, front: Front, after: int, matcher: Matcher) -> bool:
    text = front.texts[after]
    if matcher.cover_labels.find(text.split(":")[0].strip()) or _DATE.search(text) or _CONTACT.search(text):
        return False
    same_style = front.lines[after].size == front.lines[after - 1].size
    return same_style and (
        text[:1].islower()
        or title.rstrip().endswith(("-", "för", "av", "och"))
        or bool(regex.match(r"^(?:19|20)\d{2}\b", text))
        or _ends_with(text, matcher.vocabulary.committee_endings)
    )


def _period_and_rest(title: str, kind: str, matcher: Matcher) -> tuple[str | None, str]:
    """The period that a title names, and what is left of it when kind, period and year are taken out."""
    rest = title
    words = title.split()
    spellings = sorted(
        (s for term in matcher.vocabulary.document_types if term.name == kind for s in term.spellings),
        key=len,
        reverse=True,
    )
    for spelling in spellings:
        count = len(spelling.split())
        if _same_words(words[:count], spelling):
            rest = " ".join(words[count:])
            break
    period = {"verksamhetsplan": "VP", "verksamhetsberattelse": "VB"}.get(kind)
    rest = _YEARS.sub(" ", rest).strip()
    if kind == "tertialrapport":
        numeral = _NUMERAL.match(rest) or regex.search(r"\b(?:tertial|T)\s?(?P<numeral>[12])\b", title)
        last = words[1:2] and regex.fullmatch(r"[12]|I{1,2}", words[1])
        value = numeral["numeral"] if numeral else (words[1] if last else "")
        period = {"1": "T1", "I": "T1", "2": "T2", "II": "T2"}.get(value)
        rest = _NUMERAL.sub("", rest)
    return period, _strip_filler(rest)


def _strip_filler(text: str) -> str:
    return _FILLER.sub("", _FILLER.sub("", text.strip())).strip(" .,:–-")


def _organisation(rest: str, front: Front, after: int, matcher: Matcher) -> str | None:
    """The organisation in the title; else the line behind it; else the addressee's."""
    if regex.search(r"\p{L}{3}", rest):
        return _tidy(rest)
    for name in front.texts[after : after + MAX_BEHIND_TITLE]:
        if len(name) > MAX_NAME or is_finished(name) or not regex.search(r"\p{L}{3}", name):
            break
        label = name.split(":")[0].strip()
        if matcher.cover_labels.find(label) or _DATE.search(name) or matcher.front_headings.find(name):
            break
        if not (_CONTACT.search(name) or _ADDRESS.match(name) or matcher.cover_words.find(name)):
            return _tidy(name)
    return None


def year_in_headings(headings: Sequence[str], matcher: Matcher) -> int | None:
    """The year that most of the headings which end in one name, such as a chapter on the year's budget."""
    years: dict[int, int] = {}
    for heading in headings:
        match = regex.search(r"(?:^|\s)((?:19|20)\d{2})$", heading.strip(" .:"))
        if match:
            years[int(match[1])] = years.get(int(match[1]), 0) + 1
    # Programmes and agendas are named by a year, too; a plan's own year is never a round target year ahead.
    years = {year: count for year, count in years.items() if year % 10 or year < 2030}
    if not years:
        return None
    best = max(years.values())
    return min(year for year, count in years.items() if count == best)


def year_in_tables(texts: Sequence[str]) -> int | None:
    """The year that most periods and column headers name; of equally many the latest, since reports print last year's."""
    years: dict[int, int] = {}
    for text in texts:
        year = year_in(text)
        if year:
            years[year] = years.get(year, 0) + 1
    return max(years, key=lambda year: (years[year], year), default=None)


def organisation_in_prose(texts: Sequence[str], matcher: Matcher) -> str | None:
    """The name before the verb where the text says what the organisation does; None where only a general word stands."""
    verbs = "|".join(matcher.vocabulary.presentation_verbs)
    pattern = regex.compile(
        rf"^(?P<name>\p{{Lu}}[\p{{L}}-]*(?:-\s?\p{{Lu}}\p{{L}}+)*s(?:\s\p{{Ll}}[\p{{L}}-]+){{1,3}}?)\s(?:{verbs})\b"
    )
    general = {squash(word) for word in matcher.vocabulary.unit_heads}
    for text in texts:
        match = pattern.match(text)
        if (
            match
            and squash(match["name"].split()[0]) not in general
            and squash(match["name"].split()[0])[:-1] not in general
        ):
            return _tidy(match["name"])
    return None
