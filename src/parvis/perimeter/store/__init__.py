"""One query against many stored mentions."""
