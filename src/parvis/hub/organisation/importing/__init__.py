"""Many units from one file: read, held against the tree, shown before anything is done."""
