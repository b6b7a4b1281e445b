"""What a rule book is: the named questions, the rule books, the lot, and the record of a count."""
