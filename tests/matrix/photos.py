"""The rows of the matrix that are about photos of reports."""


def pages():
    yield from ()


def deeds():
    yield from ()
