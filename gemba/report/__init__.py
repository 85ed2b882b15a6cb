"""From a narrative's content to ink: source -> layout (page budget) -> PDF. Values in, bytes out.

Services fill a `document.Document` (or the values of `session_report`) and call `layout.layout`, `pdf.write_pdf` and
`preview.page_pictures`. Must not know services, rules, SQL or the window. Import the module that holds what is needed;
this file loads nothing but ReportLab's version.
"""

from __future__ import annotations

import reportlab

REPORTLAB_FLOOR = (5, 1, 0)


def check_reportlab(version: str) -> None:
    """Raise ImportError for a ReportLab older than the floor: older ones have known holes (RELIABILITY H-20)."""
    found = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    if found < REPORTLAB_FLOOR:
        raise ImportError(f"gemba needs ReportLab {'.'.join(map(str, REPORTLAB_FLOOR))} or newer, found {version}")


check_reportlab(reportlab.Version)
