"""Accounts: where we are present, who answers there, and why anybody would want to talk with us."""
