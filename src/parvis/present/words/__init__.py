"""The sentences of a report: a folder a language, a file a chapter, the same keys and fields."""
