"""To what we listen and where: perimeters and sources, each for an objective, and how they do."""
