"""On which day something was said: the day stands beside the verb of speech, not in what is said."""

from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate, Span
from servanda.read.report_dates import day_in
from servanda.read.scene import Scene
from servanda.read.telling import Told

_BEHIND = re.compile(r"[^,;:“”\"]{0,80}?(?=,|;|:|“|\"|\sthat\s|[.!?][\"”’]?$|$)")
_LEAD = re.compile(
    r"(?:(?:Late|Early|Earlier|Only)\s)?(?:[Oo]n\s|[Ii]n\s|Yesterday|Today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[^,;“”\"]{0,40}"
)


def said_on(scene: Scene, sentence: Told, speaker: Span, verb: tuple[int, int] | None) -> PartialDate | None:
    """The day named behind the verb, beside the speaker, or at the head of the sentence.

    Without a verb ("Mara Lind: ...") the first day of the sentence.
    """
    text = scene.text
    if verb is None:
        places = [(sentence.start, sentence.end)]
    else:
        behind = _BEHIND.match(text, verb[1], sentence.end)
        lead = _LEAD.match(text, sentence.start, verb[0])
        places = [(verb[1], behind.end())] if behind else []
        before = speaker.end <= verb[0]
        places += [(speaker.start, verb[0])] if before else [(speaker.end, min(sentence.end, speaker.end + 40))]
        places += [lead.span()] if lead else []
    for start, end in places:
        day = day_in(text, start, end, scene.published, future=False)
        if day:
            return day[0]
    return None
