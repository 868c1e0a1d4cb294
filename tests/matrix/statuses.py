"""Who gets which status, for the rows of the matrix."""

WHO = ["nobody", "display", "cleo", "ben", "hal", "ada", "olga", "installation", "dora"]

#                  nobody display cleo ben  hal  ada  olga inst dora
EVERYBODY = "         200   200   200  200  200  200  200  200  200"
SEATED = "            403   403   200  200  200  200  200  403  403"
DO_SEATED = "         403   403   302  302  302  302  302  403  403"
OWNERS = "            403   403   403  200  403  200  200  403  403"
DO_OWNERS = "         403   403   403  302  403  302  302  403  403"
FACILITATORS = "      403   403   403  403  403  200  200  403  403"
DO_CONVENERS_AND_HELPERS = "403 403 403 302 302 302 302 403 403"
DO_FACILITATORS = "   403   403   403  403  403  302  302  403  403"
ORGANISERS = "        403   403   403  403  403  403  200  403  403"
DO_ORGANISERS = "     403   403   403  403  403  403  302  403  403"
INSTALLATION = "      403   403   403  403  403  403  403  200  403"
DO_INSTALLATION = "   403   403   403  403  403  403  403  302  403"
NO_SUCH_WAY = "       405   405   405  405  405  405  405  405  405"
HELPERS = "           403   403   403  403  200  200  200  403  403"
DO_HELPERS = "        403   403   403  403  302  302  302  403  403"
