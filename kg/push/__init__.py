"""Sending a graph to a triple store, graph by graph, over the SPARQL 1.1 Graph Store HTTP Protocol.

``graphstore`` is the store's side (requests, retries, what its answers mean), ``credentials`` who sends, ``sent`` the file that remembers
what a store was given, ``push`` all of it together. Needs the extra "push". https://www.w3.org/TR/sparql11-http-rdf-update/
"""
