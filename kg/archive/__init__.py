"""The archive: a folder that articles join and leave one at a time, kept for years.

    archive/archive.db   SQLite, the truth: texts, what articles say, what was decided across them, and all quads as sorted N-Quads
    archive/index/       an Oxigraph store of the same quads, for queries; made again from the truth whenever it is missing or damaged
    archive/lock         held by the one process that may write

An article joins in one SQLite transaction, which also notes which parts of the graph the index has yet to take over. Whatever kills
the process, the database holds whole articles, and the notes are worked off when the archive is next opened.

``records`` (facts as JSON), ``database``, ``parts`` (quads), ``lock``, ``index``; ``sightings`` (decisions across articles), ``rulings``
(the user's own), ``settle`` (what one article changes), ``gate`` (validation), ``history``, ``settings``; ``archive`` (all of it
together), ``importing``, ``view`` (reading).
"""
