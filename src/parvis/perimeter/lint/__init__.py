"""What a query says that its author may not have meant."""
