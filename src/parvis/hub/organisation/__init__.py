"""The organisation: a tree of units, and the roles that people hold in it."""
