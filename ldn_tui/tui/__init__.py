"""The full-screen app: the only floor that knows Textual and Rich."""
