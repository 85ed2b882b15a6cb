"""Data for finding people and accounts in text: honorifics, surnames, IBAN lengths, names that are also words."""

from __future__ import annotations

from gemba.rules.words import listed

HONORIFICS: tuple[str, ...] = listed(
    "Mr Mrs Ms Miss Mx Dr Prof Sir Madam Herr Herrn Frau Fr Hr Mme Mlle Monsieur Madame "
    "Señor Señora Signor Signora Pan Pani"
)
"""In front of a capitalised word; a dot may follow."""

VIETNAMESE_HONORIFICS: tuple[str, ...] = listed("anh|chị|ông|bà|cô|chú|bác|em|bạn", "|")

HAN_HONORIFICS: tuple[str, ...] = listed(
    "女士 先生 小姐 太太 老师 老師 经理 經理 组长 組長 主管 主任 总监 师傅 阿姨 同学 女生 姐 哥 总 工"
)
HAN_CLEAR_HONORIFICS: tuple[str, ...] = listed("女士 先生 小姐 太太 师傅 阿姨")
"""After a surname that is in no list these alone make a name."""

HAN_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍涂成苗谷盛曲"
    "張劉陳楊黃趙吳孫馬鄭許韓馮鄧蕭董葉魏蘇呂盧鍾譚陸範賈鄒閻龍賀顧龔邵萬錢嚴賴湯莊聶魯歐關蘭紀畢單塗"
)

VIETNAMESE_SECOND_SYLLABLES: tuple[str, ...] = listed(
    """
    thường luận quân yên đẳng tĩnh ổn chọn dân bạch quan sản phòng phố công viên lập tích phẩm thập nhập tiền nợ hoạch
    hồng quả lượng dịch nhan giải hợp bình nhạc đồng phúc kiểm cường thơm liệu vị dẫn ước tâm trí lý thành đạo vực hình
    truyền can giới châu dương xuất thi toàn ninh hành chính sách
    """
)
"""What makes an ordinary word of a syllable that is a given name too: "bình thường", "thảo luận", "hải quan"."""

ALSO_WORDS: frozenset[str] = frozenset(
    listed(
        """
        may will mark rose grace long lan hope art bill frank jack rich rob sue drew dale dean earl guy jay june april
        august summer autumn joy faith iris ivy lily olive pearl ruby violet sage crystal dawn eve heather holly amber
        gray grey brown green white black young king knight page price cook baker butcher carpenter clark clerk cooper
        fisher hunter mason miller palmer parker porter potter shepherd skinner smith taylor turner walker ward weaver
        wood woods hill field fields ford lane park parks pool rivers stone wells west north street church bell best
        bush cross day english french german kelly gale hale frost snow winter cox lee reed reid rice fox wolf hart
        lamb bird swan marsh moss glass gold silver steel cash banks case chance chase close cole date down ends
        gates grant hall harry hand head heart hood house hull hunt keen lake land law little love low major may mills
        more new noble nose oak old pace paul penny pitt pond poor pope post power pride quick rain read rush rust self
        sharp short shaw sky small song south spring star stern strong sweet tell thorpe tree trump wade wall warmer
        waters way webb wild wise wright yard rosen barker harrison oliver tom ben pat don ray sam max abbie
        warn roth schulz
        mai thu minh anh duc son linh hoa huong phuong thao dung quoc van thi ngoc nam bao khanh hai
        """
    )
) - frozenset(
    listed("tom ben paul harry sam max abbie schulz barker harrison oliver shaw cox thorpe webb wright kelly")
)
"""Parts of names that are ordinary words too: alone they are no find, with an honorific or the full name they are."""

IBAN_LENGTHS: dict[str, int] = {
    entry[:2]: int(entry[2:])
    for entry in listed(
        """
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
        ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28
        LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25
        QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
        """
    )
}
