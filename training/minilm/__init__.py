"""Training of the reader: a MiniLM encoder with one head a task. Needs torch; see ``MODEL_CARD.md`` in this folder."""
