"""``kg serve``: a read-only SPARQL 1.1 endpoint, a query page and the explorer, over HTTP."""
