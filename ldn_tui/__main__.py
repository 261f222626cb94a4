"""The command `ldn`."""

import sys


def main() -> None:
    """Run the command line; with no verb, the app."""
    import gc

    # Collecting garbage while modules load only costs time; the app turns it on again after its first paint.
    gc.disable()
    from ldn_tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
