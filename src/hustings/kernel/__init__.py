"""The compiled counter, the second witness: written in Rust (`kernel/` at the project's root), called from here."""
