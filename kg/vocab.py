"""Closed namespaces: a misspelt term raises AttributeError instead of making a new IRI."""

from __future__ import annotations

from pyoxigraph import NamedNode


class Namespace:
    """The terms that kg uses of one vocabulary, as attributes; a trailing underscore escapes Python keywords."""

    def __init__(self, prefix: str, base: str, terms: str) -> None:
        self.prefix = prefix
        self.base = base
        self._terms = {t: NamedNode(base + t) for t in terms.split()}
        vars(self).update(self._terms)  # found at once; the rest comes to __getattr__

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name.rstrip("_")]
        except KeyError:
            raise AttributeError(f"{self.prefix}: has no term {name!r} in kg's vocabulary") from None

    def __getitem__(self, name: str) -> NamedNode:
        return self._terms[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._terms)


RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso")
XSD = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#", "integer decimal date gYear gYearMonth dateTime boolean string")
SCHEMA = Namespace(
    "schema",
    "https://schema.org/",
    "NewsArticle Person Organization Country Place Event Quotation identifier headline datePublished publisher url "
    "inLanguage about name location startDate endDate superEvent text dateCreated containedInPlace",
)
ORG = Namespace("org", "http://www.w3.org/ns/org#", "Membership Role member organization role")
SKOS = Namespace(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel broader inScheme exactMatch topConceptOf hasTopConcept",
)
PROV = Namespace(
    "prov", "http://www.w3.org/ns/prov#", "Activity SoftwareAgent generated invalidated used wasAssociatedWith startedAtTime endedAtTime"
)
DCTERMS = Namespace("dcterms", "http://purl.org/dc/terms/", "title description license source created creator")
NIF = Namespace(
    "nif",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "referenceContext beginIndex endIndex anchorOf",
)
ITSRDF = Namespace("itsrdf", "http://www.w3.org/2005/11/its/rdf#", "taIdentRef taConfidence")
SEM = Namespace("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/", "Event")
KG = Namespace(
    "kg",
    "https://w3id.org/kg-news/ns#",
    "Span RoleReport MeetingReport Meeting Statement Utterance Group Retraction "
    "dateBasis fromMetadata fromText inferred textSha256 textLength evidence reports attestedOn formerBy futureAt "
    "firstAttested lastAttested "
    "kind Talks Visit Call Summit Conference MilitaryTalks OtherMeeting "
    "status Held Ongoing Planned Possible Postponed Cancelled participant party minutes statusHistory "
    "speaker addressee mode Direct Indirect Mixed contentSpan sourceSpan cueSpan channel within stance madeAt "
    "utterance wording confidence rule "
    "candidate roleStatus fetched NearDuplicates nearDuplicate softwareVersion modelVersion ruleSetVersion article "
    "Judgement Verdict judged against verdict Same Different Undecided form score reason rejected "
    "Conflict over question claim answer DateBound bounds notBefore notAfter "
    "Stance position For Against Concerned Neutral "
    "Agent Entity Encounter StancePosition DateBasis MeetingKind MeetingStatus StatementMode",
)
ALL = (RDF, RDFS, XSD, SCHEMA, ORG, SKOS, PROV, DCTERMS, NIF, ITSRDF, SEM, KG)
PREFIXES = {n.prefix: n.base for n in ALL}
