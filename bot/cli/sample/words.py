"""The sample plan's words. Province, places, people, numbers and telephone numbers are invented."""

from dataclasses import dataclass

ISSUER = "UBND phường Bến Lau"

LETTERHEAD = (
    (
        ("UBND PHƯỜNG BẾN LAU",),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    ),
    (("Số: 12/KH-CTĐVH",), ("Bến Lau, ngày 18 tháng 01 năm 2027",)),
)

TITLE = (
    "KẾ HOẠCH",
    "Tổ chức Hội nghị tổng kết Cụm thi đua các xã, phường ven hồ tỉnh Vân Lam năm 2026",
)

BODY = (
    (
        "p",
        "Căn cứ Quyết định số 871/QĐ-UBND ngày 14/10/2025 của UBND tỉnh Vân Lam về việc chia các cụm thi đua trên"
        " địa bàn tỉnh; UBND phường Bến Lau (đơn vị Cụm trưởng) xây dựng kế hoạch tổ chức Hội nghị tổng kết Cụm"
        " thi đua các xã, phường ven hồ tỉnh Vân Lam năm 2026 như sau:",
    ),
    ("h1", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("h2", "1. Mục đích"),
    ("-", "Nhìn lại kết quả thi đua năm 2026 của bảy đơn vị, rút kinh nghiệm cho năm 2027."),
    ("-", "Giới thiệu các mô hình nuôi cá lồng, du lịch cộng đồng và số hóa thủ tục đã làm tốt."),
    ("h2", "2. Yêu cầu"),
    ("-", "Báo cáo có số liệu so với cùng kỳ, dài không quá 08 trang."),
    ("-", "Chuẩn bị gọn, tiết kiệm; mỗi đơn vị cử một đầu mối làm việc với Ban tổ chức."),
    ("h1", "II. ĐƠN VỊ, THÀNH PHẦN, THỜI GIAN, ĐỊA ĐIỂM"),
    ("h2", "1. Các đơn vị trong cụm"),
    ("-", "Phường Bến Lau: Cụm trưởng."),
    ("-", "Xã Nậm Chăng: Cụm phó."),
    ("-", "Các đơn vị thành viên: xã Lũng Mơ, xã Pa Vang, xã Tà Hương, xã Suối Ngà, xã Đèo Sương."),
    ("h2", "2. Thành phần đại biểu: Dự kiến 126 đại biểu, gồm:"),
    ("p", "a) Cấp tỉnh"),
    ("-", "Đại diện lãnh đạo UBND tỉnh: 01 đại biểu."),
    ("-", "Đại diện lãnh đạo và chuyên viên Sở Nội vụ: 05 đại biểu."),
    ("p", "b) Phường Bến Lau"),
    ("-", "Thường trực Đảng ủy, HĐND, UBND, Ủy ban MTTQ phường: 08 đại biểu."),
    ("-", "Trưởng các phòng, trung tâm thuộc UBND phường: 10 đại biểu."),
    ("-", "Tập thể, cá nhân điển hình của phường: 06 đại biểu."),
    ("-", "Phóng viên và bộ phận phục vụ: 12 người."),
    ("p", "c) Các xã trong cụm (06 xã, mỗi xã 14 đại biểu)"),
    ("-", "Thường trực Đảng ủy, HĐND, UBND, Ủy ban MTTQ xã: 24 đại biểu."),
    ("-", "Trưởng các phòng, trung tâm thuộc UBND xã: 42 đại biểu."),
    ("-", "Mỗi xã 01 đại diện tập thể và 02 cá nhân điển hình: 18 đại biểu."),
    ("h2", "3. Thời gian, địa điểm"),
    ("-", "Thời gian: Hội nghị tổ chức trong 02 ngày, từ ngày 18/3/2027 đến ngày 19/3/2027."),
    ("-", "Địa điểm: Nhà Văn hóa trung tâm phường Bến Lau."),
    ("h2", "4. Kinh phí"),
    ("-", "Ngân sách phường Bến Lau bảo đảm phần tổ chức; các đoàn tự lo đi lại và nghỉ đêm."),
    ("h1", "III. TỔ CHỨC THỰC HIỆN"),
    ("h2", "1. Đối với các xã trong cụm"),
    (
        "-",
        "Gửi Báo cáo tổng kết, bảng tự chấm điểm về phường Bến Lau trước ngày 01/3/2027"
        " (qua Phòng Văn hóa - Xã hội phường).",
    ),
    (
        "-",
        "Gửi phóng sự dài từ 05 đến 07 phút về Trung tâm Truyền thông phường Bến Lau trước ngày 05/3/2027.",
    ),
    (
        "-",
        "Gửi danh sách đại biểu, phương tiện và giờ đến của đoàn về Văn phòng HĐND và UBND phường Bến Lau"
        " trước 17h00 ngày 12/3/2027.",
    ),
    ("h2", "2. Đối với phường Bến Lau"),
    ("h3", "a) Văn phòng HĐND và UBND phường"),
    ("-", "Chủ trì công tác tổ chức trước, trong và sau Hội nghị; gửi giấy mời."),
    ("-", "Chuẩn bị hội trường, biển tên, nước uống và chỗ ngồi theo đoàn."),
    ("-", "Phối hợp với Phòng Văn hóa - Xã hội bố trí nơi ăn, nghỉ cho đại biểu."),
    ("h3", "b) Phòng Văn hóa - Xã hội phường"),
    ("-", "Chủ trì tổng hợp báo cáo chung của cụm và bảng chấm điểm của các đơn vị."),
    ("-", "Lập danh sách đề nghị khen thưởng, trình Chủ tịch UBND phường."),
    ("-", "Tổ chức buổi giao lưu bóng chuyền hơi chiều ngày 18/3/2027."),
    ("h3", "c) Phòng Kinh tế, Hạ tầng và Đô thị phường"),
    ("-", "Chủ trì chọn mô hình nuôi cá lồng và đưa các đoàn đi tham quan."),
    ("-", "Tham mưu bố trí kinh phí và hướng dẫn thanh toán."),
    ("h3", "d) Trung tâm Truyền thông phường"),
    ("-", "Chủ trì dựng phóng sự chung 25 phút từ phóng sự của các đơn vị."),
    ("-", "Lo âm thanh, ánh sáng, màn hình và tiết mục văn nghệ chào mừng."),
    ("h3", "đ) Công an phường"),
    ("-", "Bảo đảm an ninh, trật tự và hướng dẫn xe của các đoàn."),
    ("h3", "e) Trạm Y tế phường"),
    ("-", "Trực y tế trong hai ngày Hội nghị."),
    ("h3", "g) Trung tâm Phục vụ hành chính công phường"),
    ("-", "Phối hợp với Văn phòng HĐND và UBND phường đón và ghi tên đại biểu."),
    ("h2", "3. Liên hệ"),
    ("-", "Văn phòng HĐND và UBND phường Bến Lau, điện thoại: 0200 000 0118, thư điện tử: hoinghi@benlau.example"),
    ("-", "Tiếp nhận báo cáo: Phòng Văn hóa - Xã hội phường Bến Lau, điện thoại: 0200 000 0121"),
    ("p", "Trên đây là Kế hoạch tổ chức Hội nghị; đề nghị các đơn vị phối hợp thực hiện./."),
)

RECIPIENTS = (
    "Nơi nhận:",
    "- UBND tỉnh, Sở Nội vụ;",
    "- UBND các xã trong cụm;",
    "- Các phòng, trung tâm thuộc phường;",
    "- Lưu: VT.",
)
SIGNATURE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Đinh Khắc Thuần")


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of the plan: its title, what stands above the tables, the tables."""

    title: tuple[str, ...]
    intro: tuple[str, ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]


TIMED = ("Thời gian", "Nội dung", "Thực hiện")
ORDERED = ("TT", "Nội dung", "Thực hiện")

PROGRAMMES = (
    Programme(
        ("CHƯƠNG TRÌNH SỐ 01", "Đón tiếp các đoàn đại biểu"),
        (),
        (
            (
                "1. Ngày 18/3/2027",
                TIMED,
                (
                    (
                        "Từ 13h30 đến 14h30",
                        "Đón các đoàn tại Nhà khách Sóng Hồ",
                        "- Lãnh đạo UBND phường\n- Văn phòng HĐND và UBND phường",
                    ),
                    (
                        "Từ 14h30 đến 17h00",
                        "Mời các đoàn tham quan mô hình nuôi cá lồng tại bến Cây Sung hoặc giao lưu bóng chuyền hơi"
                        " tại sân Nhà Văn hóa",
                        "- Phòng Kinh tế, Hạ tầng và Đô thị phường\n- Phòng Văn hóa - Xã hội phường",
                    ),
                    (
                        "Từ 18h30",
                        "Cơm thân mật tại Nhà khách Sóng Hồ",
                        "- Thường trực Đảng ủy phường\n- Lãnh đạo UBND phường",
                    ),
                ),
            ),
            (
                "2. Ngày 19/3/2027",
                TIMED,
                (
                    (
                        "Từ 06h30 đến 07h30",
                        "Ăn sáng tại Nhà khách Sóng Hồ",
                        "- Văn phòng HĐND và UBND phường",
                    ),
                    (
                        "Từ 08h00 đến 11h30",
                        "Hội nghị tổng kết tại Nhà Văn hóa trung tâm phường Bến Lau (có chương trình riêng)",
                        "Đại biểu theo Kế hoạch",
                    ),
                    ("Từ 11h30", "Cơm trưa tại Nhà khách Sóng Hồ, chia tay các đoàn", "- Lãnh đạo UBND phường"),
                ),
            ),
        ),
    ),
    Programme(
        ("CHƯƠNG TRÌNH SỐ 02", "Hội nghị tổng kết Cụm thi đua các xã, phường ven hồ năm 2026"),
        (
            "- Thời gian: từ 08h00 đến 11h30 ngày 19/3/2027",
            "- Địa điểm: Nhà Văn hóa trung tâm phường Bến Lau",
            "- Chủ trì Hội nghị:",
            "1. Ông Đinh Khắc Thuần, Chủ tịch UBND phường Bến Lau - Cụm trưởng.",
            "2. Bà Lò Thị Ngân Hà, Chủ tịch UBND xã Nậm Chăng - Cụm phó.",
        ),
        (
            (
                "",
                ORDERED,
                (
                    ("1", "Văn nghệ chào mừng", "Trung tâm Truyền thông phường"),
                    ("2", "Tuyên bố lý do, giới thiệu đại biểu", "Văn phòng HĐND và UBND phường"),
                    ("3", "Khai mạc Hội nghị", "Chủ tịch UBND phường Bến Lau"),
                    ("4", "Xem phóng sự của cụm", "Trung tâm Truyền thông phường"),
                    ("5", "Trình bày báo cáo tổng kết năm 2026", "Phòng Văn hóa - Xã hội phường"),
                    ("6", "Tham luận của các đơn vị", "Đại diện các xã"),
                    ("7", "Nghỉ giữa giờ", ""),
                    ("8", "Thảo luận, chấm điểm các đơn vị", "Chủ trì Hội nghị"),
                    ("9", "Bầu Cụm trưởng, Cụm phó năm 2027", "Chủ trì Hội nghị"),
                    ("10", "Phát biểu của lãnh đạo tỉnh", "Lãnh đạo UBND tỉnh"),
                    ("11", "Trao thưởng tập thể, cá nhân điển hình", "Chủ trì Hội nghị"),
                    ("12", "Bế mạc Hội nghị", "Chủ tịch UBND phường Bến Lau"),
                ),
            ),
        ),
    ),
)
