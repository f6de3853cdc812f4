"""Lists as people send them, and the command as they run it."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.management import call_command

HEADER = ["Tên doanh nghiệp", "Mã số thuế", "Địa chỉ", "Ngành"]
SHOP = ["Công ty TNHH Cơ khí Minh Phát", "0100109106", "Lô 5, KCN Thăng Long, Hà Nội", "Cơ khí"]
MILL = ["Dệt may Sông Hồng Hai", "", "12 Trần Phú, Nam Định", "Dệt may"]


def csv_bytes(*rows: Sequence[Any], delimiter: str = ",", end: str = "\n") -> bytes:
    def cell(value: Any) -> str:
        text = str(value)
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in f'{delimiter}"\r\n') else text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows).encode()


def xlsx_bytes(sheets: dict[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = ()) -> bytes:
    """Cells as they are given: a string is text, a number a number, "=..." a formula with its value 0."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, value)
            if name in hidden:
                sheet.hide()
    return file.getvalue()


def saved(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def run(*arguments: Any) -> str:
    """What the command answers, in English."""
    out = io.StringIO()
    call_command("import_suppliers", *map(str, arguments), "--language", "en", stdout=out)
    return out.getvalue()


def told(*arguments: Any) -> dict[str, Any]:
    """The same for machines."""
    return json.loads(run(*arguments, "--json"))
