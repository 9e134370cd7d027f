"""What the cover says of the document, and what the text says where the cover is silent.

In: the document's front, headings, tables and prose. Out: a Cover. Phone numbers and e-mail addresses are never taken
from it. A year that nothing prints is left null for normalize/ to read off the activities' dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from extract.document import Document
from parsers.columns import year_in
from parsers.elements import span_of
from parsers.front import ADDRESS, CONTACT, DIARY, LONG_LINE, MAX_ADDRESS, MAX_NAME, Front, TitleWords, title_words
from parsers.matching import Matcher, fold, squash, unconfused
from parsers.plan import Cover
from parsers.prose import is_finished, join_wrapped

MAX_BEHIND_TITLE = 3
"""Lines behind the title that the organisation's name is looked for in."""
MAX_BELOW = 4
"""Lines below a label that a person's name is looked for in."""
MAX_ADDRESSEE_LINES = 4
"""Lines of an addressee with its date, at most."""

_ISO_DATE = r"(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"
_DIARY_ALONE = regex.compile(r"^(?:dnr|diarienummer|diarienr)\.?\s*:?\s*$", regex.IGNORECASE)
_PHONE_TAIL = regex.compile(
    r"\s*(?:(?:telefon|tel|tfn|mobil|e-?post)\b.*|[\w.+-]+@\S+|0\d{1,3}[\s-]*\d[\d\s-]{5,})$", regex.IGNORECASE
)
_FILLER = regex.compile(
    r"^(?:[\s:,–—-]|\b(?:för|år|avseende|gällande|och|budget|bokslut|med|samt|perioden|till|från|januari|augusti|april)\b)+"
    r"|(?:[\s:,–—-]|\b(?:för|år|avseende|gällande)\b)+$",
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2})?")
_BROKEN_NAME = regex.compile(r"(?<=\p{L})-\s+(?=\p{Lu})")
_NUMERAL = regex.compile(r"^(?:nr\s*|tertial\s*)?(?P<numeral>[12]|I{1,2})\b")
_PERSON = regex.compile(r"^\p{Lu}[\p{L}-]+(?:\s(?:(?:von|af|de)\s)?\p{Lu}[\p{L}'-]+){1,3}$")
_LETTERS = regex.compile(r"\p{L}{3}")
_HEADING_YEAR = regex.compile(r"(?:^|\s)((?:19|20)\d{2})$")
_PAGE_TAIL = regex.compile(r"\s+sida?\s\d.*$", regex.IGNORECASE)
_TWO_COLUMNS = regex.compile(
    r"(?P<person>\p{Lu}[\p{L}'-]+(?:\s(?:(?:von|af|de)\s)?\p{Lu}[\p{L}'-]+)?)\s(?P<addressee>\p{Lu}.+)"
)
"""What stands below two labels on one line: a person's name of two words, then the addressee."""
_PERIODS = {"verksamhetsplan": "VP", "verksamhetsberattelse": "VB"}
_TERTIALS = {"1": "T1", "I": "T1", "2": "T2", "II": "T2"}


def read_cover(document: Document, front: Front, matcher: Matcher) -> Cover:
    """What the front's lines say; every field that they do not print stays null."""
    last = max((line.number for line in front.lines), default=1)
    cover = Cover(span=span_of(document, 1, min(last, len(document.lines))))
    if not front.lines:
        return cover
    widths = {page.number: page.width for page in document.pages if page.width is not None}
    return _Reader(front, matcher, widths).read(cover)


class _Reader:
    """Reads the fields of one front; `widths` are its pages' in points, where the source has pages."""

    def __init__(self, front: Front, matcher: Matcher, widths: Mapping[int | None, float]) -> None:
        self._front = front
        self._widths = widths
        self._matcher = matcher
        self._vocabulary = matcher.vocabulary
        months = "|".join(matcher.vocabulary.months)
        self._date = regex.compile(rf"(?:{_ISO_DATE}|\b\d{{1,2}}\s(?:{months})\s(?:19|20)\d{{2}})", regex.IGNORECASE)

    def read(self, cover: Cover) -> Cover:
        cover = self._fields(cover)
        texts = self._front.texts
        starts = [index for index, text in enumerate(texts) if title_words(text, self._matcher)]
        index = min(starts, key=self._doubt, default=None)
        return cover if index is None else self._titled(cover, index)

    def _doubt(self, index: int) -> tuple[bool, bool, bool, bool, int]:
        """How little a line looks like the title: a running title, one without a year, or that begins otherwise.

        Of several the first on the cover that names whose plan it is, since minutes and registers name the kind only.
        """
        text, line = self._front.texts[index], self._front.lines[index]
        words = title_words(text, self._matcher) or _NONE
        named = line.number in self._front.cover and _LETTERS.search(_period_and_rest(text, words)[1]) is not None
        return line.furniture, year_in(text) is None, bool(words.before), not named, index

    # Labelled fields -------------------------------------------------------------------------------------------------

    def _fields(self, cover: Cover) -> Cover:
        found: dict[str, str] = {}
        for index, line in enumerate(self._front.lines):
            if line.number in self._front.cover:
                self._two_columns(index, found)
                self._field(index, found)
        dates = [
            date
            for line, text in zip(self._front.lines, self._front.texts, strict=True)
            if line.number in self._front.cover and len(text) < MAX_ADDRESS and not line.furniture
            for date in self._date.findall(text)
        ]
        addressee = found.get("addressee", "")
        endings = self._vocabulary.committee_endings + self._vocabulary.administration_endings
        return replace(
            cover,
            diary_number=found.get("diary_number") or None,
            case_officer=found.get("case_officer") or None,
            committee=addressee if addressee.casefold().endswith(endings) else None,
            document_date=next((date for date in dates if date != found.get("meeting_date")), None),
            meeting_date=found.get("meeting_date") or None,
        )

    def _field(self, index: int, found: dict[str, str]) -> None:
        column = self._front.below(index)
        text, below = self._front.texts[index], self._front.texts[column[0]] if column else ""
        diary = DIARY.search(text)
        if diary or _DIARY_ALONE.match(text):
            found.setdefault("diary_number", self._number(diary["number"]) if diary else below)
        label, _, rest = text.partition(":")
        name = self._matcher.cover_labels.find(label.strip(), exact=True)
        first, _, behind = text.partition(" ")
        if name is None and self._matcher.cover_labels.find(first, exact=True) == "addressee":
            name, rest = self._named_addressee(behind), behind
        if name == "case_officer":
            found.setdefault(name, self._person(index, rest.strip()))
        elif name == "meeting":
            date = self._date.search(f"{text} {below}")
            if date:
                found.setdefault("meeting_date", date[0])
        elif name == "addressee":
            addressee, day = self._addressee(index, rest.strip())
            found.setdefault("addressee", addressee)
            if day:
                found.setdefault("meeting_date", day)

    def _number(self, text: str) -> str:
        """A diary number without the cover's words that a conversion left behind it on its line."""
        words = _PAGE_TAIL.sub("", text).split()
        while len(words) > 1 and self._matcher.cover_words.find(words[-1]):
            words.pop()
        return " ".join(words)

    def _named_addressee(self, behind: str) -> str | None:
        """ "addressee" where a committee's or an administration's name stands behind "Till" on its line."""
        bare = regex.sub(r"\s*(?:den)?\s*$", "", self._date.sub("", behind))
        endings = self._vocabulary.committee_endings + self._vocabulary.administration_endings
        return "addressee" if len(bare) <= MAX_NAME and bare.casefold().endswith(endings) else None

    def _two_columns(self, index: int, found: dict[str, str]) -> None:
        """Two labels that a conversion ran together in one line, and the line below that holds both their values."""
        first, _, second = self._front.texts[index].partition(" ")
        labels = self._matcher.cover_labels
        if labels.find(first.rstrip(":"), exact=True) != "case_officer":
            return
        if labels.find(second.rstrip(":"), exact=True) != "addressee":
            return
        match = _TWO_COLUMNS.fullmatch(self._front.text_at(index + 1))
        if match:
            date = self._date.search(match["addressee"])
            addressee = match["addressee"][: date.start()] if date else match["addressee"]
            found.setdefault("case_officer", match["person"])
            found.setdefault("addressee", _tidy(addressee))
            if date:
                found.setdefault("meeting_date", date[0])

    def _person(self, index: int, rest: str) -> str:
        """The name behind a label: on its line, else the first line below that looks like a person's name."""
        texts = (self._front.texts[position] for position in self._front.below(index)[:MAX_BELOW])
        below = [_PHONE_TAIL.sub("", text).strip(" ,;") for text in texts]
        said = _PHONE_TAIL.sub("", rest).strip(" ,;")
        return said or next((text for text in below if _PERSON.match(text)), below[0] if below else "")

    def _addressee(self, index: int, rest: str) -> tuple[str, str | None]:
        """The addressee after "Till", over several lines, and the date that stands with it."""
        match = self._date.search(rest)
        if match:
            return _tidy(regex.sub(r"\bden\s*$", "", rest[: match.start()]).strip()), match[0]
        name, last = rest, index
        for position in self._front.below(index)[:MAX_ADDRESSEE_LINES]:
            text = self._front.texts[position]
            match = self._date.search(text)
            if match:
                before = regex.sub(r"\bden\s*$", "", text[: match.start()]).strip()
                return _tidy(join_wrapped(name, before)), match[0]
            if name and self._front.parted(last, position):
                break
            name, last = join_wrapped(name, text), position
        return _tidy(name), None

    # Title -----------------------------------------------------------------------------------------------------------

    def _titled(self, cover: Cover, index: int) -> Cover:
        title, after = self._title(index)
        words = title_words(title, self._matcher) or title_words(self._front.texts[index], self._matcher) or _NONE
        period, rest = _period_and_rest(title, words)
        organisation = self._organisation(rest, words.before, index, after, cover.committee)
        level = None
        if organisation:
            endings = self._vocabulary.committee_endings + self._vocabulary.administration_endings
            level = "namnd" if organisation.casefold().endswith(endings) else "enhet"
        year = year_in(title)
        return replace(
            cover,
            title=title,
            document_type=words.kind,
            period=period,
            year=year,
            year_source="title" if year else None,
            organisation=organisation,
            organisation_level=level,
            committee=organisation if level == "namnd" else cover.committee,
        )

    def _title(self, index: int) -> tuple[str, int]:
        """The title with the lines it wraps over, and the position behind it."""
        front = self._front
        title, after = front.texts[index], index + 1
        while after < len(front.texts) and len(title) < LONG_LINE and self._goes_on(title, after):
            title, after = join_wrapped(title, front.texts[after]), after + 1
        return title, after

    def _goes_on(self, title: str, after: int) -> bool:
        lines, text = self._front.lines, self._front.texts[after]
        adjacent = lines[after].number == lines[after - 1].number + 1 and lines[after].number in self._front.cover
        if not adjacent or self._is_labelled(text) or lines[after].size != lines[after - 1].size:
            return False
        if (
            text[:1].islower()
            or (title.isupper() and text.isupper() and _FILLER.match(text))
            or title.rstrip().endswith(("-", " för", " av", " och"))
            or regex.match(r"(?:19|20)\d{2}\b", text)
            or self._had_no_room(after)
        ):
            return True
        return text.casefold().endswith(self._vocabulary.committee_endings)

    def _had_no_room(self, after: int) -> bool:
        """Whether a line's first word would not have fitted on the line above, whose margins are alike on both sides."""
        above, below = self._front.lines[after - 1], self._front.lines[after]
        width = self._widths.get(above.page)
        if width is None or above.bbox is None or below.bbox is None or abs(above.bbox.x0 - below.bbox.x0) > 1:
            return False
        letter = max((line.bbox.x1 - line.bbox.x0) / max(len(line.text), 1) for line in (above, below) if line.bbox)
        word = self._front.texts[after].split(maxsplit=1)[0]
        return above.bbox.x1 + letter * (len(word) + 1) > width - above.bbox.x0

    def _is_labelled(self, text: str) -> bool:
        label = self._matcher.cover_labels.find(text.split(":", maxsplit=1)[0].strip())
        return bool((label and label != "organisation") or self._date.search(text) or CONTACT.search(text))

    def _organisation(self, rest: str, before: str, index: int, after: int, committee: str | None) -> str | None:
        """The organisation in the title; else in the lines behind it; else in the line above it.

        A department that writes to the committee names itself above the title of the committee's own report.
        """
        for name in (rest, before):
            if _LETTERS.search(name):
                return self._bare(_genitive_base(_tidy(_strip_filler(name)), stands_before=name == before))
        behind = self._named_behind(after)
        if behind is not None and not self._front.lines[behind].furniture:
            return self._name_at(behind)
        above = [place for place in range(index - 1, -1, -1) if self._is_name(self._front.texts[place])]
        names = [self._front.texts[place] for place in above]
        found = _tidy(names[0]) if names and not self._front.texts[after : after + 1] else self._name_above(names)
        if behind is not None and (found is None or all(self._front.lines[place].furniture for place in above)):
            return self._name_at(behind)
        writes = found is not None and self._is_department(found)
        return committee if writes and committee and self._matcher.is_committee(committee) else found

    def _named_behind(self, after: int) -> int | None:
        """The place of the name right behind a title that ends before `after`; null where there is none."""
        for position, name in enumerate(self._front.texts[after : after + MAX_BEHIND_TITLE], start=after):
            if self._is_labelled(name) or self._matcher.front_headings.find(name):
                return None
            if self._is_name(name) or (position == after and self._is_numbered_name(name)):
                return position
        return None

    def _name_at(self, position: int) -> str:
        """The name that begins at a place behind the title."""
        return self._bare(_tidy(_strip_filler(self._unlabelled(self._wrapped_name(position)))))

    def _wrapped_name(self, position: int) -> str:
        """A name with the lines directly below it that go on in lower case, set in the same size."""
        lines, name = self._front.lines, self._front.texts[position]
        for after in range(position + 1, len(lines)):
            text = self._front.texts[after]
            near = lines[after].number == lines[after - 1].number + 1 and lines[after].size == lines[position].size
            if not near or not text[:1].islower() or len(name) + len(text) >= MAX_NAME:
                break
            name = join_wrapped(name, text)
        return name

    def _is_department(self, name: str) -> bool:
        endings = self._vocabulary.department_endings + self._vocabulary.administration_endings
        return any(unconfused(word.casefold()).endswith(tuple(map(unconfused, endings))) for word in name.split())

    def _bare(self, name: str) -> str:
        """A committee's name without what its title goes on with ("med flerårsplan")."""
        words = name.split()
        for count in range(1, len(words)):
            if (
                self._matcher.is_committee(words[count - 1])
                and words[count].casefold() in self._vocabulary.title_joints
            ):
                return " ".join(words[:count])
        return name

    def _name_above(self, names: Sequence[str]) -> str | None:
        """A name printed above the title, where no label makes it a person's or an addressee's."""
        labelled = {
            self._front.text_at(index + 1)
            for index, text in enumerate(self._front.texts)
            if self._matcher.cover_labels.find(text.split(":")[0].strip(), exact=True)
        }
        return next((_tidy(name) for name in names if name not in labelled), None)

    def _is_name(self, text: str) -> bool:
        if len(text) > MAX_NAME or is_finished(text) or not _LETTERS.search(text) or self._is_labelled(text):
            return False
        first, _, behind = text.partition(" ")
        if self._matcher.cover_labels.find(first, exact=True) == "addressee" and self._named_addressee(behind):
            return False
        return not (ADDRESS.match(text) or self._matcher.cover_words.find(text) or DIARY.search(text))

    def _is_numbered_name(self, text: str) -> bool:
        """Whether a line that looks like an address is a name with a number: directly behind the title, and no street."""
        words = text.casefold().split()
        streets = self._vocabulary.street_endings
        return len(words) > 1 and words[-1].isdigit() and not words[-2].endswith(streets) and bool(ADDRESS.match(text))

    def _unlabelled(self, name: str) -> str:
        """A name without the word for what it names ("Enhet: Solen")."""
        label, colon, rest = name.partition(":")
        known = self._matcher.cover_labels.find(label, exact=True) == "organisation"
        return rest.strip() if colon and known and rest.strip() else name


_NONE = TitleWords("okand", "", "")


def _tidy(name: str) -> str:
    """A name whose hyphen a line's end parted from the rest, put together."""
    return _BROKEN_NAME.sub("-", name).strip()


def _genitive_base(name: str, *, stands_before: bool) -> str:
    """A name without the genitive that it has before "verksamhetsplan"."""
    return name[:-1] if stands_before and name.endswith("s") and not name.endswith(("ss", "hus")) else name


def _strip_filler(text: str) -> str:
    return fold(_FILLER.sub("", _FILLER.sub("", text.strip())).strip(" .,:–-"))


def _period_and_rest(title: str, words: TitleWords) -> tuple[str | None, str]:
    """The period that a title names, and what is left behind its words when period and year are taken out."""
    rest = _YEARS.sub(" ", words.behind).strip()
    period = _PERIODS.get(words.kind)
    if words.kind == "tertialrapport":
        numeral = (
            _NUMERAL.match(rest)
            or regex.search(r"\b(?:tertial|T)\s?(?P<numeral>[12])\b", title)
            or regex.search(r"\b\w*rapport\s(?P<numeral>[12]|I{1,2})\b", title, regex.IGNORECASE)
        )
        period = _TERTIALS.get(numeral["numeral"]) if numeral else None
        rest = _NUMERAL.sub("", rest)
    return period, _strip_filler(rest)


def year_in_headings(headings: Sequence[str]) -> int | None:
    """The year that most of the headings which end in one name, such as a chapter on the year's budget.

    Programmes and agendas are named by a year, too; a plan's own year is never a round target year ahead.
    """
    matches = (_HEADING_YEAR.search(heading.strip(" .:")) for heading in headings)
    years = Counter(int(match[1]) for match in matches if match)
    counted = {year: count for year, count in years.items() if year % 10 or year < 2030}
    return min(counted, key=lambda year: (-counted[year], year), default=None)


def year_in_tables(texts: Sequence[str]) -> int | None:
    """The year that most periods and column headers name; of equally many the latest, as reports print last year's."""
    years = Counter(year for text in texts if (year := year_in(text)))
    return max(years, key=lambda year: (years[year], year), default=None)


def organisation_in_prose(texts: Sequence[str], matcher: Matcher) -> str | None:
    """The name before the verb where the text says what the organisation does; None where only a general word stands."""
    verbs = "|".join(matcher.vocabulary.presentation_verbs)
    genitive = r"\p{Lu}[\p{L}-]*(?:-\s?\p{Lu}\p{L}+)*s(?:\s\p{Ll}[\p{L}-]+){1,3}?"
    proper = r"\p{Lu}\p{Ll}+(?:en|an|et|na)(?:\s\p{Lu}[\p{Ll}-]{2,}){1,2}"
    pattern = regex.compile(rf"^(?P<name>{genitive}|(?P<proper>{proper}))\s(?:{verbs})\b")
    general = {squash(word) for word in matcher.vocabulary.unit_heads}
    for text in texts:
        match = pattern.match(text)
        first = squash(match["name"].split()[0]) if match else ""
        if match and ((first not in general and first[:-1] not in general) or match["proper"]):
            return _tidy(match["name"])
    return None
