"""A small invented knowledge base: four norms and two trees, none of them from the real content."""

from bot.content.models import Concept, DangerFile
from bot.ids import NormId, Role, TreeId
from bot.matching.index import Entry

ENTRIES = (
    Entry(
        kind="norm",
        id="gift",
        title="Cadeaus aannemen",
        phrases=(
            "mag ik een cadeau van een leverancier aannemen",
            "kreeg een bos bloemen van een inwoner, mag dat?",
            "een aannemer stuurt een doos wijn naar kantoor",
            "hoe duur mag een cadeau zijn",
            "moet ik een geschonken horloge teruggeven",
            "kerstpakket van een bedrijf weigeren of houden",
            "relatiegeschenk melden bij wie",
            "fles whisky als bedankje gekregen",
        ),
        words=("bonbons", "waardebon"),
        trees=(TreeId("cadeauboom"),),
    ),
    Entry(
        kind="norm",
        id="job",
        title="Een baan ernaast",
        phrases=(
            "mag ik een bijbaan hebben naast mijn functie",
            "ik wil een webshop beginnen in de avonduren",
            "moet ik mijn eigen bedrijf opgeven aan de secretaris",
            "betaald trainer bij de sportclub, melden?",
            "zzp'er worden terwijl ik in dienst ben",
            "in het weekend klussen voor geld",
            "lesgeven op school naast mijn baan",
            "bestuurslid van een stichting, is dat nevenwerk",
        ),
        near_misses=(("mag ik stemmen over mijn eigen bedrijf", NormId("vote")),),
        roles=frozenset({Role.OFFICIAL}),
        trees=(TreeId("stemboom"),),
    ),
    Entry(
        kind="norm",
        id="vote",
        title="Stemmen bij eigen belang",
        phrases=(
            "mag ik meestemmen over het plan naast mijn huis",
            "mijn zus woont in het plangebied, stemmen of niet",
            "moet ik de zaal verlaten bij de stemming",
            "onthouden van stemming wanneer precies",
            "de raad beslist over subsidie voor mijn vereniging",
            "meepraten in de commissie over de straat van mijn ouders",
            "persoonlijk belang bij een raadsvoorstel",
            "bestemmingsplan raakt mijn eigen grond",
        ),
        roles=frozenset({Role.MEMBER}),
        trees=(TreeId("stemboom"),),
    ),
    Entry(
        kind="norm",
        id="secret",
        title="Geheimhouding",
        phrases=(
            "mag ik een geheim stuk aan mijn fractie laten lezen",
            "vertrouwelijk rapport gelekt naar de krant",
            "wie legt geheimhouding op",
            "een journalist belt over een besloten vergadering",
            "wachtwoord delen met een collega",
            "stukken uit het besloten deel doorsturen",
            "mag ik thuis vertellen wat ik op kantoor lees",
            "dossier per ongeluk naar verkeerd adres gemaild",
        ),
    ),
    Entry(
        kind="tree",
        id="cadeauboom",
        title="Mag ik dit cadeau houden?",
        phrases=(
            "ik heb een cadeau gekregen wat nu",
            "cadeau teruggeven of houden",
            "pakje van een leverancier op mijn bureau",
        ),
    ),
    Entry(
        kind="tree",
        id="stemboom",
        title="Doe ik mee met dit besluit?",
        phrases=(
            "doe ik mee met dit besluit",
            "eigen belang bij een besluit",
            "meedoen of me terugtrekken bij het agendapunt",
        ),
    ),
)
ELSEWHERE = (
    "wat voor weer wordt het vandaag",
    "recept voor pannenkoeken",
    "wanneer begint mijn pensioen",
    "hoe laat gaat de kantine open",
    "de printer doet het niet",
    "mag ik een dag verlof opnemen",
    "wie won de wedstrijd van zondag",
    "nieuw paspoort aanvragen",
)
CONCEPTS = (
    Concept(id="drank", words=("wijn", "whisky", "jenever", "fles")),
    Concept(id="familie", words=("zus", "broer", "zwager", "ouders", "koude kant")),
)
DANGER = DangerFile.model_validate(
    {
        "schema": "nood/1",
        "kaarten": [
            {"id": card, "kop": card, "tekst": card, "stappen": [card], "hulp": []} for card in ("eerst", "daarna")
        ],
        "woorden": [
            {"kaart": "daarna", "zinnen": ["heeft een mes", "bedreigt mij", "schiet me dood"]},
            {"kaart": "eerst", "zinnen": ["wil dood", "wil niet meer leven", "zelfmoord"]},
        ],
        "lijkt_op": ["zelfmoord van een politicus", "wil dood hout", "schiet me dood van schrik"],
    }
)
