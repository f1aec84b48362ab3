"""Pictures as SVG, made here: every shape says its figure, colours are classes, so that light, dark and print can differ."""

from servanda.show.pages.pictures.drawing import Picture, inline, png_file, svg_file

__all__ = ["Picture", "inline", "png_file", "svg_file"]
