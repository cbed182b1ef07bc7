"""The portal apart from the desk: serves the signed files, takes what the public sends, and knows no database.

What is sent is signed, sealed for the desk and written as a file before its sender sees the receipt code; nothing of it
is kept in clear, and nothing leads from here to the desk.
"""
