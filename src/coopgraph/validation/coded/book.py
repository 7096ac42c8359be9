"""The rules kept by code, as the rule book has them.

R15 and R18 need the texts of the sources, which the graph does not hold: they are kept while dossiers
are read, so a graph that was built has kept them. The others are asked of the graph at every check.
"""

from __future__ import annotations

from collections.abc import Mapping

from coopgraph.namespaces import SHAPES
from coopgraph.validation.shapes import Rule

_PAGE = "https://w3id.org/coopgraph/docs/reference/rules#"


def _rule(
    name: str,
    severity: str,
    file: str,
    titles: Mapping[str, str],
    description: Mapping[str, str],
    remedy: Mapping[str, str],
) -> Rule:
    number = name.split("-")[0]
    return Rule(number, SHAPES + name, severity, titles, description, _PAGE + number, file, remedy)


RULES = (
    _rule(
        "R15-quotation-in-text",
        "Violation",
        "ingest/evidence.py",
        {
            "en": "A quotation stands in the text of its source",
            "it": "Una citazione sta nel testo della sua fonte",
        },
        {
            "en": "The words of each passage equal the stored text at its offsets. Kept while dossiers are read "
            "with the texts at hand (--texts); the lock file pins the offsets for readers without them.",
            "it": "Le parole di ogni passo sono quelle del testo conservato alle posizioni date. Verificata alla "
            "lettura dei dossier con i testi a disposizione (--texts).",
        },
        {
            "en": "Copy the words from the text exactly; join two parts with … to leave words out.",
            "it": "Copiare le parole dal testo con esattezza; unire due parti con … per saltarne.",
        },
    ),
    _rule(
        "R18-text-of-its-digest",
        "Violation",
        "ingest/evidence.py",
        {
            "en": "A source is pinned to one text by its SHA-256",
            "it": "Una fonte è fissata a un testo dal suo SHA-256",
        },
        {
            "en": "The header of a dossier gives all 64 digits, and the text at hand has them. Kept while dossiers "
            "are read.",
            "it": "L'intestazione di un dossier dà tutte le 64 cifre, e il testo a disposizione le ha. Verificata "
            "alla lettura dei dossier.",
        },
        {
            "en": "Fetch the text again, or check every passage against the new text and then change sha256.",
            "it": "Recuperare di nuovo il testo, o controllare ogni passo sul nuovo testo e poi cambiare sha256.",
        },
    ),
    _rule(
        "R32-code-in-reference-list",
        "Warning",
        "validation/coded/places.py",
        {
            "en": "An ISO or NUTS code is in the reference list",
            "it": "Un codice ISO o NUTS è nell'elenco di riferimento",
        },
        {
            "en": "The shipped places are the list. It covers whole countries: codes of another country, and NUTS "
            "codes of a level the list leaves out, are not judged.",
            "it": "L'elenco è quello dei luoghi forniti. Copre paesi interi: i codici di un altro paese, e i codici "
            "NUTS di un livello che l'elenco non ha, non sono giudicati.",
        },
        {
            "en": "Correct the code; a subdivision that is missing belongs in ontology/places.",
            "it": "Correggere il codice; una suddivisione che manca va in ontology/places.",
        },
    ),
    _rule(
        "R46-one-name-one-thing",
        "Warning",
        "validation/coded/names.py",
        {
            "en": "Two people, or two organizations, do not share a name",
            "it": "Due persone, o due enti, non hanno lo stesso nome",
        },
        {
            "en": "Names and variants without accents, capitals and punctuation; the words of a person's name in "
            "any order. Spellings of other languages and scripts are compared by coopgraph resolve.",
            "it": "Nomi e varianti senza accenti, maiuscole e punteggiatura; le parole del nome di una persona in "
            "qualsiasi ordine. Le grafie di altre lingue e scritture le confronta coopgraph resolve.",
        },
        {
            "en": "If they are one, keep one key and put the names of the other under 'also:'; if two, give each a "
            "name that tells them apart.",
            "it": "Se sono la stessa cosa, tenere una chiave e mettere i nomi dell'altra sotto 'also:'; se sono "
            "due, dare a ciascuna un nome che le distingua.",
        },
    ),
    _rule(
        "R51-shortcuts-follow",
        "Violation",
        "validation/coded/shortcuts.py",
        {
            "en": "The shortcuts are what follows from the situations",
            "it": "Le scorciatoie sono ciò che segue dalle situazioni",
        },
        {
            "en": "The shortcuts graph holds what queries/shortcuts construct, no more and no less, and no other "
            "graph states a shortcut. A graph without shortcuts is not judged.",
            "it": "Il grafo delle scorciatoie contiene ciò che queries/shortcuts costruiscono, né più né meno, e "
            "nessun altro grafo ne riporta. Un grafo senza scorciatoie non è giudicato.",
        },
        {
            "en": "State what the shortcut follows from, and build again: shortcuts are never written by hand.",
            "it": "Riportare ciò da cui la scorciatoia segue, e costruire di nuovo: le scorciatoie non si scrivono "
            "a mano.",
        },
    ),
)
"""Sorted by number."""
