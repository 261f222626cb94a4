"""Charts as self-contained SVG: for a browser, a letter, a printer. One module a view of the Graphs room."""
