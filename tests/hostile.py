"""Texts made to hurt: scripts in titles, writing that turns around, signs that nobody sees, a paragraph without end."""

from pathlib import Path

from servanda.flow import keeping, read
from servanda.model import Agreement, Document, Reading, Span

SCRIPT = '"><script>window.hacked=1;alert(1)</script><img src=x onerror=window.hacked=1>'
TURNED = "Agreement \u202ebetween\u202c France\u200b and \u2066Poland\u2069 \x1b[31mred\x00\u0007"
MARKUP = "</div></article></main><style>*{display:none}</style><iframe src=https://elsewhere.example></iframe>{{ 7*7 }}{% raw %}"
TEXTS = (
    f"{SCRIPT}\n\nFrance shall train {SCRIPT} in Poland within javascript:alert(1) days.\n",
    f"{TURNED}\n\nFrance shall \u202ehelp\u202c Poland.\n",
    f"{MARKUP}\n\nPoland may {MARKUP} France.\n",
    "France shall help Poland and " + "W" * 5000 + ".\n",
    "x" * 3_000_000 + "\n\nFrance shall help Poland.\n",
)


def hostile_register(path: Path) -> str:
    """A register of such texts, each with a title of its own kind."""
    with keeping.opened(str(path), create=True) as register:
        for number, text in enumerate(TEXTS):
            first = text.partition("\n")[0]
            document = Document(
                Document.id_of(text), "agreement", first[:4000], first[:200], None, "en", text, f"{first[:300]}{number}"
            )
            evidence = {
                name: (Span(0, min(len(text), 50_000)),) for name in ("title", "status", "legal_form", "renewal", "signed.place")
            }
            agreement = Agreement(
                id=f"{number:016d}",
                title=first[:4000],
                parties=(SCRIPT, "FRA"),
                status=SCRIPT,
                legal_form=SCRIPT,
                renewal=TURNED,
                evidence=evidence | {"parties": (Span(0, 5),)},
            )
            keeping.keep(register, Reading(document, agreements=(agreement,)))
            keeping.keep(register, Reading(document, agreements=(agreement,), commitments=read(text).commitments))
    return str(path)


def endless_paragraph(characters: int = 10_000_000) -> str:
    """An agreement of one paragraph without a line break, with tricks between its sentences."""
    sentence = f"France shall help Poland with \u202eread me\u202c and \u200bmore {SCRIPT} in 2027. "
    return "Agreement between France and Poland\n\n" + sentence * (characters // len(sentence) + 1)
