"""The explorer: pages over a graph for people who read, served by ``kg serve`` or written as files by ``kg site``."""
