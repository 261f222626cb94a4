"""The names of the themes that the app offers, for whoever reads the settings without Textual."""

# In the order they are offered in. A test holds them equal to the app's own and Textual's: a release of Textual may
# bring others.
THEME_NAMES = (
    "ldn-dark",
    "ldn-light",
    "ldn-contrast-dark",
    "ldn-contrast-light",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
