"""What of the form of an agreement a text has: a heading that names an instrument, words with which its parties speak,
provisions in their order, a place and a day or signatures at its end. Short agreements have few formulas, but they have a form;
a report that quotes one has somebody who tells.
"""

from servanda.lexicon import lazy_re as re

_INSTRUMENT = (
    r"(?:agreement|treaty|convention|protocol|memorand(?:um|a)|declaration|communiqu[eé]|arrangement|understanding|compact|pact|accord"
    r"|charter|covenant|minutes|statement|exchange\sof\s(?:notes|letters)|letters?\sof\s(?:intent|understanding|agreement)|note\sverbale"
    r"|road\s?map|(?:action|work|working)\splan|plan\sof\saction|programme|final\sact|terms\sof\sreference|modus\svivendi|concordat"
    r"|armistice|term\ssheet|articles\sof\s\w+|proc[eè]s-verbal|aide[\s-]m[eé]moire|framework)"
)
_NAMED = re.compile(_INSTRUMENT, re.IGNORECASE)
_HEADING = re.compile(
    rf"(?i:the\s)?(?:(?!(?i:to|in|on|of|by|and|for|with|at|a|an|the|under|after|before|from|about|in|as|no|new|this|that|its|their)\s)(?:[A-ZÀ-Þ][\w’'-]*|[a-z-]+(?<!s|d))\s){{0,4}}?(?i:{_INSTRUMENT}s?)\b"
    r"(?:[\s.,:–-].*)?"
)
_STATEMENT = re.compile(r"(?:the\s)?(?:press\s|official\s)?statement\b(?!\sof\sintent)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|says?|said|signs?|nears|ends|expires|sparks|draws|hails?|wins?|faces|fails"
    r"|remains|comes?|provides?|contains?|includes?|obliges?|commits|covers|sets\sout"
    r"|takes|gets|seeks?|wants?|rejects?|reach(?:es|ed)?|ratif(?:y|ies|ied)|announces?|sealed|agreed to|after|amid|why|how"
    r"|what|news|full text|explained|opinion|analysis)\b|[?!…]|[.]$"
)
"""What a heading of an agreement has not; a headline may."""
_HEAD_LINES, _LONGEST_HEADING = 6, 200
_PROVISION = re.compile(
    r"^[ \t]*(?:(?:article|art|clause|section|sec|paragraph|para|point|item|§)\.?[ \t]*"
    r"(?P<word>\d{1,3}|[ivx]{1,6}|[a-z]{3,9})\b[ \t]*(?:[.:)–—-]+[ \t]*\S|(?=\n)|[ \t]*(?-i:(?=[A-Z]\w*[ \t]\w)))"
    r"|(?:\(?(?:\d{1,3}|[ivx]{1,6}|[a-h])[.)]|(?:first|second|third|fourth|fifth)(?:ly)?[.:,]|[•*–—-])[ \t]+"
    r"(?=\S+[ \t]\S+[ \t]\S+[ \t]\S))(?P<rest>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_RUN_IN = re.compile(r"(?:[.:;]|as follows:?)\s(?P<n>\d{1,2})[.)]\s(?=[A-Z])")
_WHOLE = re.compile(r"[.;:,]$|(?:\band|\bor)$")
_WIDE = 60
"""Characters of a line that goes on in the next one, rather than being a list's item or a headline."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:day\sof\s|of\s)?{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
_PLACE = r"[^\W\d_][\w.’'-]{0,30}(?:[ \t/][\w.’'-]{1,30}){0,4}"
_CLOSING = re.compile(
    rf"^[ \t]*(?:(?:{_PLACE}(?:,[ \t]{_PLACE})?,?[ \t])?(?:(?:on|the)\s){{0,2}}{_DAY}\.?[ \t]*$"
    rf"|(?:place|date)(?:\sand\sdate)?:\s|(?:done|signed|made|given|concluded|executed|sealed|drawn\sup)(?:\sand\s\w+)?\s(?:at|in|on|this)\s)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED_IN_TEXT = re.compile(
    r"(?:^|[.;]\s)(?:Done|DONE|Signed|SIGNED|Made|Given)\s(?:and\s\w+\s)?(?:at|in|on)\s[A-Z][\w .,-]{2,60}\d{4}"
)
_SIGNATURE = re.compile(
    r"^[ \t]*(?:for\s(?:and\son\sbehalf\sof\s)?(?:the\s)?(?-i:[A-Z])[^.;]{2,110}$|on\sbehalf\sof\s[^.;]{3,90}$"
    r"|\(?(?:signed|s\.|sgd\.?)\)|signed:|/s/|\[?signatures?\]?:?[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_OPERATIVE = re.compile(
    r"\b(?:agree[ds]?|declare[ds]?|arranged?|decided?|resolved?|settled|reached|undertake|confirm(?:ed)?|adopted|affirm|understand|intend(?:\sto)?)\b"
    r"[^.;:\n]{0,40}(?:as\sfollows|the\sfollowing(?:\s\w+){0,3})[ \t]*[.:;–—-]"
    r"|\b(?:do\s|hereby\s)*(?:agree|declare|have\sagreed|have\sdeclared|have\sdecided|affirm|resolve)(?:\sthat)?:[ \t]*$"
    r"|(?-i:^[ \t]*(?:HAVE )?(?:AGREED?|DECLARED?|DECIDED?|RESOLVED?|AFFIRM)(?: AS FOLLOWS| THAT)?[:.]?[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_SALUTATION = re.compile(
    r"^[ \t]*(?:(?:dear|your)\s)?(?:sir|excellency|madam|minister|mr|monsieur|ambassador|colleague)s?\b[^.\n]{0,40}[,:]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FAREWELL = re.compile(
    r"\b(?:yours\s(?:sincerely|faithfully|truly)|(?:please\s)?accept,?\s[^.\n]{0,60}assurances?|assurances\sof\s(?:my|its|our)|avails?\s(?:myself|itself|ourselves))\b",
    re.IGNORECASE,
)
_UNDERSTANDING = re.compile(r"\b(?:this|the|an)\s(?:understanding|agreement|arrangement)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"[,”\"]\ssaid\s[A-Z]|\bsaid(?:(?=[.,])|\s(?:on|in|that|it|he|she|they|a|his|her|its)\b)|\bsays?\b|\btold\s(?:reporters|journalists|parliament|[A-Z])"
    r"|\baccording\sto\s(?:the\s)?(?:[A-Z]\w+|officials?|sources?|reports?|a\s)|\bspokes(?:wo)?m[ae]n|\bspokesperson|\breporters\b"
    r"|\bjournalists\b|\bnews\s(?:agency|conference)|\bpress\s(?:releases?|conference)|\banalysts?\b"
    r"|\bon\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
"""Words of somebody who tells of it from outside."""
_BY_LINE = re.compile(r"^[ \t]*(?:By|BY|Text|Story|Author)\s*:?\s[A-Z][\w.’'-]+\s[A-Z][^.\n]{0,60}$", re.MULTILINE)
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][\w.’'/ ,]{1,40}(?:\([A-Z][\w ]{1,30}\)\s*)?\s(?:—|–|--|-)\s[A-Z][a-z]+\s(?:\w+\s){2}", re.MULTILINE
)
_TAIL = 1500
_LEAST = 3
"""A weight below which nobody needs to know whether somebody tells."""


def weight_of(text: str, first: str) -> float:
    """How much in the form of a text speaks for an agreement; below zero where somebody tells of one.

    `first`: its beginning, in which a heading and a by-line stand.
    """
    letter = _SALUTATION.search(first)
    score = _headed(first) + _provisions(text)
    if not score and not letter:
        return 0
    tail = text[-_TAIL:]
    score += 1.5 * bool(_OPERATIVE.search(text))
    score += 1.5 * bool(_CLOSING.search(tail) or _CLOSING.search(first[:400]) or _SIGNED_IN_TEXT.search(text))
    score += 1.5 * bool(_SIGNATURE.search(tail))
    if letter and _FAREWELL.search(tail):
        score += 3.5 if _UNDERSTANDING.search(text) else 1
    if score < _LEAST:
        return score
    told = sum(1 for _ in _TELLS.finditer(text)) / max(len(text) / 1000, 1)
    return score - min(told, 4) * 1.5 - 3 * bool(_BY_LINE.search(first)) - 2 * bool(_DATELINE.search(first))


def _headed(first: str) -> float:
    """2 if one of the first lines is a heading that begins with the name of an instrument.

    1 for a statement, which one side makes as well.
    """
    lines = [" ".join(line.split()) for line in first.split("\n") if line.strip()][:_HEAD_LINES]
    for line in lines:
        spaced = re.sub(r"\b(\w)\s(?=\w\b)", r"\1", line) if re.match(r"(?:\w\s){4}", line) else line
        if not _NAMED.search(spaced):
            continue
        if len(spaced) <= _LONGEST_HEADING and _HEADING.fullmatch(spaced) and not _SENTENCE.search(spaced.lower()):
            return 1 if _STATEMENT.match(spaced) else 2
        run_in = spaced[:_LONGEST_HEADING]
        if len(lines) == 1 and _HEADING.match(run_in) and run_in.split()[0].isupper() and run_in.split()[1].isupper():
            return 2
    return 0


def _provisions(text: str) -> float:
    """2 for two provisions and more, 3 for four: lines that begin with their number or mark and are sentences."""
    count, last = 0, 0
    for match in _PROVISION.finditer(text):
        rest = match["rest"].rstrip()
        count += bool(match["word"]) or bool(_WHOLE.search(rest)) or len(rest) >= _WIDE
        if count >= 4:
            return 3
    run_in = 0
    for match in _RUN_IN.finditer(text):
        number = int(match["n"])
        run_in, last = (run_in + 1, number) if number == last + 1 else (run_in, last)
    count = max(count, run_in)
    return 3 if count >= 4 else 2 if count >= 2 else 0
