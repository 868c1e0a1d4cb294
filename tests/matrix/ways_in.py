"""The rows of the matrix that are about imports."""


def pages():
    yield from ()


def deeds():
    yield from ()
