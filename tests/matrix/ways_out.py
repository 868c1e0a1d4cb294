"""The rows of the matrix that are about spreadsheets, calendars, schedules, the site and charts."""


def pages():
    yield from ()


def deeds():
    yield from ()
