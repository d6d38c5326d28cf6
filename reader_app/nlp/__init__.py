"""Suggestions: what a machine can propose for a Vietnamese news article, offline.

`engine.Engine` puts it together: tokens aligned to the text, names, quotes, claims, calibrated scores. underthesea is
imported inside functions only, so importing this package costs nothing. All positions are code points.
"""
