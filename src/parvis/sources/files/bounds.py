"""How much is read of one file: bounds that no honest export meets, and what they guard against."""

from __future__ import annotations

LARGEST_FILE = 1_000_000_000  # bytes, unpacked: memory
LARGEST_RATIO = 250  # unpacked to packed: decompression bombs; text packs 3 to 20 times
LONGEST_TEXT = 1_000_000  # characters of one cell: every later stage reads all of them
LONGEST_ROW = 1_000  # lines of one row: a quotation mark left open swallows those after it
MOST_COLUMNS = 5_000  # of one table: objects with keys of their own each
MOST_REPAIRS = 1_000  # places at which a broken JSON array is taken up again
