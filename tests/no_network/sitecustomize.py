"""What every Python that a test starts imports first: it refuses internet sockets and the look-up of names.

This folder stands first on PYTHONPATH. An audit hook sees `_socket`, too, and costs no import; nothing here may cost
one, or every program under test would start more slowly.
"""

import os
import sys

REFUSED = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Raise for an internet socket and for a look-up; local socket pairs still work."""
    if event == "socket.__new__":
        import _socket

        if arguments[1] in {_socket.AF_INET, _socket.AF_INET6}:
            raise AssertionError("the tests refuse the network: an internet socket was asked for")
    elif event in REFUSED:
        raise AssertionError("the tests refuse the network: a name was looked up")


def call_the_next() -> None:
    """Run the customisation of the installation, which this one hides."""
    here = __file__.removesuffix(f"{os.sep}sitecustomize.py")
    places = [place for place in sys.path if place != here]
    for finder in sys.meta_path:
        spec = finder.find_spec("sitecustomize", places)
        if spec is not None and spec.loader is not None:
            module = type(sys)("sitecustomize")
            module.__file__ = spec.origin
            spec.loader.exec_module(module)
            return


sys.addaudithook(refuse_network)
call_the_next()
