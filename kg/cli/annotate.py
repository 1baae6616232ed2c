"""``kg annotate``: what the reader sees, for debugging."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli._table import table
from kg.errors import KgError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Problem, Story

Row = dict[str, str | int]
COLUMNS = ["begin", "end", "text", "lemma", "pos", "morph", "head", "dep", "entity"]


@click.command(name="annotate")
@click.argument("path")
@click.option("--model", default="", metavar="NAME", help="A spaCy pipeline (package or folder) to use instead of the shipped reader.")
@click.option("--format", "form", type=click.Choice(["table", "json", "html"]), default="table", show_default=True, help="Output form.")
def command(path: str, model: str, form: str) -> None:
    """Show what the reader makes of PATH: sentences, tags, lemmas, trees and names, with the offsets that the graph would have.

    PATH is what kg build takes. Boilerplate is left out, as in a build. The HTML shows the trees (displaCy).

    \b
    Examples:
      kg annotate seeds/blinken-to-travel.txt | less
      echo "Ruiz met Beck in Oslo." | kg annotate - --format json
    """
    stories, problems = _read(path, model)
    for problem in problems:
        click.echo(f"kg: {'error' if problem.fatal else 'warning'}: {problem}", err=True)
    if not stories:
        raise KgError(f"{path}: nothing to annotate")
    if form == "html":
        click.echo(_html(stories))
    elif form == "json":
        for story in stories:
            click.echo(json.dumps({"id": story.article.id, "sentences": list(_sentences(story))}, ensure_ascii=False))
    else:
        for story in stories:
            blank: Row = dict.fromkeys(COLUMNS, "")
            body = [[str(row[c]) for c in COLUMNS] for sentence in _sentences(story) for row in [*sentence, blank]]
            click.echo(f"{story.article.id}\n{table(COLUMNS, body)}")


def _read(path: str, model: str) -> tuple[list[Story], list[Problem]]:
    from kg.annotate import annotate, load
    from kg.read import read

    problems: list[Problem] = []
    articles = list(read([path], problems=problems))
    return list(annotate(articles, load(model))) if articles else [], problems


def _sentences(story: Story) -> Iterator[list[Row]]:
    for sent in story.doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if tokens:
            yield [_row(story, t, sent.start) for t in tokens]


def _row(story: Story, token: Token, start: int) -> Row:
    from kg.model import Tokens

    span = story.span(Tokens(token.i, token.i + 1))
    entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else ""
    return dict(
        zip(
            COLUMNS,
            [span.start, span.end, token.text, token.lemma_, token.pos_, str(token.morph), token.head.i - start + 1, token.dep_, entity],
            strict=True,
        )
    )


def _html(stories: list[Story]) -> str:
    from spacy import displacy

    sentences = [sentence for story in stories for sentence in story.doc.sents]
    page: str = displacy.render(sentences, style="dep", page=True, options={"compact": True}, jupyter=False)
    return page
