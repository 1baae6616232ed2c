"""What the endpoint says of itself: SPARQL 1.1 Service Description, with the dataset in VoID."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, RdfFormat, Triple, serialize

from kg import __version__
from kg.explore.source import OpenGraph
from kg.vocab import DCTERMS, PREFIXES, RDF, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = ("UnionDefaultGraph", "EmptyGraphs")
_OFFERED = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe(archive: OpenGraph, endpoint: str, form: RdfFormat) -> bytes:
    """The description of the endpoint at the IRI ``endpoint``, with counts of triples, entities and graphs."""
    triples = sorted({*_service(endpoint), *_dataset(archive, endpoint)}, key=str)
    names = {**PREFIXES, "sd": SD, "void": VOID}
    return serialize(triples, format=form, prefixes=None if form == RdfFormat.N_TRIPLES else names) or b""


def _service(endpoint: str) -> list[Triple]:
    service, dataset, default = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default")
    return [
        Triple(service, RDF.type, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *(Triple(service, _sd("feature"), _sd(f)) for f in _FEATURES),
        *(Triple(service, _sd("resultFormat"), NamedNode(FORMATS + f)) for f in _OFFERED),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, RDF.type, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, RDF.type, _sd("Graph")),
    ]


def _dataset(archive: OpenGraph, endpoint: str) -> list[Triple]:
    dataset = NamedNode(f"{endpoint}#dataset")
    void = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
    triples, subjects = (_count(archive, query) for query in void)
    facts = [
        Triple(dataset, RDF.type, NamedNode(f"{VOID}Dataset")),
        Triple(dataset, DCTERMS.title, Literal("Knowledge graph of news, made by kg")),
        Triple(dataset, DCTERMS.description, Literal(f"Persons, meetings, statements and issues with evidence; kg {__version__}")),
        Triple(dataset, NamedNode(f"{VOID}sparqlEndpoint"), NamedNode(endpoint)),
        Triple(dataset, NamedNode(f"{VOID}uriSpace"), Literal(archive.base)),
        Triple(dataset, NamedNode(f"{VOID}triples"), triples),
        Triple(dataset, NamedNode(f"{VOID}distinctSubjects"), subjects),
        *(Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(iri)) for iri in PREFIXES.values()),
    ]
    for row in _rows(archive, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"):
        part = NamedNode(f"{endpoint}#class-{archive.graph.label(row['c']).replace(':', '-')}")
        facts += [
            Triple(dataset, NamedNode(f"{VOID}classPartition"), part),
            Triple(part, NamedNode(f"{VOID}class"), row["c"]),
            Triple(part, NamedNode(f"{VOID}entities"), row["n"]),
        ]
    return facts


def _rows(archive: OpenGraph, query: str) -> list[QuerySolution]:
    found = archive.store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return list(found)


def _count(archive: OpenGraph, query: str) -> Literal:
    (row,) = _rows(archive, query)
    return Literal(row["n"].value, datatype=XSD.integer)


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
