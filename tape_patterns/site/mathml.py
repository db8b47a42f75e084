"""Formatters that turn LaTeX into MathML while the site is built.

``mkdocs.yml`` names them for ``pymdownx.superfences`` and
``pymdownx.inlinehilite``. A browser shows MathML without a script.
"""

from __future__ import annotations

from typing import Any

from latex2mathml.converter import convert


def block(source: str, *arguments: Any, **options: Any) -> str:
    """Format a fenced block of the language ``math``."""
    return f'<p class="math">{convert(source.strip(), display="block")}</p>'


def inline(source: str, *arguments: Any, **options: Any) -> str:
    """Format inline code of the language ``math``."""
    return str(convert(source.strip()))
