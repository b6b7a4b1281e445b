"""The election folder, one module a file: each reads its file, or says all that is wrong with it."""
