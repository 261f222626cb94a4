"""The views of the Graphs room: what each shows, as a picture, as a table and as a file."""
