"""No name of the law's special categories passes; what people buy, watch and mend does."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.features.sensitive import is_sensitive

SENSITIVE = {
    "health": """
        diabète #Diabetes cancerdusein breastcancer VIH HIV sida dépression #depressed grossesse
        enceinte IVG autisme #ActuallyAutistic Alzheimer endométriose santé #santémentale
        mentalhealth
        vaccination antivax covid19 covidlong TDAH ADHD handicap wheelchairlife chimiothérapie
        hôpitalpublic doctolib.fr doctissimo.fr anorexie alcoolisme addiction insomnie epilepsy
        """,
    "sexuality": """
        gay #gaylife lesbienne LGBT LGBTQIA+ bisexual transgenre #TransRightsAreHumanRights queer
        mariagepourtous pridemonth GayPride homosexualité PMA sexualité asexual drag-queen
        """,
    "religion": """
        islam musulmans #Ramadan2024 ramadanmubarak catholique chrétien churchofengland
        eglise.catholique.fr
        juif judaïsme shabbat bouddhisme hindu jesus bible pape laïcité athéisme prière mosquée
        Pâques evangelical témoinsdejehovah sikhism
        """,
    "politics": """
        macron #MacronDemission mélenchon lepen RN LFI gauche droite Trump2024 MAGA labour tories
        brexit élections législatives2024 #JeVote votezLFI socialiste communiste extremedroite
        giletsjaunes nouveaufrontpopulaire republicans democrat conservatives antifa freepalestine
        freegaza standwithukraine feminism manifestation zemmour2022
        """,
    "union": """
        CGT cfdt syndicat #syndicalisme tradeunion union grève #Greve7mars strike délégué-syndical
        forceouvriere unionstrong
        """,
    "origin": """
        arabe maghrébin africain #BlackLivesMatter blackowned noirs immigrés immigration réfugiés
        asianamerican latinx roms tziganes racisme antisémitisme blanc ethnicity kabyle antillais
        """,
}
HARMLESS = """
    fibre 5g box wifi roaming facture forfait esim streaming netflix football tennis tourdefrance
    cuisine recette jardin vélo voyage camping randonnée photo iphone android playstation jeuxvideo
    manga cinema concert festival musique train avion bagage météo plage bricolage décoration
    lemonde.fr youtube.com reddit.com allocine.fr marmiton.org coffee weather cycling travel gaming
    movies hiking cooking phone laptop router outage refund invoice delivery parking hotel
    """


@pytest.mark.parametrize("category", SENSITIVE)
def test_no_name_of_a_special_category_passes(category):
    names = pl.Series(SENSITIVE[category].split())
    assert names.filter(~is_sensitive(names)).to_list() == []


def test_what_people_buy_watch_and_mend_passes():
    names = pl.Series(HARMLESS.split())
    assert names.filter(is_sensitive(names)).to_list() == []


@given(
    st.sampled_from([name for names in SENSITIVE.values() for name in names.split()]),
    st.sampled_from(["", "#", "mon ", "le·", "my-"]),
    st.sampled_from(["", " 2024", " · fibre", "!"]),
    st.sampled_from([str.lower, str.upper, str.title, str]),
)
def test_neither_capitals_nor_what_stands_around_hide_it(name, before, after, written):
    assert is_sensitive(pl.Series([written(f"{before}{name}{after}")])).item()


def test_nothing_is_no_name():
    assert is_sensitive(pl.Series([None, "", "🎉"], dtype=pl.String)).to_list() == [False] * 3
