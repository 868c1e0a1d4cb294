"""The rows of the matrix that are about the book."""


def pages():
    yield from ()


def deeds():
    yield from ()
