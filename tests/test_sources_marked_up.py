"""XML: Akoma Ntoso as it is printed, other XML line by line; entities, depth, damage."""

import pytest

from servanda.model import BadInput
from servanda.sources.marked_up import flatten

ACT = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>
<meta><identification><FRBRWork><FRBRdate date="2021-03-04" name="signature"/></FRBRWork></identification></meta>
<preface><longTitle><p><docTitle>Accord on <i>made</i> things</docTitle></p></longTitle></preface>
<preamble><recitals><recital><p>The Parties,</p></recital></recitals></preamble>
<body><chapter><num>Chapter I</num><heading>General</heading>
<article eId="art_1"><num>Article 1</num><heading>Aim</heading>
<paragraph><num>1.</num><content><p>The Parties shall help <ref href="#x">each other</ref> soon.</p></content></paragraph>
<paragraph><num>2.</num><list><intro><p>They shall:</p></intro>
<point><num>(a)</num><content><p>meet;</p></content></point>
<point><num>(b)</num><content><p>talk<authorialNote><p>a note</p></authorialNote>.</p></content></point>
</list></paragraph></article></chapter></body></act></akomaNtoso>"""


def test_akoma_ntoso_as_it_is_printed() -> None:
    flat = flatten(ACT.encode(), "act.xml")
    assert flat.text.splitlines() == [
        "Accord on made things",
        "The Parties,",
        "Chapter I",
        "General",
        "Article 1",
        "Aim",
        "1. The Parties shall help each other soon.",
        "2. They shall:",
        "(a) meet;",
        "(b) talk.",
    ]
    assert (flat.title, flat.published) == ("Accord on made things", "2021-03-04")


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<a><b>one</b><b>two</b></a>", ["one", "two"]),
        ("<a>one <b>bold</b> word<c/></a>", ["one bold word"]),
        ("<treaty><title>T</title><art n='1'><p>first <i>x</i></p><p>second</p></art></treaty>", ["T", "first x", "second"]),
        ('<?xml version="1.0" encoding="latin-1"?><a>caf\xe9</a>', ["café"]),
        ("<a><!-- nothing --><b>x</b><?go now?></a>", ["x"]),
        ('<!DOCTYPE a [<!ENTITY e "boom">]><a><b>safe &e; text</b></a>', ["safe &e; text"]),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>no &e;file</a>', ["no &e;file"]),
    ],
)
def test_any_xml(source: str, lines: list[str]) -> None:
    assert flatten(source.encode("latin-1"), "x.xml").text.splitlines() == lines


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l11;x</a>'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<a>" * 100_000, "nested deeper|well-formed"),
        ("<a>" * 100_000 + "x" + "</a>" * 100_000, "nested deeper"),
        ("<a><b></a>", "well-formed"),
        ("<a/>", "without text"),
        ("<a " + "x='1' " * 10_000 + ">", "well-formed"),
    ],
)
def test_bad_xml_says_why(source: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        flatten(source.encode(), "bad.xml")


def test_entities_that_grow_are_not_expanded() -> None:
    try:
        assert len(flatten(laughs().encode(), "laughs.xml").text) < 100
    except BadInput:
        pass
