-- What an archive remembers. Graphs and subjects are IRIs in angle brackets, so that their order is that of the sorted N-Quads.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- facts: what the article says before anything was decided across articles; contributions: what it now gives to shared nodes;
-- findings: what the shapes said short of a violation. All three are JSON, compressed.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    graph TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    software TEXT NOT NULL,
    rules TEXT NOT NULL,
    model TEXT NOT NULL,
    facts BLOB NOT NULL,
    contributions BLOB NOT NULL,
    findings BLOB NOT NULL
);

CREATE TABLE quarantine (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    software TEXT NOT NULL,
    rules TEXT NOT NULL,
    model TEXT NOT NULL,
    facts BLOB NOT NULL,
    findings BLOB NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID;

-- Decisions across articles, by question ("person", "meeting", "utterance"): profiles, the blocks that connect them, the articles that have them.
CREATE TABLE profile (
    number INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    value TEXT NOT NULL,
    articles INTEGER NOT NULL,
    decision TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (question, value)
);
CREATE INDEX profile_key ON profile (question, key);
CREATE TABLE block (
    question TEXT NOT NULL,
    block TEXT NOT NULL,
    profile INTEGER NOT NULL,
    PRIMARY KEY (question, block, profile)
) WITHOUT ROWID;
CREATE INDEX block_profile ON block (profile);
CREATE TABLE seen (question TEXT NOT NULL, article INTEGER NOT NULL, profile INTEGER NOT NULL, PRIMARY KEY (article, profile)) WITHOUT ROWID;
CREATE INDEX seen_profile ON seen (profile);

CREATE TABLE contribution (
    node TEXT NOT NULL,
    value TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (node, value)
) WITHOUT ROWID;

-- The post of each membership that has a body, by local names: who else holds it.
CREATE TABLE post (node TEXT PRIMARY KEY, office TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX post_held ON post (office, body);

-- Every import and retraction there was, from which the imports graph is written; nth counts those of one article.
CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    nth INTEGER NOT NULL,
    kind TEXT NOT NULL,
    software TEXT NOT NULL,
    rules TEXT NOT NULL,
    model TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL,
    UNIQUE (id, nth)
);

-- The graph itself, in parts: an article's graph as a whole (subject ""), other graphs node by node. Sorted N-Quads, compressed.
CREATE TABLE part (
    number INTEGER PRIMARY KEY,
    graph TEXT NOT NULL,
    subject TEXT NOT NULL,
    quads INTEGER NOT NULL,
    lines BLOB NOT NULL,
    UNIQUE (graph, subject)
);

-- Parts that the index has yet to take over, in order.
CREATE TABLE note (number INTEGER PRIMARY KEY AUTOINCREMENT, graph TEXT NOT NULL, subject TEXT NOT NULL, UNIQUE (graph, subject));
