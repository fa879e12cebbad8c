"""The file that says which model reads, and where it runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import msgspec
from typing_extensions import override

from parvis.errors import InputError

if TYPE_CHECKING:
    from parvis.enrich.outside.endpoint import Endpoint
    from parvis.enrich.outside.network import Classifier, Encoder

Positive: TypeAlias = Annotated[int, msgspec.Meta(gt=0)]


class Described(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind"):
    """What every description holds."""

    def opened(self, beside: Path) -> Classifier | Encoder | Endpoint:
        """Make it ready to read."""
        raise NotImplementedError


class ClassifierFile(Described, tag="classifier"):
    """A text classifier of Hugging Face, exported to ONNX.

    Arguments:
        folder: with `model.onnx` (or `onnx/model.onnx`), `tokenizer.json` and `config.json`.
        labels: what each of its labels means, where it does not name the tonalities itself.
        longest: tokens read of one post.
    """

    folder: str
    labels: dict[str, Literal["negative", "neutral", "positive"]] = {}
    longest: Positive = 128

    @override
    def opened(self, beside: Path) -> Classifier:
        """Load the network and match its labels with the tonalities."""
        from parvis.enrich.outside.network import Classifier

        return Classifier.of(beside / self.folder, self.labels, self.longest)


class EncoderFile(Described, tag="encoder"):
    """A sentence-transformers model, exported to ONNX; `parvis train` learns heads over it.

    Arguments:
        folder: with `model.onnx` (or `onnx/model.onnx`) and `tokenizer.json`.
        prefix: what the model wants to stand before each text, as "query: ".
        pooling: `mean` of the tokens, or the first one (`cls`), as the model's card says.
        longest: tokens read of one post.
    """

    folder: str
    prefix: str = ""
    pooling: Literal["mean", "cls"] = "mean"
    longest: Positive = 128

    @override
    def opened(self, beside: Path) -> Encoder:
        """Load the network."""
        from parvis.enrich.outside.network import Encoder

        return Encoder.of(beside / self.folder, self.prefix, self.pooling, self.longest)


class EndpointFile(Described, tag="endpoint"):
    """Whatever answers like OpenAI's chat completions.

    Arguments:
        url: up to and with `/v1`. Posts are sent there.
        model: its name.
        key_env: the environment variable that holds the key; none where it wants none.
        at_once: requests in flight.
        seconds: to wait for one answer.
        tries: of a request that fails for a reason that may pass.
    """

    url: str
    model: str
    key_env: str = ""
    at_once: Positive = 4
    seconds: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    tries: Positive = 3

    @override
    def opened(self, beside: Path) -> Endpoint:
        """Check the address, take the key from the environment."""
        from parvis.enrich.outside.endpoint import Endpoint

        if not self.url.startswith(("http://", "https://")):
            raise InputError(f"{self.url!r} is no address. What to do: begin it with https://.")
        key = os.environ.get(self.key_env, "") if self.key_env else ""
        if self.key_env and not key:
            raise InputError(
                f"{beside}: the variable {self.key_env} is empty. What to do: put the key in it."
            )
        return Endpoint(
            self.url.rstrip("/"), self.model, key, self.at_once, self.seconds, self.tries
        )


_FILE: TypeAlias = ClassifierFile | EncoderFile | EndpointFile


def load_model(path: Path | str) -> Classifier | Encoder | Endpoint:
    r"""Open a model from the file that describes it.

    Arguments:
        path: TOML, with `kind` classifier, encoder or endpoint, and what its class here takes;
            a folder is looked for beside the file.

    Raises:
        InputError: no such file, not such a description, or a model that cannot be opened.
        MissingExtraError: what runs the model is not installed.

    Source: docs/how-to/bring-a-model.md.

    >>> import tempfile
    >>> told = Path(tempfile.mkdtemp(), "model.toml")
    >>> _ = told.write_text('kind = "endpoint"\nurl = "http://localhost:11434/v1"\nmodel = "llama"')
    >>> load_model(told).version
    'endpoint:llama'
    """
    path = Path(path)
    try:
        described = msgspec.toml.decode(path.read_bytes(), type=_FILE)
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror}. What to do: check the path.") from fault
    except msgspec.MsgspecError as fault:
        raise InputError(
            f"{path}: {fault}. What to do: see docs/how-to/bring-a-model.md."
        ) from fault
    return described.opened(path.parent)
