"""Pairs: each optimizer of TF1."""
