"""`python -m parvis.cli`: the command line without its script."""

from parvis.cli import main

if __name__ == "__main__":
    main(prog_name="parvis")
