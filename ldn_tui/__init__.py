"""ldn-tui: run a low-dose-naltrexone trial on yourself, in the terminal."""

__version__ = "0.1.0"
