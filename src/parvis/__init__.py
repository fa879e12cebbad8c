"""Parvis: social listening, social care and goals-first measurement, open and self-hosted."""

__version__ = "0.1.0"
