"""Extracting: generators over a spaCy ``Doc`` that yield mentions as token ranges; they never invent IRIs."""
