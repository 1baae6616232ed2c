"""The trained reader at run time: numpy and onnxruntime, no torch. ``kg.neural.component`` registers it with spaCy."""
