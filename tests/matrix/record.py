"""The rows of the matrix that are about reports and who was there."""


def pages():
    yield from ()


def deeds():
    yield from ()
