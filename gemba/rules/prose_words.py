# ruff: noqa: E501 - word lists: wide characters count double
"""Word lists of the prose linter, to be edited. One entry a line or parted by ``|``; folded before use.

English, Chinese (simplified and traditional in one list) and Vietnamese. Abbreviations keep their dots.
"""

from __future__ import annotations

from gemba.rules.words import listed

WEASEL: dict[str, tuple[str, ...]] = {
    "en": listed(
        """
        some people|many people|some say|it is believed|it is said|it is known|it seems|it appears|seems to|appears to
        arguably|possibly|perhaps|maybe|probably|presumably|supposedly|apparently|likely to|tends to|tend to|might|could be
        often|sometimes|usually|frequently|occasionally|generally|typically|mostly|normally|regularly|rarely|almost always
        very|quite|rather|fairly|really|pretty much|somewhat|relatively|basically|essentially|virtually|practically
        a lot of|lots of|a number of|various|several|numerous|countless|a few|a couple of|plenty of|most of|many|few
        as far as we know|in a sense|to some extent|more or less|in some cases|from time to time|as soon as possible
        studies show|research shows|experts say|experts agree|everybody knows|everyone knows|as everyone knows
        should help|would help|helps to|and so on|etc.|and the like
        """,
        "|",
    ),
    "zh": listed(
        """
        可能|也许|或许|大概|大约是|似乎|好像|据说|据悉|有人认为|很多人|不少人|大家都知道|众所周知|一般来说|通常|往往|经常|常常|有时|偶尔
        基本上|某种程度|相对|比较|一些|若干|诸多|众多|许多|很多|不少|大量|少数|大部分|多数|几乎|差不多|等等|非常|十分|极其|相当
        尽快|适当|适时|一定程度|在某些情况下|专家认为|研究表明|有助于
        也許|或許|據說|據悉|有人認為|眾所周知|一般來說|經常|有時|偶爾|相對|比較|許多|大約是|幾乎|盡快|專家認為|研究表明|諸多|眾多
        """,
        "|",
    ),
    "vi": listed(
        """
        có thể|có lẽ|dường như|hình như|nghe nói|được cho là|nhiều người|một số người|ai cũng biết|thường|thường xuyên|đôi khi
        thỉnh thoảng|nói chung|hầu như|gần như|tương đối|khá|rất|vô cùng|cực kỳ|một số|nhiều|một vài|đa số|phần lớn|vân vân|v.v.
        càng sớm càng tốt|phần nào|chuyên gia cho rằng|nghiên cứu cho thấy|trong một số trường hợp|góp phần
        """,
        "|",
    ),
}

NO_WEASEL: dict[str, tuple[str, ...]] = {
    "en": ("how many", "how often", "as many as", "how likely to", "how few", "so many that"),
    "zh": listed(
        "可能值|最可能|可能性|可能金额|可能金額|不可能|尽可能|盡可能|有可能性|比较表|比較表|对比较|多数票|多數票", "|"
    ),
    "vi": listed("có thể giao|khả năng có thể|nhiều nhất|thường trực|bình thường", "|"),
}
"""Expressions that hold a weasel word and are none: they ask for a figure, or name one ("可能值" is the likely value)."""

ADJECTIVES: dict[str, tuple[str, ...]] = {
    "en": listed(
        """
        big|huge|large|enormous|massive|great|significant|significantly|substantial|substantially|considerable|considerably
        major|minor|small|tiny|high|low|higher|lower|slow|slowly|fast|quick|quickly|long|short|expensive|cheap|costly
        important|critical|crucial|serious|severe|dramatic|dramatically|drastic|drastically|strong|weak|poor|good|bad|better
        worse|best|worst|easy|hard|difficult|simple|complex|complicated|inefficient|efficient|frequent|rare|common
        unacceptable|excellent|optimal|painful|annoying|frustrating|frustrated|confusing|confused|tedious|cumbersome|heavy
        """,
        "|",
    ),
    "zh": listed(
        """
        巨大|很大|大幅|显著|明显|严重|重大|重要|关键|很高|很低|较高|较低|过高|过低|很慢|缓慢|快速|迅速|昂贵|便宜|困难|简单|复杂|繁琐
        低效|高效|频繁|罕见|糟糕|优秀|良好|较差|很差|难用|混乱|麻烦|漫长|大量|极大
        顯著|明顯|嚴重|關鍵|緩慢|昂貴|困難|簡單|複雜|繁瑣|頻繁|罕見|優秀|較差|混亂|麻煩
        """,
        "|",
    ),
    "vi": listed(
        """
        lớn|rất lớn|to lớn|đáng kể|nghiêm trọng|quan trọng|cao|thấp|chậm|nhanh|đắt|rẻ|khó|dễ|phức tạp|rườm rà|kém|tốt|xấu|tệ
        hiệu quả|kém hiệu quả|hiếm|phổ biến|rối|bất tiện|lâu|mạnh|yếu
        """,
        "|",
    ),
}

CLAIMS: dict[str, tuple[str, ...]] = {
    "en": listed(
        "causes|caused|because|costs|cost us|loses|lost|wastes|wasted|fails|failed|leads to|led to|results in|shows that|"
        "therefore|proves|is due to|saves|prevents|reduces|increases|customers want|customers leave|nobody|everybody",
        "|",
    ),
    "zh": listed(
        "导致|造成|因为|由于|损失|浪费|因此|所以|证明|表明|减少|增加|节省|没有人|所有人|客户流失|導致|由於|損失|浪費|證明|減少|節省",
        "|",
    ),
    "vi": listed(
        "gây ra|gây|vì|do đó|dẫn đến|thiệt hại|lãng phí|mất|chứng tỏ|giảm|tăng|tiết kiệm|không ai|tất cả mọi người", "|"
    ),
}

PROPOSING: dict[str, tuple[str, ...]] = {
    "en": listed(
        "we ask|we propose|we suggest|we recommend|we want|we will|please|the decision|this document|to decide|we went",
        "|",
    ),
    "zh": listed("我们建议|我们请|建议|请|我们将|本文|需要决定|我們建議|我們請|我們將", "|"),
    "vi": listed(
        "chúng tôi đề nghị|chúng tôi đề xuất|đề nghị|đề xuất|chúng tôi sẽ|xin|tài liệu này|cần quyết định", "|"
    ),
}

BLAME: dict[str, tuple[str, ...]] = {
    "en": listed(
        "fault of|is at fault|to blame|blame|blames|careless|carelessly|lazy|incompetent|negligent|negligence|stupid|sloppy|"
        "should have known|failed to|refuses to|guilty|forgot to|their mistake|his mistake|her mistake|unwilling|ignorant|"
        "not professional|unprofessional",
        "|",
    ),
    "zh": listed(
        "怪|责任在|粗心|懒|失职|不负责任|过错|笨|不专业|推卸|甩锅|不作为|忘了|不配合|無能|无能|責任在|懶|失職|不負責任|過錯|不專業",
        "|",
    ),
    "vi": listed(
        "lỗi của|cẩu thả|lười|thiếu trách nhiệm|đổ lỗi|vô trách nhiệm|kém cỏi|tại anh|tại chị|thiếu chuyên nghiệp|quên không",
        "|",
    ),
}

TONE: dict[str, tuple[str, ...]] = {
    "en": listed(
        "obviously|of course|needless to say|unfortunately|sadly|sincerely apologise|sincerely apologize|we are so sorry|"
        "deeply regret|world-class|best-in-class|game-changing|game changer|amazing|awesome|incredible|revolutionary|"
        "cutting-edge|synergy|leverage|low-hanging fruit|humbly|beg|ridiculous|absurd|nightmare|disaster",
        "|",
    ),
    "zh": listed(
        "显然|毫无疑问|遗憾的是|非常抱歉|万分抱歉|跪求|颠覆|赋能|抓手|闭环|世界级|惊人|荒唐|可笑|灾难|顯然|遺憾的是|顛覆|賦能|荒唐",
        "|",
    ),
    "vi": listed(
        "rõ ràng là|hiển nhiên|rất tiếc|vô cùng xin lỗi|thành thật xin lỗi|đột phá|đẳng cấp|tuyệt vời|kinh khủng|thảm họa|nực cười",
        "|",
    ),
}

ABBREVIATIONS: frozenset[str] = frozenset(
    listed(
        "e.g. i.e. etc. cf. vs. approx. ca. no. nos. mr. mrs. ms. dr. prof. st. inc. ltd. dept. fig. p. pp. vol. ed. min. max. "
        "hr. hrs. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon. tue. wed. thu. fri. sat. sun. tel. ext. "
        "a.m. p.m. u.s. u.k. bzw. z.b. d.h. u.a. tp. ts. ths. gs. pgs. v.v. q. tr."
    )
)

KNOWN_ACRONYMS: frozenset[str] = frozenset(
    listed(
        "OK PDF CSV EUR USD CNY VND GBP CHF JPY ID IDS IT UK EU US USA UN AM PM FAQ PR TV PC CEO HR QA URL WWW PNG JPEG JPG "
        "ISO DIN SMS GPS AI XLS XLSX HTML A3 A4 TBD NB PS CET UTC GMT HCM TP II III IV VI VII VIII IX XI XII NOT AND OR ALL"
    )
)
"""Known to every reader; what a house uses daily belongs into the document's own explanations."""
