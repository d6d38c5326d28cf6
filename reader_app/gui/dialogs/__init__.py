"""Boxes for what is asked or told once: export, import, messages, crashes."""
