"""GDELT's search of the world's news."""
