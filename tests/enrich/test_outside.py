"""Models of one's own: a network exported to ONNX, and an endpoint that answers like OpenAI's."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import onnx
import polars as pl
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from parvis import enrich
from parvis.errors import InputError

WORDS = {"[PAD]": 0, "[UNK]": 1, "bad": 2, "good": 3, "so": 4}
SAYS = np.zeros((len(WORDS), 3), dtype=np.float32)
SAYS[WORDS["bad"]] = [6, 0, 0]
SAYS[WORDS["good"]] = [0, 0, 6]
POSTS = pl.DataFrame({"text": ["so bad", "so good", "so so", "", None, "12"]})


def exported(folder, labels):
    """A folder as optimum writes one; its network looks words up and says what they are worth."""
    folder.mkdir()
    cutter = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))  # noqa: S106 - a piece, no password
    cutter.pre_tokenizer = Whitespace()
    cutter.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    numbers = TensorProto.INT64
    graph = helper.make_graph(
        [helper.make_node("Gather", ["says", "input_ids"], ["last_hidden_state"])],
        "lookup",
        [helper.make_tensor_value_info("input_ids", numbers, ["posts", "tokens"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(SAYS, "says")],
    )
    if labels:  # a classifier adds the tokens up
        graph.node[0].output[0] = "by_token"
        axes = numpy_helper.from_array(np.array([1]), "axes")
        graph.initializer.append(axes)
        inputs = ["by_token", "axes"]
        graph.node.append(helper.make_node("ReduceSum", inputs, ["last_hidden_state"], keepdims=0))
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), folder / "model.onnx")


def described(path, text):
    path.write_text(text, encoding="utf-8")
    return enrich.load_model(path)


@contextmanager
def endpoint(answer):
    """A server on this machine; `answer` takes what is asked, gives status, headers and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, body = answer(asked, self)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def says(word):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": word}}]}).encode()


LABELS = {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}
MEANT = '\n[labels]\nLABEL_0 = "negative"\nLABEL_1 = "neutral"\nLABEL_2 = "positive"'


def test_a_classifier_is_averaged_with_the_fine_reader(tmp_path):
    exported(tmp_path / "tiny", LABELS)
    model = described(tmp_path / "m.toml", 'kind = "classifier"\nfolder = "tiny"' + MEANT)
    ours = enrich.read(POSTS, tier="fine")
    both = enrich.read(POSTS, tier="fine", model=model)
    theirs = model.tonality(POSTS["text"].head(3))
    assert theirs.argmax(axis=1).tolist() == [0, 2, 0]  # a tie goes to the first
    for row in range(3):
        mean = (ours["tonality_p"][row].to_numpy() + theirs[row]) / 2
        assert both["tonality_p"][row].to_list() == pytest.approx(mean, abs=1e-4)
    assert both["tier"].to_list() == ["outside"] * 3 + ["fast"] * 3
    assert both["model_version"][0].startswith("fine-2+classifier:tiny-")
    assert both["tonality"].to_list()[3:] == [None] * 3
    assert both["interaction"].equals(ours["interaction"])


def test_a_label_that_means_nothing_is_asked_about(tmp_path):
    exported(tmp_path / "tiny", LABELS)
    with pytest.raises(InputError, match=r"LABEL_0.*\[labels\]"):
        described(tmp_path / "m.toml", 'kind = "classifier"\nfolder = "tiny"')


def test_a_head_is_learnt_over_an_encoder_and_wants_the_same_one_to_read(tmp_path):
    exported(tmp_path / "words", {})
    model = described(tmp_path / "m.toml", 'kind = "encoder"\nfolder = "words"')
    assert np.linalg.norm(model.states(pl.Series(["so bad", "good"])), axis=1) == pytest.approx(1)
    labelled = pl.DataFrame(
        {"text": ["so bad so", "good"] * 40, "label": ["positive", "negative"] * 40}
    )
    own, compared = enrich.train(labelled, encoder=model)
    assert compared.is_better
    own.save(tmp_path / "own.npz")
    kept = enrich.load(tmp_path / "own.npz")
    read = enrich.read(POSTS.head(2), own=kept, model=model)
    assert read["tonality"].to_list() == ["positive", "negative"]
    with pytest.raises(InputError, match="read with the same"):
        enrich.read(POSTS, own=kept)
    with pytest.raises(InputError, match="parvis train"):
        enrich.read(POSTS, model=model)


def test_an_endpoint_names_the_class_and_that_class_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("A_KEY", "secret")
    seen = []

    def answer(asked, request):
        seen.append((request.path, request.headers["Authorization"], asked))
        return 200, {}, says("Positive." if "bad" in asked["messages"][-1]["content"] else "dunno")

    with endpoint(answer) as url:
        text = f'kind = "endpoint"\nurl = "{url}"\nmodel = "m"\nkey_env = "A_KEY"'
        model = described(tmp_path / "m.toml", text)
        read = enrich.read(POSTS.head(3), tier="fine", model=model)
    assert read["tonality"][0] == "positive"
    assert read["tier"].to_list() == ["outside", "fine", "fine"]
    assert read["model_version"].to_list() == ["fine-2+endpoint:m", "fine-2", "fine-2"]
    assert {(path, key) for path, key, _ in seen} == {("/v1/chat/completions", "Bearer secret")}
    assert [asked["messages"][-1]["role"] for _, _, asked in seen] == ["user"] * 3


def test_what_may_pass_is_tried_again_and_what_may_not_is_said(tmp_path):
    answers = iter(
        [(429, {"Retry-After": "0"}, b""), (503, {}, b"no"), (200, {}, says("negative"))]
    )
    with endpoint(lambda *_: next(answers)) as url:
        text = f'kind = "endpoint"\nurl = "{url}"\nmodel = "m"\nat_once = 1'
        read = enrich.read(POSTS.head(1), tier="fine", model=described(tmp_path / "m.toml", text))
    assert read["tier"].to_list() == ["outside"]
    with endpoint(lambda *_: (401, {}, b"")) as url:
        model = described(tmp_path / "m.toml", f'kind = "endpoint"\nurl = "{url}"\nmodel = "m"')
        with pytest.raises(InputError, match=r"refuses \(401\)"):
            enrich.read(POSTS.head(1), tier="fine", model=model)
    with pytest.raises(InputError, match="cannot be reached"):
        enrich.read(POSTS.head(1), tier="fine", model=model)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"choices": []}', says("\0" * 9), b"\xff{"])
def test_an_answer_that_says_nothing_leaves_the_reading_to_ours(tmp_path, body):
    with endpoint(lambda *_: (200, {}, body)) as url:
        model = described(tmp_path / "m.toml", f'kind = "endpoint"\nurl = "{url}"\nmodel = "m"')
        read = enrich.read(POSTS.head(1), tier="fine", model=model)
    assert read.equals(enrich.read(POSTS.head(1), tier="fine"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('kind = "oracle"', "oracle"),
        ('kind = "endpoint"\nurl = "file:///etc"\nmodel = "m"', "no address"),
        ('kind = "endpoint"\nurl = "http://a"\nmodel = "m"\nkey_env = "NOT_SET"', "NOT_SET"),
        ('kind = "encoder"\nfolder = "nowhere"', "no model.onnx"),
        ("kind = ", "bring-a-model"),
    ],
)
def test_a_description_that_cannot_be_used_says_why(tmp_path, text, told):
    with pytest.raises(InputError, match=told):
        described(tmp_path / "m.toml", text)


def test_a_fast_reading_hears_no_model(tmp_path):
    model = described(
        tmp_path / "m.toml", 'kind = "endpoint"\nurl = "http://localhost:1/v1"\nmodel = "m"'
    )
    with pytest.raises(InputError, match="choose cascade or fine"):
        enrich.read(POSTS, tier="fast", model=model)
