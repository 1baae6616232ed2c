"""Parts of the role extractor: constructions that give somebody an office."""
