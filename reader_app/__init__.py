"""A desktop reader and annotation app for Vietnamese news."""

__version__ = "0.3.0"
