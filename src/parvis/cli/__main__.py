"""`python -m parvis.cli`: the command line without its script."""

from parvis.cli import main

main(prog_name="parvis")
