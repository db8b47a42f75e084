"""Finds the TF1 gradient code in a code base, and the page for each finding.

It reads sources and never executes or imports one: not TensorFlow either.
"""

from tape_patterns.scan.files import Skipped, walk
from tape_patterns.scan.report import Report, as_json, print_text
from tape_patterns.scan.running import scan
from tape_patterns.scan.sarif import as_sarif
from tape_patterns.scan.scanner import Finding, Scanned

__all__ = [
    "Finding",
    "Report",
    "Scanned",
    "Skipped",
    "as_json",
    "as_sarif",
    "print_text",
    "scan",
    "walk",
]
