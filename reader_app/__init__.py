"""A desktop reader and annotation app for Vietnamese news."""

__version__ = "0.2.0"
