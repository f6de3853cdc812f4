"""Names, trades, places and machines of the synthetic country. No firm of these names is meant."""

from dataclasses import dataclass

FIRST = (
    "Phú Hòa Minh Đông Tân An Việt Thành Đại Kim Long Nam Bắc Quang Hải Thiên Trường Vĩnh Gia Bảo "
    "Hồng Ngọc Tuấn Anh Hùng Đức Phúc Thái Thuận Tiến Trí Tường Xuân Sao Sông Núi Lam Cẩm Ánh Nhật"
).split()
SECOND = (
    "Thịnh Phát Khang Hưng Lộc Tiến Cường Lợi Đạt Vinh Sơn Hà Phong Thành Tín Dương Ngọc Anh Bình Long "
    "Quân Khánh Nguyên Hiệp Mỹ Giang Châu Linh Điền Hoàng Tâm Kiên Trung Huy Duy Khoa Luận Minh Nhân Vân"
).split()
LEGAL_FORMS = (("Công ty TNHH", 62), ("Công ty CP", 26), ("Công ty TNHH MTV", 8), ("Xưởng", 4))
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
GIVEN = "Thu Hà|Minh Đức|Văn Nam|Thị Lan|Quốc Anh|Thanh Tùng|Ngọc Mai|Hữu Phước|Thùy Dung|Gia Huy".split("|")


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of firm of one sector.

    ``processes`` are (process code, material codes, machine name, tolerance in mm or None).
    """

    vi: str
    en: str
    makes_vi: str
    makes_en: str
    processes: tuple[tuple[str, tuple[str, ...], str, str | None], ...]


def _p(code: str, materials: str, machine: str, tolerance: str | None = None) -> tuple:
    return (code, tuple(materials.split()), machine, tolerance)


MILLING = _p("machining.cnc_milling", "steel.carbon aluminium.wrought", "Trung tâm phay CNC 3 trục", "0.02")
TURNING = _p("machining.cnc_turning", "steel.carbon steel.stainless copper.brass", "Máy tiện CNC", "0.02")
GRINDING = _p("machining.cylindrical_grinding", "steel.alloy steel.bearing", "Máy mài tròn ngoài", "0.005")
STAMPING = _p("forming.stamping", "steel.cold_rolled steel.galvanised", "Máy dập 200 tấn", "0.05")
DRAWING = _p("forming.deep_drawing", "steel.cold_rolled", "Máy dập thủy lực 300 tấn", "0.1")
BENDING = _p("forming.bending", "steel.structural steel.stainless", "Máy chấn CNC 110 tấn", "0.2")
LASER = _p(
    "machining.laser_cutting", "steel.structural steel.stainless", "Máy cắt laser sợi quang 3 kW", "0.1"
)
MAG = _p("joining.mig_mag", "steel.carbon steel.structural", "Rô-bốt hàn MAG")
SPOT = _p("joining.resistance_welding", "steel.cold_rolled", "Máy hàn điểm")
POWDER = _p("surface.powder_coating", "steel aluminium", "Dây chuyền sơn tĩnh điện")
PLATING = _p("surface.zinc_plating", "steel.carbon", "Dây chuyền mạ kẽm")
DIE_CASTING = _p("casting.die_casting", "aluminium.cast", "Máy đúc áp lực 350 tấn", "0.1")
SAND = _p("casting.sand_casting", "cast_iron.grey cast_iron.ductile", "Lò trung tần 1 tấn")
FORGING = _p("forming.hot_forging", "steel.carbon steel.alloy", "Máy rèn 630 tấn")
COLD_FORGING = _p("forming.cold_forging", "steel.carbon steel.alloy", "Máy dập nguội 5 vị trí", "0.05")
INJECTION = _p("moulding.injection", "plastic.abs plastic.pc plastic.pp", "Máy ép nhựa 180 tấn", "0.05")
BLOW = _p("moulding.blow_moulding", "plastic.pe plastic.pet", "Máy thổi 5 lít")
RUBBER = _p("moulding.rubber_moulding", "rubber.nbr rubber.epdm", "Máy ép cao su 200 tấn", "0.2")
THERMO = _p("moulding.thermoforming", "plastic.ps plastic.pet", "Máy hút định hình")
EXTRUSION = _p("moulding.extrusion", "plastic.pvc plastic.pe", "Dây chuyền đùn")
PLASTIC_MOULD = _p("tooling.plastic_mould", "steel.plastic_mould", "Máy phay cao tốc", "0.01")
PRESS_DIE = _p("tooling.press_die", "steel.tool", "Máy cắt dây", "0.01")
SMT = _p("electronics.smt", "electronic.fr4 solder", "Dây chuyền SMT")
PCBA = _p("electronics.pcba", "electronic.fr4 solder", "Dây chuyền lắp bo mạch")
COIL = _p("electronics.coil_winding", "copper.pure electronic.magnet", "Máy quấn dây tự động")
HARNESS = _p("cable_harness.harness_assembly", "copper.pure plastic.pvc", "Máy dập đầu cốt tự động")
FPC = _p("electronics.fpc", "electronic.copper_foil plastic.pi", "Dây chuyền mạch dẻo")
BOX = _p("assembly.box_build", "plastic.abs steel.galvanised", "Chuyền lắp ráp")
SPINNING = _p("textile.yarn_spinning", "fibre.cotton fibre.polyester", "Máy kéo sợi con")
WEAVING = _p("textile.weaving", "fibre.cotton fibre.polyester", "Máy dệt kiếm")
KNITTING = _p("textile.knitting", "fibre.cotton fibre.spandex", "Máy dệt kim tròn")
DYEING = _p("textile.dyeing", "fabric.knitted chemical.dye", "Máy nhuộm cao áp")
PRINTING = _p("textile.textile_printing", "fabric.woven", "Máy in lưới quay")
NONWOVEN = _p("textile.nonwoven", "fibre.polyester", "Dây chuyền không dệt")
SEWING = _p("garment.sewing", "fabric.woven fabric.knitted", "Chuyền may")
CUTTING = _p("garment.pattern_cutting", "fabric.woven", "Máy cắt tự động")
EMBROIDERY = _p("garment.embroidery", "fabric.woven", "Máy thêu 20 đầu")
SOLE = _p("leather_footwear.sole_making", "rubber.natural foam.eva", "Máy ép đế EVA")
UPPER = _p("leather_footwear.upper_stitching", "leather.synthetic leather.tanned", "Chuyền may mũ giày")
LEATHER = _p("leather_footwear.leather_cutting", "leather.tanned leather.synthetic", "Máy chặt da thủy lực")
TANNING = _p("leather_footwear.tanning", "leather.raw chemical.tanning", "Phu-lông thuộc da")
LASTING = _p("leather_footwear.lasting_assembly", "rubber.natural leather.synthetic", "Chuyền gò ráp")
PRECISION = _p("machining.five_axis", "aluminium.wrought titanium", "Máy phay 5 trục", "0.008")
CLEAN = _p("surface.cleaning", "aluminium steel.stainless", "Bể rửa siêu âm")
AUTOMATION = _p("engineering.automation", "steel aluminium", "Khu lắp máy tự động")

TRADES: dict[str, tuple[Trade, ...]] = {
    "M": (
        Trade(
            "Cơ khí Chính xác",
            "Precision Mechanics",
            "Chi tiết phay tiện CNC",
            "CNC machined parts",
            (MILLING, TURNING, GRINDING),
        ),
        Trade(
            "Kết cấu Thép",
            "Steel Structures",
            "Khung hàn, tủ và giá đỡ",
            "Welded frames, cabinets and racks",
            (LASER, BENDING, MAG, POWDER),
        ),
        Trade(
            "Khuôn mẫu",
            "Mould and Die",
            "Khuôn dập, đồ gá",
            "Press dies and fixtures",
            (PRESS_DIE, MILLING, GRINDING),
        ),
        Trade(
            "Đúc",
            "Foundry",
            "Vật đúc gang và nhôm",
            "Iron and aluminium castings",
            (SAND, DIE_CASTING, MILLING),
        ),
        Trade(
            "Mạ và Xử lý Bề mặt",
            "Plating",
            "Mạ kẽm, sơn tĩnh điện",
            "Zinc plating and powder coating",
            (PLATING, POWDER),
        ),
    ),
    "P": (
        Trade(
            "Nhựa Kỹ thuật",
            "Engineering Plastics",
            "Vỏ và chi tiết nhựa ép phun",
            "Injection-moulded housings and parts",
            (INJECTION, PLASTIC_MOULD),
        ),
        Trade(
            "Cao su Kỹ thuật",
            "Technical Rubber",
            "Gioăng, phớt, giảm chấn",
            "Gaskets, seals and dampers",
            (RUBBER,),
        ),
        Trade(
            "Bao bì Nhựa",
            "Plastic Packaging",
            "Khay, chai và bao bì",
            "Trays, bottles and packaging",
            (THERMO, BLOW, EXTRUSION),
        ),
    ),
    "E": (
        Trade("Điện tử", "Electronics", "Lắp ráp bo mạch", "Printed board assembly", (SMT, PCBA, BOX)),
        Trade(
            "Dây và Cáp điện tử",
            "Wire Harness",
            "Bó dây, đầu nối",
            "Wire harnesses and connectors",
            (HARNESS,),
        ),
        Trade(
            "Linh kiện Điện tử",
            "Electronic Components",
            "Cuộn cảm, biến áp, mạch dẻo",
            "Inductors, transformers and flexible circuits",
            (COIL, FPC),
        ),
        Trade(
            "Nhựa Điện tử",
            "Plastics for Electronics",
            "Vỏ nhựa cho thiết bị điện tử",
            "Plastic housings for devices",
            (INJECTION, PLASTIC_MOULD, BOX),
        ),
    ),
    "A": (
        Trade(
            "Phụ tùng Ô tô",
            "Auto Parts",
            "Chi tiết dập và hàn cho ô tô, xe máy",
            "Stamped and welded parts for cars and motorcycles",
            (STAMPING, DRAWING, SPOT),
        ),
        Trade(
            "Đúc Áp lực",
            "Die Casting",
            "Chi tiết nhôm đúc áp lực",
            "Aluminium die castings",
            (DIE_CASTING, MILLING),
        ),
        Trade(
            "Dây điện Ô tô", "Automotive Harness", "Bó dây điện ô tô", "Automotive wire harnesses", (HARNESS,)
        ),
        Trade(
            "Rèn",
            "Forging",
            "Phôi rèn, trục, bu lông",
            "Forged blanks, shafts and bolts",
            (FORGING, TURNING, COLD_FORGING),
        ),
    ),
    "T": (
        Trade(
            "May", "Garment", "Áo khoác, quần, đồng phục", "Jackets, trousers and uniforms", (CUTTING, SEWING)
        ),
        Trade("Dệt", "Weaving", "Vải dệt thoi, vải dệt kim", "Woven and knitted fabric", (WEAVING, KNITTING)),
        Trade("Sợi", "Yarn", "Sợi bông, sợi pha", "Cotton and blended yarn", (SPINNING,)),
        Trade(
            "Nhuộm Hoàn tất",
            "Dyeing and Finishing",
            "Nhuộm, in và hoàn tất vải",
            "Dyeing, printing and finishing",
            (DYEING, PRINTING),
        ),
        Trade(
            "Phụ liệu May",
            "Garment Accessories",
            "Mex, thêu, nhãn",
            "Interlining, embroidery and labels",
            (NONWOVEN, EMBROIDERY),
        ),
    ),
    "F": (
        Trade("Đế giày", "Footwear Soles", "Đế cao su và EVA", "Rubber and EVA soles", (SOLE,)),
        Trade("Mũ giày", "Shoe Uppers", "Mũ giày thể thao", "Sports shoe uppers", (LEATHER, UPPER)),
        Trade("Giày", "Footwear", "Giày vải, giày thể thao", "Canvas and sports shoes", (UPPER, LASTING)),
        Trade("Thuộc da", "Tannery", "Da thuộc và da váng", "Finished and split leather", (TANNING,)),
    ),
    "H": (
        Trade(
            "Thiết bị Công nghệ cao",
            "High-Tech Equipment",
            "Cụm thiết bị cho nhà máy bán dẫn",
            "Assemblies for semiconductor plants",
            (PRECISION, CLEAN),
        ),
        Trade(
            "Tự động hóa",
            "Automation",
            "Đồ gá, máy chuyên dụng",
            "Fixtures and special machines",
            (AUTOMATION, MILLING),
        ),
    ),
}

# How many of 3,652: the ministry's 2020 database of supporting industries, by sector; firms of plastics and
# of high technology, which that database counts with the others, come on top in the same proportion.
SECTOR_MIX = {"M": 500, "A": 347, "E": 750, "T": 1145, "F": 910}
ALSO = {"P": 0.04, "H": 0.01}

# Where firms of a sector stand, by province as it was before July 2025 (code, share).
PLACES: dict[str, tuple[tuple[str, int], ...]] = {
    "M": (
        ("01", 18),
        ("27", 8),
        ("30", 6),
        ("31", 7),
        ("26", 7),
        ("33", 6),
        ("19", 4),
        ("74", 14),
        ("75", 10),
        ("79", 16),
        ("80", 3),
        ("48", 2),
        ("38", 2),
        ("40", 1),
    ),
    "P": (
        ("01", 12),
        ("27", 12),
        ("33", 8),
        ("31", 7),
        ("74", 18),
        ("75", 14),
        ("79", 18),
        ("80", 7),
        ("30", 4),
    ),
    "E": (
        ("27", 22),
        ("24", 14),
        ("01", 14),
        ("19", 9),
        ("31", 9),
        ("26", 7),
        ("75", 7),
        ("79", 10),
        ("74", 6),
        ("35", 2),
    ),
    "A": (
        ("26", 14),
        ("30", 10),
        ("01", 12),
        ("33", 8),
        ("31", 8),
        ("49", 9),
        ("75", 10),
        ("74", 12),
        ("79", 8),
        ("37", 3),
        ("38", 2),
    ),
    "T": (
        ("79", 20),
        ("74", 14),
        ("75", 10),
        ("36", 9),
        ("34", 7),
        ("33", 6),
        ("80", 6),
        ("01", 7),
        ("48", 4),
        ("49", 4),
        ("46", 3),
        ("82", 4),
        ("72", 4),
        ("38", 2),
    ),
    "F": (
        ("79", 18),
        ("74", 22),
        ("75", 20),
        ("80", 8),
        ("72", 5),
        ("31", 9),
        ("38", 5),
        ("82", 4),
        ("30", 3),
        ("36", 2),
        ("94", 1),
    ),
    "H": (("79", 30), ("01", 25), ("48", 12), ("27", 18), ("75", 15)),
}

# Owners' countries of foreign-invested firms.
FOREIGN = (("KR", 34), ("JP", 24), ("TW", 20), ("CN", 16), ("TH", 3), ("DE", 2), ("US", 1))
