"""Parts of the meeting extractor: triggers, company, place, time and status."""
