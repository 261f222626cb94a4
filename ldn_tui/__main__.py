"""The command `ldn`."""

import sys


def main() -> None:
    """Run the command line; with no verb, the app."""
    import gc

    # Collecting garbage while modules load only costs time; the app turns it on again after its first paint.
    gc.disable()
    try:
        from ldn_tui.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # Too early for the command line to have caught it: nothing was begun.
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
