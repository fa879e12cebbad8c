"""Where a perimeter is written: checked, tried on what was said lately, read and learnt from."""
