"""Charts: rows of figures in, an Altair chart out; each in a wide and a narrow form."""
