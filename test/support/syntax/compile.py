"""Compiles the files named on the command line, writes nothing and prints the errors."""

import sys

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        source = file.read()
    try:
        compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        print("%s:%s: %s" % (path, getattr(error, "lineno", 0), error))
