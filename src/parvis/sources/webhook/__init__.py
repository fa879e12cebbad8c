"""Incoming webhooks: what others send as it happens."""
