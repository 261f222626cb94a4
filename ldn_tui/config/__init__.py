"""The configuration file: a few settings in TOML, read once by whoever starts the program, and never written."""

from ldn_tui.config.reading import read_config
from ldn_tui.config.settings import Config, KeySetting, Problem

__all__ = ["Config", "KeySetting", "Problem", "read_config"]
