"""What the graphs show: each view as a picture, as a table and as a file; for the app and for `ldn chart`."""
