"""The model in plain Python: text, values, changes, the scheme and its rules. Knows no file, database or window."""
