"""Other people's formats, in and out, and the JSON Schema of our own."""
