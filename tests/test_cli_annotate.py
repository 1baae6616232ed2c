"""``kg annotate`` shows tokens with the offsets of the text as given."""

import json

from click.testing import CliRunner

from kg.cli import main

TEXT = "𝔘 Ruiz met Beck in Oslo on Monday. She said it went well."


def test_json_has_exact_offsets():
    result = CliRunner().invoke(main, ["annotate", "-", "--format", "json"], input=TEXT)
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    tokens = [t for sentence in record["sentences"] for t in sentence]
    assert [TEXT[t["begin"] : t["end"]] for t in tokens] == [t["text"] for t in tokens]
    assert len(record["sentences"]) == 2


def test_table_names_every_column():
    result = CliRunner().invoke(main, ["annotate", "-"], input=TEXT)
    assert result.exit_code == 0
    assert all(c in result.stdout for c in ("begin", "lemma", "morph", "entity", "Ruiz"))


def test_html_draws_the_trees():
    result = CliRunner().invoke(main, ["annotate", "-", "--format", "html"], input=TEXT)
    assert result.exit_code == 0
    assert "<svg" in result.stdout


def test_nothing_to_annotate_is_an_error():
    result = CliRunner().invoke(main, ["annotate", "no-such-file.txt"])
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr
