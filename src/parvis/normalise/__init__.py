"""Raw records become rows of the schema: text, times, numbers, languages, names and identity."""
