"""The wire contracts: each module parses requests and renders answers, without I/O."""
