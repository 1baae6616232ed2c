"""Parts of the issue extractor: the scheme's wordings, candidates and salience."""
