"""Work that must happen: queued in the transaction that wants it, done once, never lost."""
