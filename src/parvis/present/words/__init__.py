"""The sentences of a report, one file a language; both have the same keys and fields."""
