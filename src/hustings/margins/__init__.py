"""How few papers would have changed the result: an interval that is proved below and shown above.

`docs/margins.md` has the definitions and the proof; the modules here follow its numbering.
"""
