"""Figures as tables outside the site: reads workbooks, CSV and pasted text, and writes them back.

Nothing here writes to the database. A file is looked through before a single figure is taken from it (`archive`,
`workbook`, `text`), becomes one `Table`, is understood (`layout`), and is held to the rules (`checking`).
"""
