"""What is shown, taken away as files: the figures of the screen, and what they are figures of."""
