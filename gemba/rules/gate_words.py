"""Words the gate knows, as data to be edited: placeholders, collectives, vague words.

English, German, Chinese and Vietnamese, folded (``words.fold``). Must hold nothing that belongs to one company.
"""

from __future__ import annotations

from gemba.rules.words import listed

PLACEHOLDERS: frozenset[str] = frozenset(
    listed(
        """
    tbd|tba|tbc|t.b.d.|todo|to do|n/a|na|n.a.|none|nil|null|nobody|no one|noone|unknown|unclear|undecided|open|pending
    later|nn|n.n.|n. n.|xxx|xx|x|to be decided|to be defined|to be determined|to be confirmed|to be announced|not yet
    not known|not decided|no idea|don't know|dont know|missing|empty|dummy|test|lorem ipsum|asap|see above|same
    offen|noch offen|unbekannt|unklar|niemand|keiner|keine|k.a.|k. a.|wird noch bestimmt|wird noch festgelegt|folgt
    später|noch zu klären|zu klären|siehe oben
    待定|未定|待确认|待補|待补|待补充|未知|不知道|不清楚|不详|暂无|暫無|无|無|没有|沒有|无人|没人|谁|空|同上|以后再说|待議|待议|尚未确定
    chưa rõ|chưa có|chưa xác định|chưa biết|chưa quyết|chưa quyết định|sẽ quyết định sau|không rõ|không có|không biết
    không ai|để sau|bổ sung sau|trống|như trên
    """,
        "|",
    )
)
"""A field that holds only one of these is empty."""

PLACEHOLDER_TOKENS: frozenset[str] = frozenset({"tbd", "tba", "tbc", "todo", "待定", "未定"})
"""These make a name no name wherever they stand in it ("TBD (maybe Lena)")."""

COLLECTIVES: frozenset[str] = frozenset(
    listed(
        """
    all|all of us|everyone|everybody|anyone|anybody|someone|somebody|us|we|they|team|the team|teams|all teams
    whole team|the whole team|our team|both|both teams|staff|all staff|group|the group|management|the business|agents
    it|hr|it department|all agents|the agents|users|company|the company|department|the department|whoever|colleagues
    alle|alle zusammen|das team|team|wir|jeder|jemand|die gruppe|die abteilung|beide|kollegen|irgendwer
    全体|全體|大家|所有人|全员|全員|团队|團隊|全组|全組|组里|我们|我們|各组|各组长|各部门|相关人员|相关部门|相关同事|双方|同事们|客服们|某人|有人|同事|领导|客服
    tất cả|cả nhóm|cả đội|nhóm|đội|mọi người|toàn đội|toàn bộ|chúng tôi|chúng ta|ai đó|các bên|hai bên|cả hai|phòng ban
    """,
        "|",
    )
)
"""Nobody in particular."""

GROUP_WORDS: frozenset[str] = frozenset(
    listed("""team teams squad crew department dept division committee board unit group staff everyone everybody all
    agents managers leads engineers developers people colleagues users specialists abteilung gremium ausschuss gruppe
    entwickler kollegen""")
)
"""A Latin owner with one of these words is a group, unless a word of ``ROLE_WORDS`` stands beside it."""

ROLE_WORDS: frozenset[str] = frozenset(
    listed("""head lead leader manager director chief officer supervisor owner coordinator vp cfo cto coo ceo cio
    president secretary principal foreman captain master dpo administrator admin
    leiter leiterin leitung teamleiter teamleiterin chef chefin beauftragter beauftragte
    trưởng phó giám quản""")
)

HAN_GROUP_ENDS: tuple[str, ...] = (
    "团队",
    "團隊",
    "小组",
    "小組",
    "部门",
    "部門",
    "全组",
    "组",
    "組",
    "部",
    "处",
    "科",
    "们",
    "們",
)
HAN_ROLE_ENDS: tuple[str, ...] = listed(
    """
    经理 經理 组长 組長 主管 负责人 負責人 部长 部長 处长 科长 总监 總監 主任 专员 專員
    班长 队长 店长 主席 总 长
    """
)
VIETNAMESE_GROUP_STARTS: tuple[str, ...] = ("nhóm ", "phòng ", "đội ", "bộ phận ", "tổ ", "ban ", "các ", "toàn ")

GIVEN_NAMES: frozenset[str] = frozenset(
    listed("""
    adam agnes alan albert alex alexander alice amara amy ana andrea andreas andrew angela anita anna anne
    antonio anton barbara ben benjamin bernd bob carla carlos carmen caroline charles charlotte chiara chris
    christian christina claire clara claudia daniel daniela david deborah diego dirk dominik edward elena eli
    elias elisabeth elizabeth ella emil emily emma eric erik eva felix fiona florian francesca frank franz fred
    frieda gabriel george gerd giulia grace greta hanna hannah hans heike heinz helen helena henrik henry hugo
    ida ines ingrid irene isabel ivan jack jakob james jan jana jane janet jean jennifer jens jim joan joanna
    joe john jonas jonathan jorge jose joseph juan julia julian karen karin karl katarina kate katharina
    katherine kenji klaus kofi kwame lara laura lea lena leo leon linda lisa lois louis lucas lucia luis luisa
    lukas magda manuel marco marcus margaret maria marie mario mark markus marta martha martin mary matteo
    matthew max maya mehmet mia michael michelle miguel monika nadia nancy natalie nicolas nicole nina noah nora
    olga oliver olivia oscar pablo patricia patrick paul paula pedro peter petra philip pia pierre priya rachel
    ralf ravi rebecca richard rita robert roberto rosa ruth samuel sandra sara sarah sebastian simon sofia sonja
    sophia sophie stefan stephanie stephen steven susan susanne sven tanja teresa theo thomas tim tobias tom
    tomas ulrich ursula uwe valentina vera victor victoria vincent walter wei wolfgang yuki yusuf zoe an bình
    chi cường dung dũng giang hà hải hạnh hiền hiếu hoa hòa hùng hương huy khánh lan liên linh loan long mai
    minh nam nga ngân ngọc nhung phong phúc phương quân quang sơn tâm thảo thành thu thủy trang trung tú tuấn
    tùng vân việt yến
    """)
)
"""Usual given names, for telling "Surname, Given" from two people; a name that is missing only costs a question."""
PARTICLES: frozenset[str] = frozenset(
    listed("van von der den de di da del della la le du dos zu zur al el bin ter ten")
)
DEPARTMENTS: frozenset[str] = frozenset(
    listed(
        "sales finance marketing support operations it hr legal engineering product design accounting logistics "
        "billing treasury settlement refunds compliance security purchasing care service services kho kế vận"
    )
)

VAGUE: frozenset[str] = frozenset(
    listed("""
    sometimes often usually frequently occasionally rarely mostly generally typically many several some various few
    slow slowly fast quick quickly bad badly good better worse poor poorly difficult hard easy easily complicated
    complex confusing confused confusingly annoying annoyed frustrating frustrated unclear clunky ugly messy
    inefficient inefficiently suboptimal unhappy terrible horrible awful painful cumbersome tedious broken problematic
    big huge large small lots stuff somehow somewhat soon properly user-friendly unfriendly faster slower
    easier quicker simpler clearer nicer smoother worst best fine ok okay
    inconvenient unsatisfactory unpleasant nice smooth smoothly optimal intuitive unintuitive buggy
    oft manchmal langsam schlecht schwierig umständlich unklar viele einige häufig kompliziert
    chậm nhanh tệ khó phức đôi thường rối kém hơi
    """)
)
"""Vague words: pointed out, never forbidden. What happened must hold more than these (M9: "not only adjectives")."""

VAGUE_HAN: tuple[str, ...] = listed("""
    有时候 有时 经常 常常 往往 偶尔 很多 许多 一些 比较慢 很慢 太慢 慢 不太好 不好 很差 太差 差 不方便 麻烦 复杂 困难
    困惑 混乱
    体验不好 体验差 不清楚 不理想 有问题 有點 有点 效率低 效率不高 不友好 难用 好用 不行 糟糕 非常 不满意 很乱 乱 慢吞吞
    有時 經常 麻煩 複雜 困難 體驗差 體驗不好 体验不佳 快 方便 简单 清楚 清晰 顺畅
    """)

FILLERS: frozenset[str] = frozenset(
    listed("""
    a an the it its this that these those is are was were be been being to of in on at for and or but so very too
    really quite just also not no with by from as our their we they you
    everything something always never can cannot could should would will has have had do does did
    feels feel looks
    der die das ist sind war sehr zu und oder nicht ein eine es wird man alles
    là rất quá và không cho của các những bị được thì mà hơi khá tạp khi lắm
    """)
)
"""Words that carry no fact of their own."""

HAN_FILLERS = "的了是很太都也就在有和与不会要能可把被让这那我们你他她它个到得地着吧啊呢吗非常真比较特别总"

FIX_FILLERS: frozenset[str] = frozenset(
    listed("""
    fix fixed solve solved resolve repair mend correct improve better make change avoid stop prevent remove eliminate
    please must need needs should asap no more not longer anymore ensure sure handle address look into
    users user people customers customer agents team everyone
    system process tool problem issue work works working situation
    beheben lösen verbessern bitte vermeiden
    sửa khắc phục giải quyết cải thiện tránh phải cần nên đừng lỗi hệ thống khách hàng mọi thứ vấn đề
    """)
)
"""Words that only ask for mending; a fix of nothing else suggests nothing."""

FIX_FILLERS_HAN: tuple[str, ...] = listed(
    """
    解决问题 解决 解決 修复 修復 改进 改進 改善 优化 優化 避免 不要再 不要 不再
    应该 應該 需要 请 尽快 处理 一下 问题 問題 系统 流程 用户 客户 体验 效率 提高 提升
    """
)

ZERO_REASON = (
    r"(?<![\d.,])0(?![\d.,]*\d)|\bzero\b|\bnothing\b|\bnobody\b|\bno\b|\bnone\b|\bat worst\b|\bworst case\b|"
    r"\bif\b|\bunless\b|"
    r"\bnull\b|\bnichts\b|\bfalls\b|\bwenn\b|\bkein|\bschlimmstenfalls\b|零|为0|没有|沒有|最差|最坏|如果|不会|"
    r"\bkhông\b|\bnếu\b|\btệ nhất\b|\bxấu nhất\b"
)
"""What an arithmetic must hold to explain a low of nothing."""
