"""Scoring a graph against gold annotations: detection and strict F1 per kind, and the accuracy of attributes."""

from kg.score.compare import Score, score
from kg.score.gold import KINDS

__all__ = ["KINDS", "Score", "score"]
