"""The page that shows all pictures of a folder, a scene a row. Must not know how they were taken."""

from __future__ import annotations

import html
from pathlib import Path

_STYLE = "body{font:13px sans-serif} td,th{padding:6px;vertical-align:top} img{border:1px solid #ccc}"


def write_index(folder: Path) -> Path:
    """Write FOLDER/index.html and return it."""
    columns = sorted(one.name for one in folder.iterdir() if one.is_dir())
    names = sorted({picture.stem for column in columns for picture in (folder / column).glob("*.png")})
    rows = []
    for name in names:
        cells = "".join(
            f'<td><a href="{column}/{name}.png"><img src="{column}/{name}.png" width="400" loading="lazy"></a></td>'
            if (folder / column / f"{name}.png").is_file()
            else "<td>–</td>"
            for column in columns
        )
        rows.append(f"<tr><th>{html.escape(name)}</th>{cells}</tr>")
    heads = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    text = f'<!doctype html><meta charset="utf-8"><title>gemba</title><style>{_STYLE}</style>'
    text += f"<table><tr><th></th>{heads}</tr>{''.join(rows)}</table>\n"
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder / "index.html"
