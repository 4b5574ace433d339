"""Icons, the JSON Schema and the sample inventory that ship with the program."""
