"""Readers of one's own choosing, off until asked for: a model of Hugging Face, or an endpoint.

described   the file that says which model it is and where it runs
network     a model exported to ONNX, in a folder: a classifier, or an encoder to learn heads over
endpoint    whatever answers like OpenAI's chat completions, on this machine or elsewhere
answers     what each of them is asked, and how its words become tonalities
"""

from parvis.enrich.outside.answers import Outside
from parvis.enrich.outside.described import load_model

__all__ = ["Outside", "load_model"]
