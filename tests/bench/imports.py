"""A list of 10,000 firms taken in beside the demo country, in a process of its own; then put back as it was.

``python -m tests.bench.imports`` prints what it measured.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence

from stdnum.vn import mst

from tests.bench.stopwatch import Row

ROWS = 10_000
AIM_S = 60
# Questions for a further thousand rows: one insert a table and a part of its keys, whatever the rows say.
AIM_QUERIES = 40
_HEADER = ["Tên doanh nghiệp", "Mã số thuế", "Địa chỉ", "Ngành", "Sản phẩm", "Công nghệ", "Điện thoại", "Người liên hệ"]  # fmt: skip
_FORMS = ("Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH MTV", "DNTN")
_TRADES = ("Cơ khí", "Nhựa kỹ thuật", "Điện tử", "Khuôn mẫu", "Dệt may", "Bao bì", "Cơ điện", "Kim loại tấm")
_FIRST = ("An", "Bảo", "Cường", "Đại", "Gia", "Hà", "Hoàng", "Khang", "Lâm", "Minh", "Nam", "Phúc", "Quang", "Sơn", "Thành", "Việt")  # fmt: skip
_SECOND = ("Anh", "Bình", "Cát", "Dương", "Đạt", "Giang", "Hưng", "Khoa", "Long", "Mai", "Nghĩa", "Oanh", "Phát", "Quý", "Tân", "Vinh")  # fmt: skip
_PLACES = (
    "Hà Nội",
    "Bắc Ninh",
    "Hải Phòng",
    "Đồng Nai",
    "Bình Dương",
    "TP. Hồ Chí Minh",
    "Đà Nẵng",
    "Vĩnh Phúc",
)
_WORK = ("tiện CNC", "phay CNC", "đúc áp lực", "ép nhựa", "hàn", "dập", "mạ kẽm", "may")


def measure() -> list[Row]:
    words = [sys.executable, "-W", "ignore", "-m", "tests.bench.imports"]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    what = f"import of {ROWS:,} rows"
    return [
        Row(f"{what}, by the clock", f"{told['seconds']:.1f} s", f"< {AIM_S} s", told["seconds"] < AIM_S),
        Row("  processor of the worker", f"{told['processor']:.1f} s"),
        Row("  landed", f"{told['landed']:,}"),
        Row(
            "  queries for a further 1,000 rows",
            f"{told['queries']:.0f}",
            f"<= {AIM_QUERIES}",
            told["queries"] <= AIM_QUERIES,
        ),
    ]


def rows(count: int) -> list[Sequence[str]]:
    """Firms as a ministry's list has them: some without a code, some with a wrong one, some written twice."""
    dice = random.Random(7)
    made: list[Sequence[str]] = []
    for number in range(count):
        if made and dice.random() < 0.02:
            made.append(dice.choice(made))
            continue
        digits = f"03{number:07d}"
        code = digits + mst.calc_check_digit(digits)
        spoilt = dice.random()
        if spoilt < 0.03:
            code = code[:-1]
        elif spoilt < 0.2:
            code = ""
        name = f"{dice.choice(_FORMS)} {dice.choice(_TRADES)} {dice.choice(_FIRST)} {dice.choice(_SECOND)} {dice.choice(_FIRST)}"
        place = f"Lô {dice.randrange(1, 400)}, KCN {dice.choice(_SECOND)} {dice.choice(_FIRST)}, {dice.choice(_PLACES)}"
        phone = f"09{dice.randrange(10**8):08d}"
        made.append([name, code, place, "Cơ khí", "Chi tiết máy", dice.choice(_WORK), phone, "Nguyễn Văn A"])
    return made


def _import(count: int) -> dict[str, float]:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from portal.clock import today
    from suppliers.importing.load import import_list
    from suppliers.models import ImportRow
    from tests.suppliers.importing.lists import csv_bytes

    data = csv_bytes(_HEADER, *rows(count))
    began, used = time.perf_counter(), time.process_time()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        plan, _batch = import_list(
            data, file_name="bench.csv", checked=True, today=today(), now=timezone.now()
        )
        told = {
            "seconds": time.perf_counter() - began,
            "processor": time.process_time() - used,
            "landed": len(plan.of(ImportRow.Fate.LANDED)),
            "queries": len(asked),
        }
        transaction.set_rollback(True)
    return told


def _main() -> dict[str, float]:
    import django

    django.setup()
    part, whole = _import(ROWS // 2), _import(ROWS)
    further = (whole["queries"] - part["queries"]) / (ROWS / 2 / 1000)
    return whole | {"queries": further}


if __name__ == "__main__":
    print(json.dumps(_main()))
