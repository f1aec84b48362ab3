"""The small closed classes of English that the rules for clauses ask about, and the patterns made of them."""

from servanda.lexicon import lazy_re as re
from servanda.lexicon import load_lexicon

NOUN_PHRASE = re.compile(
    r"[\s\xa0]*(?:[\"“‘(]?[A-Z][\w’'.-]*|(?:the|a|an|any|each|every|either|both|all|no|neither|such|this|that|these|those|its|"
    r"their|his|her|our|it|they|he|she|we|I|one|two|three|other|others|another|nothing|none|some|said|same|everything|"
    r"nobody|bilateral|joint|every)\b)"
)
"""What a subject may begin with; matched where a subject may begin."""

ADVERBS = re.compile(
    r"(?:[\s\xa0,]|\b(?:also|therefore|thus|hereby|however|then|further|furthermore|moreover|likewise|always|only|both|either|"
    r"at all times|at any time|forthwith|once|again|still|thereafter|hereafter|accordingly|for (?:its|their) part|"
    r"in particular|in turn|"
    r"in addition|on the contrary|on the other hand|"
    r"together|first|ever|forever|for ever|hence|henceforth|instead|otherwise|rather|so|solemnly|nevertheless|"
    r"where (?:necessary|appropriate|possible|required)|as (?:appropriate|necessary)|if (?:necessary|possible|appropriate)|"
    r"[a-z]+ly)\b)*"
)
"""Adverbs, blanks and commas only (fullmatch of a gap)."""

NOT = re.compile(
    r"[\s\xa0,]*(?:(?:also|however|therefore|thus|in any (?:case|way|event|event,)|under any circumstances|in any manner|"
    r"at any time|"
    r"[a-z]+ly|be|hereby|hereafter|thereby|then|in general)[\s\xa0,]+){0,2}"
    r"(?P<not>not(?!\s+(?:only|(?:later|earlier|sooner|more|less|fewer)\s+than|exceeding)\b)|never|neither|"
    r"in\s+no\s+(?:case|event|way|wise|circumstances|manner)(?!\s+(?:later|earlier|sooner|more|less|fewer)\s+than\b)|"
    r"under\s+no\s+circumstances|nor|no\s+longer)\b",
)
"""A negation right behind a finite word; "not later than" dates what is to be done and negates nothing."""

NO_SUBJECT = re.compile(
    r"[\s\xa0]*(?:(?:and|but|or)[\s\xa0]+)?(?:no|none|neither|nor|nothing|nobody|not\s+(?:any|one)|in\s+no\s+(?:case|event|"
    r"way|wise|circumstances?)|"
    r"under\s+no\s+(?:circumstances?|conditions?|pretext)|at\s+no\s+time|never|on\s+no\s+(?:account|condition)|by\s+no\s+means|"
    r"in\s+no\s+(?:manner|respect))\b",
)
"""A negation in front of a clause: no Party shall, nothing in this Agreement shall, in no case shall."""

COORDINATOR = re.compile(r"\b(?:and/or|and|or|but|nor|yet)[\s\xa0,]*(?=$)|[;:][\s\xa0]*(?=$)")

_SETS = {row["key"]: frozenset(row["members"].split()) for row in load_lexicon().rows("grammar")}
DETERMINERS = _SETS["determiner"]
PRONOUNS = _SETS["pronoun"]
PREPOSITIONS = _SETS["preposition"]
ADVERB_WORDS = _SETS["adverb"]
AUXILIARIES = _SETS["auxiliary"]
PLURAL_ACTORS = _SETS["plural_actor"]
SINGULAR_ACTORS = _SETS["singular_actor"]
NO_ACTORS = _SETS["no_actor"]
NEVER_BEFORE_A_VERB = _SETS["never_before_a_verb"]
NO_PRESENT_VERB = _SETS["no_present_verb"]
FRONT_WORDS = _SETS["front"]
REDUCED = _SETS["reduced"]
COUNTING = _SETS["counting"]
LINK_WORDS = _SETS["link"]
BEFORE_ACTION = _SETS["before_action"]
GIVING = _SETS["giving"]
HANDING = GIVING | _SETS["handing"]
ABBREVIATIONS = _SETS["abbreviation"]
OPENS_ADVERBIAL, OPENS_LEAD = _SETS["opens_adverbial"], _SETS["opens_lead"]
"""First words of what may stand before an action (read/actions.py): nothing else is looked at closely."""

DUTY_VERBS = frozenset(row["key"] for row in load_lexicon().rows("duty_verb"))
"""Verbs that undertakings are made of, in their base form."""

DEMONSTRATIVE = re.compile(
    r"that[\s\xa0]+(?:other[\s\xa0]+|latter[\s\xa0]+|same[\s\xa0]+)?(?:contracting[\s\xa0]+)?(?:party|state|government|date|"
    r"time|day|year|period|case|event|effect|end|"
    r"purpose|territory|country|agreement|article|paragraph|convention|request|notice|notification|organi[sz]ation|person|part|"
    r"regard|respect|connection|context|decision|matter|law|treaty|zone|area|ship|vessel|aircraft|sense|spirit|member|fund|sum|"
    r"amount|protocol|annex|nation|tribe|district|river|point|line|place|direction|authority|body|right|obligation|"
    r"information|of|which)\b",
)

WORD = re.compile(r"[\s\xa0,(]*([A-Za-z][\w’'-]*)")
"""The next word."""


SO_ASKED = re.compile(
    r"\bso[\s\xa0]+(?:requests?|desires?|wish(?:es)?|decides?|agrees?|requires?|elects?|determines?|chooses?|asks?)\b"
)
"""What ends a condition without a comma: "if Norway so requests the Parties shall"."""


def last_words(text: str, start: int, at: int, count: int = 1) -> list[str]:
    """The last words of text[start:at], with the punctuation that is glued to them."""
    return text[max(start, at - 24 * count) : at].split()[-count:]
