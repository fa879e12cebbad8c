"""The query language on real posts: the same answers as the slow reference, and soon enough."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.perimeter import matches, parse
from tests.perimeter.reference import evaluate

pytestmark = pytest.mark.shared

EXPORTS = {
    "export_fr_telecom_free.csv.gz": [
        "free",
        "@free OR #free OR freebox*",
        'free AND (panne OR coupure OR "plus de réseau") -@orange_conseil',
        "(free OU sfr OU bouygues) SAUF (rt OU #concours)",
        '"service client*" OR (internet ET lent)',
        "l'offre OR d'accord OR aujourd'hui",
        "merci* -(non OU pas)",
        "😡 OR 👍 OR 🙏 OR 😂",
    ],
    "export_us_airlines_2015.csv.gz": [
        '@united -"thank you"',
        "(delay* OR cancel*) (hour* OR flight)",
        '"customer service" OR "on hold"',
        "@jetblue @united",
        "don't OR can't",
        "http AND (photo OR pic)",
    ],
}


@pytest.fixture(scope="module", params=EXPORTS)
def posts(request, shared) -> tuple[str, pl.DataFrame]:
    export = pl.read_csv(shared / "brand_stream" / request.param, infer_schema=False)
    return request.param, export.select(text="Full Text").drop_nulls().gather_every(3)


def test_real_posts_are_matched_as_the_reference_matches_them(posts):
    export, mentions = posts
    for query in map(parse, EXPORTS[export]):
        found = matches(query, mentions)
        assert found.to_list() == [evaluate(query, {"text": text}) for text in mentions["text"]]
        assert 0 < found.sum() < mentions.height
