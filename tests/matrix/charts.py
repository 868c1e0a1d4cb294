"""The rows of the matrix that are about the conference in pictures."""

from tests.matrix.statuses import NO_SUCH_WAY, SEATED


def pages():
    yield "pictures", {}, SEATED


def deeds():
    yield "pictures", {}, {}, NO_SUCH_WAY
