"""Parts of the statement extractor: cue, source, content, addressee and channel."""
