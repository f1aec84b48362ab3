"""Finite words of a sentence, and the subordinate clauses that are open while it is read."""


class Finite:
    """A finite word and what it does in its sentence.

    `kind`: modal, pred, own, verb, rule, present, stretch. `force`: what it carries by itself. `predicate`: the class and
    detail of a predicate behind a modal ("shall be entitled to"). `begin`: where its clause begins; `subject`: where its
    subject stands. `opened`, `frame`, `late`: the kind of subordinate clause it was taken for a part of, where that begins
    (behind its opener, and at it), and whether that had a finite word before. `role`: main, relative (a rule of its own), or
    why it is none ("in a subordinate clause" ...).
    """

    __slots__ = (
        "begin",
        "complement",
        "end",
        "force",
        "frame",
        "joined",
        "kind",
        "late",
        "opened",
        "outer",
        "predicate",
        "role",
        "start",
        "subject",
    )

    def __init__(self, start: int, end: int, kind: str, force: str) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.force = force
        self.role = "main"
        self.begin = start
        self.subject: tuple[int, int] | None = None
        self.joined = False
        self.predicate = ""
        self.complement: Finite | None = None
        self.outer = False
        self.late = False
        self.opened = ""
        self.frame = (start, start)


class Frame:
    __slots__ = ("at", "begin", "finite", "hungry", "kind", "of", "plain")

    def __init__(self, kind: str, begin: int, at: int, hungry: bool = True, plain: bool = True, of: Finite | None = None) -> None:
        self.kind = kind
        self.begin = begin
        self.at = at
        self.hungry = hungry
        self.plain = plain
        self.of = of
        self.finite: Finite | None = None
