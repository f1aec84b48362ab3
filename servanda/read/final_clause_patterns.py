"""What the sentences of the final clauses look like: the words that must be there, and those for and against."""

from servanda.lexicon import lazy_re as re
from servanda.read.clause_choice import Wanted


def _low(pattern: str) -> re.Pattern[str]:
    """The pattern, its blanks standing for any white space; for a text in lower case."""
    return re.compile(pattern.replace(" ", r"\s+"))


FORCE = "force|effect|effective|operation|obligatory|binding|operational|operative"
ENTRY = Wanted(
    words=_low(
        rf"\b(?:shall|will|is to|to|deemed to have|would|hereby|it|has)\b[^.;]{{0,90}}?\b(?:enter(?:ed)?|come|take|becomes?|"
        rf"be|go|is)\b"
        rf"[^.;]{{0,20}}\b(?:{FORCE})\b|"
        rf"\bit (?:enters|comes|goes|takes|becomes) (?:in |into )?(?:{FORCE})\b|"
        rf"(?<![a-z]\s)\b(?:this|the present) \w+ "
        rf"(?:\w+ )?(?:enters|comes|goes|takes|becomes) (?:in |into )?(?:{FORCE})\b|\b(?:shall|will) commence on\b"
    ),
    worse=_low(
        r"\b(?:amendments?|modifications?|denunciation|shall not enter|"
        r"for it|for (?:each|any|every|a|the acceding|that|such) (?:state|party|"
        r"acceding)|as regards any|subsequently|thereafter|acceding|(?:each) (?:state|party|contracting|member|signatory|"
        r"government)|"
        r"termination|withdrawal|(?<!and.shall.)(?<!and.will.)(?<!and.)remain in force|annex(?:es)? shall|decisions?|cease|"
        r"(?:after|before|following|prior to|since|(?<!anniversary.)of) (?:the|its) (?:entry|coming) into force)\b"
    ),
    heading=_low(r"\b(?:entry into|coming into|in) (?:force|effect)\b|\bcommencement\b"),
    itself=True,
)
ANOTHER_RULE = _low(
    r",? (?:and|but) (?:it )?(?:(?:shall|will|may|is|be|thereafter) |(?:expires?|terminates?|ends?|lapses?|remains?|continues?) )"
    r"|,? unless "
)
"""Where a sentence goes on to another rule: what is counted behind it is not what was said before."""
UPON_SIGNATURE = _low(
    r"\b(?:(?:up)?on|from|at|as of|as from|with effect from|after|by|with|following)\s+(?:the\s+|its\s+)?"
    r"(?:(?:date|day|time|moment)\s+(?:of|on which it is)\s+)?(?:its\s+|the\s+|this\s+|their\s+|the\s+last\s+)?"
    r"(?:signature|signing|signed|being signed|conclusion)\b|\bthe (?:date|day) hereof\b|\bfrom this date\b|"
    r"\bimmediately upon (?:the )?sign"
)
LATER = _low(
    r"\b(?:days?|months?|weeks?)\s+(?:after|following|from)|provided that|ratif|instruments|notif|approv|subject to|domestic|"
    r"constitutional|requirements|procedures"
)
COUNTED = _low(r"\b(?:years?|months?|decades?|anniversary|indefinite\w*|unlimited|until|up to)\b")
TERM = Wanted(
    words=_low(
        r"\b(?:remains?|continues?|stays?|kept?)\s+(?:\w+\s){0,3}?(?:in\s+force|in\s+effect|valid|in\s+operation|binding)|"
        r"\bcontinue\s+for\b|\bends\s+on\b|\blapses?\s+on\b|"
        r"\b(?:be|is)\s+(?:valid|concluded|in force|in effect|binding)\s+(?:for|until|up to|from|indefinitely|as long|so long|"
        r"without)|"
        r"\bcontinues\s+in\s+(?:force|effect)\b|\b(?:shall|will)\s+(?:expire|lapse|end)\s+on\b|"
        r"\b(?:until|on)\s+the\s+[\w -]{3,20}\banniversary\s+of\b|"
        r"\b(?:its|initial)\s+(?:duration|term)\s+of\b|\bterm of (?:this|the present)\b|"
        r"\b(?:duration|term)\s+of\s+(?:\w+\s)?[\w-]+\s"
        r"(?:\(\w+\)\s)?(?:years?|months?)\b|"
        r"\bcover the time period|\bduration\s+(?:of\s[^.;]{0,40})?(?:shall|will|is)\b|\bperiod of validity\b|\bexpires?\b|"
        r"\bindefinite|\bunlimited"
    ),
    worse=_low(
        r"\b(?:permits?|licen[cs]es?|certificates?|passports?|visas?|chairman|mandate|budget|this article|contracts?|"
        r"patents?|"
        r"employment|with regard to|in respect of|projects?|programmes?|decisions?|confidential|quota|safeguard|measures?|"
        r"for those members|appointed|extensions|granted|papers|(?:so|as) long as|"
        r"anniversary of the (?:date of )?(?:the )?(?:receipt|notice)|such notice|"
        r"such notification|travel documents?|issued|if after|withdraws|open indefinitely)\b"
    ),
    better=COUNTED,
    doubted=_low(r"\brenewed\b"),
    firm=_low(
        r"\b(?:in force|valid|in effect|in operation|binding) (?:for|during) (?:an? |the )?(?:\w+ ){0,4}?(?:\(\w+\) )?"
        r"(?:years?|months?)\b"
    ),
    heading=_low(r"\b(?:duration|validity|term|entry into force|period|final)\b"),
    itself=True,
)
ENTRY_AND_TERM = TERM._replace(words=_low(r"\b(?:valid|for a period of|remain|continue for)\b"))
INDEFINITE = _low(r"\bindefinite|\bunlimited|\bunspecified|without limit")
ITSELF = _low(
    r"\b(?:this|the|present|said)\s+(?:\w+\s)?(?:agreement|convention|treaty|protocol|memorandum|arrangement|accord)\b|"
    r"\b(?:it|validity|its (?:validity|term|duration))\b"
)
TERRITORY = _low(
    r"\bterritor|\bjurisdiction\b|netherlands antilles|time limit|deadline|visa|passport|permit|mandate|arbitra|"
    r"\bpersons?\b|\bpresident\b|such notification"
)
RENEWAL = Wanted(
    words=_low(r"\b(?:renew|tacit|automatic|prolong|extend|successive|further|similar|additional|consecutive)\w*\b"),
    worse=TERRITORY,
    heading=_low(r"\b(?:duration|validity|term|renewal|entry into force|extension)\b"),
    itself=True,
)
BY_CONSENT = _low(
    r"\bmay be (?:extended|prolonged|renewed)\b|\b(?:by|through|upon|with) (?:the )?(?:mutual|written|common|joint)\b"
    r"|\bby (?:an )?(?:agreement|exchange)\b|\b(?:agree|decide) to (?:extend|prolong|renew)\b"
)
BY_ITSELF = _low(r"\b(?:automatic\w*|tacit\w*|unless|by itself|deemed|shall be (?:renewed|extended|prolonged))\b")
EXTENSION = Wanted(words=_low(r"\b(?:extend|extension|prolong)\w*\b"), worse=TERRITORY, heading=RENEWAL.heading, itself=True)
TERMINATION = Wanted(
    words=_low(
        r"\bterminat\w*|\bdenounc\w*|\bdenunciation|\bwithdraw\w*|\bcease\b|\babrogat\w*|\bexpir\w*|\bdiscontinu\w*|"
        r"\bto an end\b|\b(?:shall|will) end\b|\bintention to end\b|\bbe ended\b"
    ),
    worse=_low(
        r"\b(?:not affect|notwithstanding the termination|hereby|replace[sd]?|supersede[sd]?|employment|contracts?|"
        r"proceedings?|services?|"
        r"hostilities|is terminated|upon termination|after termination|agreement (?:of|signed)|authori[sz]ation|routes|troops|"
        r"a reservation|"
        r"reservations?|declarations?|action under|secondment|"
        r"shall inform (?:all|each|every)|deposits? of instruments|certified cop(?:y|ies)|"
        r"shall terminate (?:on|upon) the entry|the following|upon the entry into force|shall be terminated (?:on|upon|"
        r"as from) the)\b"
    ),
    better=_low(r"\bmay\b|\bnotice\b|\bnotif\w*|\bin writing\b|\buntil\b"),
    heading=_low(r"\b(?:terminat\w*|denunciation|withdrawal|duration|validity|final)\b"),
)
NOTICE_BEHIND = _low(
    r"(?:['’]s?)?\s*(?:\(\w+\)\s*)?(?:(?:of|prior|previous|written|advance|full)\s+)*notice\b|\s*(?:prior|before|in advance|"
    r"earlier|previously|preceding|"
    r"ahead)\b|\s*(?:after|from|following|of)\s+(?:the\s+)?(?:(?:date|day|time)\s+(?:of|on|when)\s+)?(?:the\s+|its\s+|such\s+|"
    r"that\s+|said\s+|a\s+|this\s+|which\s+)*"
    r"(?:receipt|receiv\w*|notification|notice|denunciation|delivery|giving|deposit|communication|date|withdrawal|other|"
    r"depositary|secretary|"
    r"director|government|party|termination|day)\b"
)
NOTICE_BEFORE = _low(
    r"\b(?:notice of|at least|not less than|no less than|no later than|not later than|minimum of|by giving|"
    r"preferably)\s+(?:\w+\s+)?$"
)
NOTICE_RECEIVED = _low(r"\s*(?:from|after|following|of) [^.;]{0,60}\b(?:receives?|received|receipt|notice|notification)\b")
NOTICE_OR_BEFORE = _low(r"\b(?:notice|notif\w*|denounc\w*|denunciation|receiv\w*|receipt|before|prior)\b")
NOT_NOTICE = _low(
    r"^[^.;]{0,50}?\b(?:signature|signing|entry into force|ent\w+ into force|ratification|"
    r"enters? into effect)\b"
)
NO_NOTICE_BEFORE = _low(
    r"\b(?:valid for|in force for|extend\w* for|expiration of|expiry of|periods? of|end of|lapse of|term of)\s+(?:\w+\s)?$"
)
NO_NOTICE_BEHIND = _low(
    r"\s*(?:from|after|of|following)\s[^.;]{0,80}\b(?:ent(?:ry|ered|ers) into force|c(?:om|am)\w+ into force|signature)\b"
)
AMENDMENT = Wanted(
    words=_low(
        r"\b(?:may|shall|can|will|might) (?:at any time |also |further )?be "
        r"(?:amended|modified|revised|supplemented|changed|altered)\b"
        r"|\b(?:amend|revise|modify|change) (?:this|the present|the|its|it)\b"
        r"|\b(?:amendments?|modifications?|revisions?|changes|alterations?) (?:and \w+ |or \w+ )?(?:to|of|in) "
        r"(?:this|the present|the|it)\b|\bpropose\w* (?:an? |any |one or more )?(?:amendments?|revision)"
        r"|\bamendments? (?:may|shall|which)\b|\brequest the revision\b|\bany (?:amendment|modification|revision)\b"
    ),
    worse=_low(
        r"\b(?:legislation|laws?|regulations|schedule|tariff|list|quota|"
        r"the annex(?:es)?|phrase|words?|these provisions|entry into force of any|"
        r"request consultations|once adopted|ratification by it)\b"
    ),
    better=_low(
        r"\b(?:this|the present|the) (?:\w+ )?(?:agreement|convention|treaty|protocol|memorandum|arrangement|accord) "
        r"(?:may|shall|can|will) (?:\w+ ){0,3}be (?:amended|modified|revised|supplemented)|"
        r"\bmay (?:agree to |jointly )?(?:amend|propose)\b"
    ),
    heading=_low(r"\b(?:amendments?|modifications?|revision|final)\b"),
)
ACCESSION = Wanted(
    words=_low(
        r"\b(?:open (?:for|to)|may (?:\w+ )?(?:accede|adhere|become|join)|shall be open|any (?:other )?state|other states?)\b"
    ),
    worse=_low(r"\b(?:european union|european communit\w+|world trade organi[sz]ation|enter into force)\b"),
    heading=_low(r"\b(?:accession|adherence|signature)\b"),
)
SUSPENSION = Wanted(
    words=_low(
        r"\bsuspen\w*\s+(?:\w+\s){0,6}?(?:agreement|convention|treaty|protocol|arrangement|memorandum|operation|application)|"
        r"\b(?:agreement|convention|treaty|protocol|arrangement)\b[^.;]{0,40}\bsuspended\b"
    ),
    heading=_low(r"\bsuspension\b"),
)
PROVISIONAL = Wanted(
    words=_low(
        r"\bprovisional\w*[^.;]{0,60}\b(?:appl\w*|force|effect|operation|implement\w*)\b|\bappl\w*\b[^.;]{0,60}\bprovisional"
    )
)
DISPUTE = Wanted(
    words=_low(r"\b(?:settle\w*|resol\w*|submitted|referred|arbitra\w*|consult\w*|negotiat\w*|diplomatic|adjust\w*)\b"),
    worse=_low(r"\b(?:industrial|investors?|employ\w*|contracts?)\b"),
    better=_low(
        r"\b(?:interpretation|application|implementation)\b[^.;]{0,60}\b(?:agreement|convention|treaty|protocol|provisions|"
        r"memorandum|it|accord)\b"
    ),
    heading=_low(r"\b(?:disputes?|differences|arbitration|interpretation)\b"),
)
SENTENCES_ONLY = {
    "provisional_application": ("provisional", PROVISIONAL),
    "amendment": ("amendment", AMENDMENT),
    "accession": ("accession", ACCESSION),
    "suspension": ("suspension", SUSPENSION),
    "dispute_settlement": ("dispute", DISPUTE),
}
"""Clauses of which only the sentence is kept: field, key of its marks, what it looks like."""
