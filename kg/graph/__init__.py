"""The graph: facts become quads in named graphs, and quads become files whose bytes depend on the facts alone."""
