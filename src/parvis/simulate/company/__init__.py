"""A simulated company: a measure file and its tables, of which everything is known."""

from __future__ import annotations

from parvis.simulate.company.compare import Held, ModelError, describe_measure, held, model_errors
from parvis.simulate.company.making import KIND, Company, company, write

__all__ = [
    "KIND",
    "Company",
    "Held",
    "ModelError",
    "company",
    "describe_measure",
    "held",
    "model_errors",
    "write",
]
