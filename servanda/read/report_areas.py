"""What a passage of a report is about. A report changes its subject from sentence to sentence: only the words of the passage
itself decide, not what the text is about as a whole.
"""

from servanda.lexicon import Codebook, Marks
from servanda.lexicon import lazy_re as re
from servanda.read.areas import Subjects
from servanda.read.clause import Clause

_ARMS = frozenset(("arms", "ammunition"))
_JETS = re.compile(r"\b(?:jets?|fighters?|bombers?|warplanes?)\b", re.IGNORECASE)
"""Goods that are arms, whatever else the words say."""
_OWN = frozenset(("core", "frame", "hint"))
_ATTACK = re.compile(r"\b(?:attack\w*|invad\w+|invasion|aggression|act of war|under fire|at war)\b", re.IGNORECASE)
_IN_ARMS = re.compile(
    r"\b(?:(?:send|deploy|dispatch|commit)\w*\s(?:\w+\s){0,3}(?:troops|soldiers|forces|army|navy|warships|aircraft|military)"
    r"|defend\w*|fight\w*|come to (?:the|its|their|his|each other['’]s) (?:aid|help|assistance|defen[cs]e|rescue)"
    r"|(?:help|assist|aid|stand by|protect|support|rush to|join|respond|intervene)\w*)\b",
    re.IGNORECASE,
)
_DEFENDS = re.compile(
    r"\bdefend\s(?:the\s)?(?:each other|one another|the other|its (?:neighbou?r|ally|partner)|[A-Z])"
    r"|\b(?:join|enter)\w*\s(?:a|the|any)\swar\b"
    r"|\bmutual(?:-|\s)defen[cs]e\b"
)
_INSTRUMENT = re.compile(
    r"\b(?:(?:re)?sign(?:ed|ing)?|initial(?:l?ed)?|conclud\w+|ratif\w+|in(?:to)? force|take effect|expir\w+|binding|binds?"
    r"|approv\w+|parliament\w*|lawmakers|senate|congress|vote|referendum|withdraw\w* from|leave the (?:pact|treaty|deal)"
    r"|publish\w*|negotiat\w+|re-?negotiat\w+|lapse\w*|amend\w*)\b",
    re.IGNORECASE,
)
"""What is done with an agreement itself, behind the words of force."""
_LIFE = re.compile(
    r"\b(?:signing|signature|ratification|talks|negotiations|text|draft)\s(?:\w+\s){0,2}$"
    r"|\b(?:it|text|draft|treaty|pact|agreement|accord|deal|memorandum|document)\s(?:itself\s)?(?:\w+\s){0,4}$",
    re.IGNORECASE,
)
"""Subjects that are the agreement itself, or a step of its life."""
_STEP = re.compile(r"\bthe (?:signing|signature|ratification)\b[^,;]*$", re.IGNORECASE)
_NEUTRAL = re.compile(r"\bneutral(?:ity)?\b|\bnon-?align", re.IGNORECASE)
"""Words of neutrality; whoever is "neutralised" is not made neutral."""
_PLAIN_WORDS = tuple(
    (area, re.compile(words, re.IGNORECASE))
    for area, words in (
        (
            "presence_and_exercises",
            r"\b(?:send|station|deploy|base|post|dispatch|rotate|host)\w*\s(?:[\w,.-]+\s){0,4}"
            r"(?:soldiers|troops|forces|squadrons?|brigades?|battalions?|warships|marines)\b"
            r"|\b(?:foreign|military|naval|permanent|air) bases?\b",
        ),
        (
            "arms_transfer",
            r"\b(?:submarines?|frigates?|corvettes?|destroyers?|minehunters?|warships?|radars|fighter jets|gunships?)\b",
        ),
        ("humanitarian", r"\b(?:hostages|aid trucks|relief trucks|prisoners|refugees|famine|displaced)\b"),
        (
            "environment_and_resources",
            r"\b(?:fish\w*|cod|tuna|mackerel|herring|catch|trawlers|deforestation|forests?|fossil fuels?|emissions"
            r"|acre-feet|drought|waters? of|reservoirs?)\b",
        ),
        (
            "energy_and_infrastructure",
            r"\b(?:megawatts|gigawatts|pipelines?|power (?:link|lines?|plants?)|electricity|quay|grid)\b",
        ),
        (
            "transport_and_communications",
            r"\b(?:railways?|kilomet(?:re|er)s of track|tracks?|bridges?|ferr(?:y|ies)|airlines?|flights|roads?|harbours?)\b",
        ),
        ("police_and_borders", r"\b(?:own citizens|fugitives?|suspects?|extradit\w+|border posts?|smugglers?)\b"),
    )
)
"""Plain words of the news for an area, asked only where the codebook's own cues say nothing; the first that fits decides."""
_MONEY = re.compile(r"\b(?:sums?|money|budgets?|cash|che(?:que|ck)|financial|costs?|paid|pay|payments?)\b", re.IGNORECASE)


class ReportAreas:
    """The areas of the passages of one report. Give it the passages in order."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self._text, self._marks = text, marks
        self._subjects = Subjects(text, marks, codebook)
        self._shipped = codebook.origin == "shipped"

    def of(self, clause: Clause) -> tuple[str, ...]:
        """The areas that the passage's own words name; what is about the instrument, final provisions; else `other`."""
        found = self._subjects.of(clause)
        if not self._shipped:
            return found
        titles = self._marks.within("instrument", clause.start, clause.end)
        named = {
            area
            for area, place, _, start, end in self._subjects.evidence(clause)
            if place.startswith("money:") or (place in _OWN and not any(a <= start and end <= b for a, b, _ in titles))
        }
        passage = self._text[clause.start : clause.end]
        found = tuple(area for area in found if area in named and area != "other")
        if "neutrality" in found and not _NEUTRAL.search(passage):
            found = tuple(area for area in found if area != "neutrality")
        if self._in_arms(clause, passage):
            return (
                "mutual_defence",
                *(a for a in found if a not in ("mutual_defence", "presence_and_exercises", "non_aggression")),
            )
        if found:
            return found
        goods = {key for _, _, key in self._marks.within("goods", clause.start, clause.end)}
        if goods & _ARMS or ("aircraft" in goods and _JETS.search(passage)):
            return ("arms_transfer",)
        if not goods and self._about_itself(clause):
            return ("final_provisions",)
        for area, words in _PLAIN_WORDS:
            if words.search(passage):
                return (area,)
        return ("funding",) if _MONEY.search(passage) else ("other",)

    def _about_itself(self, clause: Clause) -> bool:
        """Whether the passage tells of the life of the agreement: its signature, approval, force, end."""
        words, text = clause.force_words, self._text
        done = _INSTRUMENT.search(text, words.start, min(clause.end, words.end + 70))
        if not done:
            return bool(_STEP.search(text, clause.start, words.start))
        return bool(self._marks.any("instrument", clause.start, clause.end) or _LIFE.search(text, clause.start, words.start))

    def _in_arms(self, clause: Clause, passage: str) -> bool:
        """Whether it is about help in arms for whoever is attacked."""
        if _DEFENDS.search(passage):
            return True
        attacked = any(_ATTACK.search(self._text, span.start, span.end) for span in clause.conditions)
        return attacked and _IN_ARMS.search(self._text, clause.force_words.end, clause.end) is not None
