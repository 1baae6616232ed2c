"""Parts of the stance extractor: words that show a stance, and how far they reach."""
