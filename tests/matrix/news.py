"""The rows of the matrix that are about the Nachrichtenwand and the newsroom."""


def pages():
    yield from ()


def deeds():
    yield from ()
