"""The words of the field as data files, one loader, one scan. No rule lives here.

A table `data/KIND.tsv` has comment lines (`#`), a header line and rows; its columns `key` and `words` say which words
(separated by `|`) are marked as (KIND, key) in a text. `=US` matches in exactly this spelling, all others in any case and
with any punctuation between the words; `accuse*` stands for all forms of the verb.
`data/codebook.toml` holds the areas; a user may give another one.
"""

from servanda.lexicon.marks import Mark, Marks, fold
from servanda.lexicon.tables import Area, Codebook, Lexicon, load_codebook, load_lexicon

__all__ = ["Area", "Codebook", "Lexicon", "Mark", "Marks", "fold", "load_codebook", "load_lexicon"]
