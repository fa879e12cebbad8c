"""Alerts: a figure goes beyond what was asked, and whoever is to know is told, once."""
