"""Asking a graph: named queries, their parameters, running them, and explaining a node."""
