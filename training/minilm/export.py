"""``python -m training.minilm.export RUN ENCODER OUT``: write a trained checkpoint as the spaCy pipeline that ``kg`` ships.

RUN is the folder that ``training.minilm.train`` and ``training.minilm.lexicon`` wrote, ENCODER the one that the first of them
read. The network becomes two onnxruntime graphs: the encoder with 8-bit weights (the word table quantised by row) and the label
scorer.
"""

from __future__ import annotations

import argparse
import copy
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.neural.component import KgReader
from kg.neural.features import MAX_PIECES, SHAPES
from kg.neural.network import FILES
from kg.neural.tokens import pipeline
from kg.neural.windows import WINDOW
from training.minilm.data import Labels
from training.minilm.model import LABEL, Reader, labels_of

OUTPUTS = ("pos", "feats", "lemmas", "sents", "ents", "arcs", "ldep", "lhead")


class Rows(nn.Module):
    """An embedding table in 8 bits with one scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """As nn.Embedding."""
        return self.rows[ids].float() * self.scale[ids]


class Network(nn.Module):
    """What runs on a batch: tags as numbers, all else as scores and vectors."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        reader.encoder.words = Rows(reader.encoder.words.weight.detach())  # type: ignore[assignment]
        reader.encoder.places.weight = nn.Parameter(reader.encoder.places.weight[: WINDOW + MAX_PIECES].detach().clone())

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.reader.words(ids, shapes, mask, first)
        out = self.reader.heads(words, torch.zeros_like(ids[:, 0]))
        for key in ("pos", "feats", "lemmas"):
            out[key] = out[key].argmax(-1)
        return tuple(out[k] for k in OUTPUTS)


class LabelScorer(nn.Module):
    """Scores of the labels of arcs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.table = nn.Parameter(reader.label.detach().half())

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        return labels_of(dep, head, self.table.float())


def graphs(reader: Reader, folder: Path) -> None:
    """Write ``float.onnx`` and ``labels.onnx``."""
    batch = torch.zeros((2, 9), dtype=torch.long)
    feed = (batch + 101, batch, batch + 1, torch.arange(6).repeat(2, 1))
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes = dict.fromkeys(("ids", "shapes", "mask"), pieces) | dict.fromkeys(("first", *OUTPUTS), words)
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    options = {"opset_version": 17, "dynamo": False}
    torch.onnx.export(
        Network(copy.deepcopy(reader)).eval(),
        feed,
        folder / "float.onnx",
        input_names=["ids", "shapes", "mask", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        do_constant_folding=True,
        **options,
    )
    torch.onnx.export(
        LabelScorer(reader).eval(),
        (torch.zeros(3, LABEL), torch.zeros(3, LABEL)),
        folder / "labels.onnx",
        input_names=["dep", "head"],
        output_names=["scores"],
        dynamic_axes={n: {0: "arcs"} for n in ("dep", "head", "scores")},
        do_constant_folding=False,
        **options,
    )


def encoder_nodes(path: Path) -> list[str]:
    """Names of the matrix products of the encoder's layers, the only ones worth 8 bits."""
    graph = onnx.load(path).graph
    weights = {i.name for i in graph.initializer}
    return [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "/layers." in n.name and set(n.input) & weights]


def main(run: Path, encoder: Path, out: Path, name: str, version: str) -> None:
    labels = Labels.load(run / "labels.json")
    reader = Reader({k: len(v) for k, v in vars(labels).items()} | {"vocab": 30522, "shapes": SHAPES})
    reader.load_state_dict(torch.load(run / "state.pt", weights_only=True)["model"])
    reader.eval()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        graphs(reader, folder)
        # Seven bits (reduce_range) cost nothing measurable, and processors without VNNI instructions overflow with eight.
        quantize_dynamic(
            folder / "float.onnx",
            folder / "model.onnx",
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=encoder_nodes(folder / "float.onnx"),
            extra_options={"MatMulConstBOnly": True},
        )
        labels.save(folder / "labels.json")
        (folder / "lexicon.json").write_bytes((run / "lexicon.json").read_bytes())
        (folder / "vocab.txt").write_bytes((encoder / "vocab.txt").read_bytes().strip(b"\n"))
        files = {n: (folder / n).read_bytes() for n in FILES}
    nlp = pipeline()
    component = nlp.add_pipe("kg_reader")
    assert isinstance(component, KgReader)
    component.load(files)
    about = "The trained English news reader of kg"
    nlp.meta.update(name=name, version=version, spacy_version=">=3.8.7,<3.9.0", license="CC BY-SA 4.0", description=about)
    nlp.to_disk(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for argument in ("run", "encoder", "out"):
        parser.add_argument(argument, type=Path)
    parser.add_argument("--name", default="kg_reader")
    parser.add_argument("--version", default="1.0.0")
    given = parser.parse_args()
    main(given.run, given.encoder, given.out, given.name, given.version)
