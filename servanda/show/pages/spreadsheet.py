"""Rows as an Excel workbook: the doorman of xlsxwriter."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575


def spreadsheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """A workbook of one sheet; texts are written as texts, never as formulas or links."""
    out = io.BytesIO()
    # No temporary files, and the same rows give the same bytes but for the time of making.
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False})
    sheet = book.add_worksheet(name[:31])
    strong = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for k, head in enumerate(heads):
        sheet.write_string(0, k, head, strong)
        longest = max((len(str(row[k])) for row in rows[:200]), default=0)
        sheet.set_column(k, k, min(max(len(head), longest) + 2, 70))
    for n, row in enumerate(rows[:_MOST_ROWS], 1):
        for k, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(n, k, cell[:_LONGEST_CELL])
            else:
                sheet.write_number(n, k, cell)
    if rows:
        sheet.autofilter(0, 0, min(len(rows), _MOST_ROWS), len(heads) - 1)
    book.close()
    return out.getvalue()
