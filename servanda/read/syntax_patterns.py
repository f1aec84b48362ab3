"""The words beside a finite word that decide what it does: what is agreed, what only had to happen, what is a policy."""

from servanda.lexicon import lazy_re as re

OPENERS = frozenset({"sub", "weak", "time", "rel", "that"})
OPENING = ("sub.", "weak", "time", "rel", "that")
AGREED = re.compile(
    r"[\s\xa0]*(?:[\w’-]+[\s\xa0]+){0,4}?(?:agreed|understood|stipulated|covenanted|resolved|decided|provided|declared|"
    r"intended)\b"
    r"[^.;:]{0,90}?\bthat\b[\s\xa0]*",
)
HONOUR = re.compile(
    r"[\s\xa0]+the[\s\xa0]+honou?r[\w\s\xa0,]{0,60}?\bto[\s\xa0]+(?:[a-z]+[\s\xa0]+)?(?:propose|suggest|confirm|inform|"
    r"state|agree|notify|declare|advise)\b"
    r"[^.;:]{0,110}?\bthat\b[\s\xa0,]*",
)
PERFECT = re.compile(
    r"[\s\xa0]+(?:not[\s\xa0]+)?have[\s\xa0]+(?:(?:[a-z]+ly|so|not|thus|already)[\s\xa0]+)?(?:been|become|made|given|taken|"
    r"begun|come|gone|given|"
    r"fallen|paid|met|(?!unlimited|unrestricted|limited|related|detailed|united|equal)[a-z]{3,}ed)\b(?![\s\xa0]+(?:access|"
    r"rights?|powers?|jurisdiction))"
)
PURPOSE = re.compile(
    r"\b(?:objectives?|purposes?|aims?|goals?|object|intention|idea|functions?|role|mission|tasks?|mandate)\b",
)
IDLE = re.compile(
    r"[\s\xa0]+(?:(?:also|then|thereby|[a-z]+ly)[\s\xa0]+)*(?:be[\s\xa0]+(?:necessary|required|needed|found|deemed|proper|"
    r"expedient|requisite|"
    r"considered|so|thought|of)|have[\s\xa0]+been|arise|exist|occur|happen|become[\s\xa0]+(?:due|necessary|available)|"
    r"result|help)\b",
)
POLICY = re.compile(
    r"[\s\xa0]+(?:also[\s\xa0]+)?(?:the|our)[\s\xa0]+(?:[a-z]+[\s\xa0]+)?(?:policy|intention|intent|desire|wish|hope)[\s\xa0]+of"
    r"[\s\xa0]+(?P<whose>[^,.;:]{3,80}?)[\s\xa0]+to\b"
)
SHARED = re.compile(r"[\s\xa0]*,?[\s\xa0]*and[\s\xa0,]+(?:[a-z]+ly[\s\xa0]+|also[\s\xa0]+|further[\s\xa0]+)*")
"""What stands between two verbs with one object: "warmly welcome, and strongly support, the results"."""
TO = re.compile(r"[\s\xa0]+(?:not[\s\xa0]+)?to\b")
MAY_BE = re.compile(
    r"[\s\xa0]+(?:hereafter[\s\xa0]+|from time to time[\s\xa0]+|also[\s\xa0]+)*be[\s\xa0]+(?![\w\s\xa0]{0,12}"
    r"(?:amended|renewed|extended|terminated|modified|revised|reviewed|used|waived|exercised|adjusted|prolonged|suspended|"
    r"denounced|delegated|altered|supplemented)\b)[a-z]+(?:ed|en|ne|id|ld|t)\b"
)
"""Goods "which may be stolen" are only described; terms "which may be amended" are a rule."""
LIGHT = frozenset(
    {"be", "have", "remain", "not", "also", "always", "only", "further", "then", "likewise", "both", "stand", "therefore"}
)
INSTRUMENT = re.compile(
    r"\b(?:agreement|treaty|convention|protocol|memorandum|arrangement|provisions?|articles?|paragraphs?|annex|accord|"
    r"declaration|text|"
    r"document|terms|exemption|termination)\b",
)
NOTHING = re.compile(
    r"(?:nothing|no[\s\xa0]+(?:provision|part|clause|article|term))\b[^,.;:]{0,90}?\b((?:affect|prejudice|prevent|oblige|"
    r"create|limit|preclude|"
    r"require|restrict|derogate|constitute|alter|impair|authori[sz]e|commit|confer|modifie|entitle|prohibit|supersede)s|"
    r"implies|modifies)\b",
)
NO_MONEY = re.compile(
    r"no[\s\xa0]+(?:[a-z]+[\s\xa0]+){0,2}(?:amounts?|sums?|funds?|money|moneys|budgets?|figures?|commitments?|obligations?|rights?|duties|"
    r"payments?|funding)\b[^,.;:]{0,40}?\b((?:is|are|has[\s\xa0]+been|have[\s\xa0]+been)[\s\xa0]+(?:hereby[\s\xa0]+)?(?:set[\s\xa0]+aside|"
    r"fixed|specified|stated|named|earmarked|appropriated|allocated|committed|pledged|promised|foreseen|provided|created|established|"
    r"implied|intended|given|granted|assumed|incurred|imposed|attached))\b",
)
"""\"No fixed amount is set aside": a text that says what it does not promise."""
TOGETHER = re.compile(
    r"\b(?:each[\s\xa0]+other|one[\s\xa0]+another|together|jointly|mutual(?:ly)?|collaborat\w+|co-?operat\w+|consult)\b"
)
"""What several do together, behind a modal."""
IN_LIKE_MANNER = re.compile(
    r"(?:(?:and|but)[\s\xa0,]+)?(?:in[\s\xa0]+like[\s\xa0]+manner|likewise|furthermore|further|moreover|also|nevertheless|however|in[\s\xa0]+addition)[\s\xa0,]+"
    r"(?=(?:if|should|when|whenever|where|unless|in[\s\xa0]+case)\b)"
)
"""What stands in front of a condition that begins a sentence."""
