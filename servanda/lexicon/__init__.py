"""The words of the field as data files, one loader, one scan. No rule lives here.

A table `data/KIND.tsv` has comment lines (`#`), a header line and rows; its columns `key` and `words` say which words
(separated by `|`) are marked as (KIND, key) in a text. `=US` matches in exactly this spelling, all others in any case and
with any punctuation between the words; `accuse*` stands for all forms of the verb; a row with the key `!` marks nothing and hides
the shorter words in its own ("New Mexico" is not Mexico).
A comment line `# scanned with: NAME` puts a table into a group that has a scan of its own, which runs only where one of
its kinds is asked for (`reports`: what only reports need; `commitments`: what only commitments need, areas among it; `kind`: what
tells kinds of documents and pages apart); all others share one scan.
`data/codebook.toml` holds the areas; a user may give another one.
"""

from servanda.lexicon.codebook import Area, Codebook, load_codebook
from servanda.lexicon.folding import fold
from servanda.lexicon.marks import Mark, Marks
from servanda.lexicon.tables import Lexicon, load_lexicon

__all__ = ["Area", "Codebook", "Lexicon", "Mark", "Marks", "fold", "load_codebook", "load_lexicon"]
