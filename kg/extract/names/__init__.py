"""Parts of the mention extractor: names of persons, organisations and places, and their kinds."""
