"""The books that a document asks an office to keep, as Word: to be signed, or to hang on the wall."""
