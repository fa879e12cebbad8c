"""What must never be told of people from what they say: the special categories of the law.

Health, sexuality, religion and belief, politics, union membership, racial or ethnic origin,
biometry and genes (article 9 of the GDPR). A name that touches one of them is left out, whoever
uses it and however many do. The lists are wide on purpose: a harmless name left out costs little.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_STEMS: Final = {
    "health": """
        health healthcare sante medic hopita hospital clinic docteur doctor doctolib infirm nurse
        pharma malad diseas illness patient cancer tumor tumeur leucem leukem diabet insulin
        vaccin antivax provax vaxx covid coronavirus pandem epidem grippe influenza virus hepatit
        tubercul sclerose
        sclerosis parkinson alzheimer epilep migrain asthm allerg eczema psoria endometri menopaus
        grossesse enceinte pregnan fertilit fausse-couche miscarriage avortement abortion
        contracep obesi anorex boulim bulimi depress burnout burn-out bipolar schizo autis autism
        dyslex hyperactiv anxiet anxieux angoiss suicid therap psychia psycholog psychot
        handicap disabil disabled wheelchair fauteuilroulant invalid addict alcoolis alcoholi
        drogue toxicom rehab overdose cannabis cocain heroin opioid methadon symptom diagnos
        chimioth chemother chirurg surgery surgeon transplant dialys cardio infarct stroke
        avccerebral thyroid lupus fibromyal douleurchroni chronicpain sidaction mentalhealth
        insomni fievre minceur perdredupoids dietet blessure doctissimo
        webmd ameli krebs krank gesundheit salud enferm salute malatt saude doenca
        chirurgie oncolog gynecolo pediatr dermato urolog trisomi downsyndrome weightloss
        """,
    "sexuality": """
        gay lgbt homosex heterosex bisexu bisexual lesb lesbien lesbian transgen transsex transright
        transident transwom transman transmen transkid transpeople transperson
        nonbinai nonbinar queer drag-queen dragqueen gaypride pridemonth prideparade marchedesfiert
        loveislove comingout sexual sexe-a sextoy porn erotic onlyfans polyamou swinger libertin
        pansex asexu intersex mariagepourtous samesex gaymarriage homophob transphob manifpourtous
        schwul homofob fetish grindr
        """,
    "religion": """
        relig islam muslim musulm coran quran koran ramadan hijab burqa burkini niqab mosque mosquee
        chari'a sharia halal salafi sunnit sunni shia chiit jihad hadj hajj aidelkebir eidmubarak
        eidal christian chretien cathol protestant evangeli orthodox eglise church parois diocese
        messe-de jesus christ bible biblical evangile gospel vatican papefranc popefranc
        popeleo bapteme baptis communion careme lent40 paques easter noelchretien priest pretre
        bishop eveque monaster pilgrim pelerin lourdes jewish judais judaism synagog rabbi rabbin
        torah talmud kippa hanouk hanukk shabbat sabbat yomkippour kosher casher hindou hindu
        bouddh buddh sikh jainis athei athee agnost laicit secularis scientolog jehovah temoinsdej
        mormon francmac freemason spirituel spiritual prayer priere prayfor allah inshallah
        mashallah theolog sectes kirche glaube religio iglesia chiesa igreja
        """,
    "politics": """
        politi elections electi electoral presidentielle legislati municipales2 europeennes20
        referendum candidat candidate campagneelect vote4 votefor votez votons jevote govote
        suffrage
        gouvernement governm parlement parliam senat congres assembleenat depute deputy
        premierministre primeminister ministre ministr macron melenchon lepen marinelep zemmour
        bardella sarkozy hollande chirac mitterrand jospin fillon hamon- jadot ruffin glucksm
        retailleau attal- elisabethborne barnier bayrou darmanin trump biden obama clinton
        kamala desantis sanders20 putin poutine zelensk netanyahu boris-j borisjohn starmer
        corbyn sunak farage thatcher merkel merz scholz meloni salvini berlusconi orban erdogan
        bolsonaro lula20 republican democrat conservati liberalpar labourpar labour tories torypar
        brexit remainer ukip libdem greenpart gauche-  gauchis extremegau extremedroi farright
        farleft altright droite- rassemblementnat frontnational francesinsoumi insoumis
        lfi- renaissanceparti lesrepublicains partisocialis socialis communis commun-ist
        marxis anarchi fascis antifa nazi capitalis anticapital nationalis patriot souverainis
        populis royalis monarchi gaulliste giletsjaunes gilet-jaune yellowvest manifest manif
        reformedesretraites 49al3 censurego activis militant protester impeach maga2 makeamericag
        bluewave resist45 blm20 blacklivesm feminis ecologist ecolog-ist extinctionreb
        xrebellion climatestrike zadist palestin israel gaza ukrain hamas hezbollah gunrights
        guncontrol prolife prochoice proabort politik partei wahl20 partito partido
        nouveaufrontpop frontpopulaire nupes enmarche reconquete
        """,
    "union": """
        syndic greve tradeunion labourunion laborunion unionis unionstrong unionmember cgt-  cfdt
        cftc unsa- forceouvriere fo-synd cfe-cgc sudrail solidaires-  teamster afl-cio aflcio seiu
        unitetheunion gewerkschaft sindica sindaca delegueduperson grevist grevegen generalstrike
        picketline strikefund
        """,
    "origin": """
        race- racis racial racisme ethni ethnic immigr migrant refugie refugee sanspapiers
        asylum asile demandeurdas deportat expulsion-des clandest africain african afro-
        afrodesc antillais caribbean arabe arabic arab- maghreb algerien marocain tunisien
        berbere kabyle amazigh asiatique asian latino latina latinx hispanic chicano gitan roma-
        romani tzigane gypsy traveller-comm travellers- blackpeople blacktwit blackcomm peuplenoir
        noirsdefr communautenoir whitepeople whitesuprem whitepower antisem islamoph xenoph colonis
        decolon esclav slaver indigen nativeameri firstnations aborigin turc-ori kurd
        blackhistory blackowned blackgirl melanin diaspora
        """,
    "biometry": """
        biometri genetic genetique genome adntest dnatest 23andme ancestrydna empreintedigit
        fingerprint facialrecog reconnaissancefac
        """,
}  # fmt: skip
"""Beginnings and middles of words, without accents; - ends a word where the letters are too few."""

_WORDS: Final = """
    gay gays gai lgbtq lgbtqia lgbti trans bi sex sexe sexo pma gpa ivg ist mst sti std hiv vih
    aids sida
    adhd tdah ptsd tsa toc ocd avc irm ehpad nhs cpam arthrite gp ssri pope pape dieu god lord amen
    islam juif juifs juive jew jews sikh foi faith nun imam cure pretre eid aid messe noel
    gop dnc rnc snp ump lr ps pcf npa lo rn fn lfi eelv modem udi dlf lrem nupes nfp afd cdu spd
    fdp dup psoe vox pp psd labour tory whig left right gauche droite centriste vote votes voter
    voters voting election elu elue maire mayor maga blm qanon zad tamil
    cgt fo cfdt unsa sud fsu unef union unions strike strikes greve greves striker
    noir noire noirs noires black blacks blanc blancs white whites arabe arabes roms rom gitans
    beur beurs africa adn dna
"""  # fmt: skip


def is_sensitive(names: pl.Series) -> pl.Series:
    """Tell which names would say of people what must not be told of them.

    Arguments:
        names: of subjects, tags or sites, in French, English or glued together as tags are.

    Returns: whether each touches a special category; false for null.

    Source: Regulation (EU) 2016/679, article 9(1); row 81 of the capabilities.

    >>> import polars as pl
    >>> names = pl.Series(["fibre", "santementale", "#Élections", "roaming", "eglise.example"])
    >>> is_sensitive(names).to_list()
    [False, True, True, False, True]
    """
    plain = (
        names.fill_null("")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace_all(r"[^\pL\pN]+", " ")
    )
    glued = plain.str.replace_all(" ", "", literal=True)
    stems, words = _patterns()
    return plain.str.contains(words) | plain.str.contains(stems) | glued.str.contains(stems)


@cache
def _patterns() -> tuple[str, str]:
    stems = [stem for listed in _STEMS.values() for stem in listed.split()]
    short = [stem.rstrip("-") for stem in stems if stem.endswith("-")]
    inside = sorted({re.sub(r"[^a-z0-9]", "", stem) for stem in stems if not stem.endswith("-")})
    whole = sorted({*short, *_WORDS.split()})
    return "|".join(inside), rf"\b(?:{'|'.join(whole)})\b"
