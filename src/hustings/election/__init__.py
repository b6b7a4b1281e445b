"""The nouns of an election as frozen, validated types, and the reader of the election folder."""
