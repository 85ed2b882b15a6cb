"""From a narrative's content to ink: source -> layout (page budget) -> PDF. Values in, bytes out.

Services fill a `document.Document` (or the values of `session_report`) and call `layout`, `write_pdf` and
`page_pictures`. Must not know services, rules, SQL or the window.
"""
