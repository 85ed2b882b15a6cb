# ruff: noqa: E501, ISC004 - word lists: wide characters count double, and wrapping them hides what belongs together
"""What work is about and what goes wrong with it: the small thesaurus behind "same problem, different words".

Two sorts of ideas. An *object* is a thing that work is done with (a sheet, a template, a chat); a *trouble* is what
happens to it (typed twice, nobody reads it, waiting). Reports of one problem mostly name the same object and the
same trouble, in other words. Phrases are written plainly and stemmed where they are used; ``|`` parts them. General
office work only: no names, no codes, no house words. Edit freely; a missing word costs a find, never a wrong one.
"""

from __future__ import annotations

from gemba.rules.words import listed

OBJECTS: dict[str, tuple[str, str, str]] = {
    "periodic report": (
        "kpi|kpis|weekly report|weekly numbers|weekly figures|weekly sheet|monthly report|monthly numbers|status report|"
        "figures for monday|numbers for monday|monday numbers|weekly table|monthly sheet|weekly kpi|kpi table",
        "周报|月报|kpi|报表|周例会|例会数据|每周数据|汇总表|週報|報表",
        "báo cáo tuần|báo cáo tháng|kpi|số liệu tuần|bảng số liệu|báo cáo kpi|bảng kpi",
    ),
    "automatic mail": (
        "automatic mail|automatic mails|automatic email|daily mail|daily report|morning mail|morning mails|digest|newsletter|"
        "automatic report|settlement report|mails each morning|mail every morning|scheduled mail|system mail|"
        "mail each morning|mails every morning|daily pdf|auto mail|daily email|automated mail|automated email|"
        "automated report|automatic reports|mail arrives|mails arrive",
        "自动邮件|每天的邮件|日报|早上的邮件|系统邮件|自动发送|每日邮件|自动报告|推送邮件|自動郵件|邮件日报",
        "mail tự động|email tự động|báo cáo ngày|mail mỗi sáng|thư tự động|mail hằng ngày|email hằng ngày|báo cáo tự động|"
        "email mỗi sáng|mail hàng ngày|email hàng ngày",
    ),
    "board": (
        "board|dashboard|chart|graph|tile|weekly board|wallboard|monitor screen|diagram",
        "看板|图表|大屏|仪表盘|仪表板|曲线|圖表|儀表板",
        "bảng theo dõi|biểu đồ|dashboard|bảng điều khiển|màn hình số liệu|bảng số|đồ thị",
    ),
    "rate label": (
        "rate|label|labelled|labeled|title of the chart|percent|percentage|unit|heading|headline|caption",
        "率|百分比|标题|标签|单位|笔数|百分号|標題|標籤",
        "tỷ lệ|tỉ lệ|nhãn|phần trăm|tiêu đề|đơn vị tính|số lượng thật",
    ),
    "template": (
        "template|templates|standard reply|text block|text module|canned response|macro|boilerplate|standard text",
        "模板|范本|标准回复|话术|模版|範本",
        "mẫu|mẫu thư|mẫu trả lời|bản mẫu|mẫu câu",
    ),
    "order data": (
        "order id|order number|order data|order details|order no|same data|same fields|name and amount|name and phone|"
        "id and amount|customer data|customer details|amount and name|refund data|order numbers|order ids|case data|"
        "same details|same order|address and phone|name and address|order number",
        "订单号|订单信息|姓名|客户信息|同样的内容|同样的信息|相同信息|金额|訂單號|客户资料|相同的字段",
        "mã đơn|mã đơn hàng|thông tin đơn|thông tin khách|số tiền|họ tên|cùng thông tin|cùng dữ liệu|dữ liệu đơn",
    ),
    "customer record": (
        "merchant number|customer number|merchant id|customer id|client number|account id|merchant no|shop number|"
        "contract number|number of the merchant|number of the customer|merchant list|customer list|find the customer|"
        "find the merchant|shop up by name|shop by name",
        "商户号|客户号|商户编号|客户编号|商户id|会员号|商戶號|客戶編號",
        "mã đơn vị|mã khách hàng|mã khách|mã merchant|mã cửa hàng|số khách hàng|mã số khách",
    ),
    "story": (
        "story|whole story|explain it|tell it again|from the beginning|from the start|told all this|explain again|say it again|"
        "repeat myself|repeat everything|tell everything|all over again|said this|explained it|send everything again|"
        "explained this|same explanation|tell you again|told you|the whole thing again",
        "从头讲|讲一遍|说了三遍|再说一遍|重复说|又要说|解释一遍|从头说|重新说|说了很多遍|說了|每次都要说|重新解释|又讲",
        "kể lại|nói lại|giải thích lại|từ đầu|nhắc lại|trình bày lại|kể từ đầu",
    ),
    "reply text": (
        "reply|typed reply|typed text|written text|whole reply|answer text|text is gone|draft|typed answer|whole text|long reply|"
        "text i typed|entry in the form|response",
        "打好的回复|回复内容|写好的|打的字|填好的|草稿|输入的内容|回覆",
        "câu trả lời|nội dung đã gõ|bài trả lời|bản nháp|phần trả lời|nội dung trả lời|thư trả lời",
    ),
    "session": (
        "session|logged out|logged her out|logged him out|logs out|log out|logged me out|session expired|403|timeout|timed out|"
        "sign out|signed out|log in again|logged off|session ended|session ran out|kicked out|logs the agent out|login again",
        "退出了|登出|超时|会话过期|自动退出|重新登录|掉线|被踢|登录失效|掉登录|退出登录|登錄過期|登出了",
        "đăng xuất|hết phiên|phiên làm việc|đăng nhập lại|bị thoát|văng ra|tự thoát|thoát ra",
    ),
    "chat group": (
        "chat|group chat|urgent chat|chat group|channel|messenger|group message|slack|whatsapp group|team chat|the group",
        '群里|企业群|群消息|聊天群|微信群|加急群|工作群|群聊|群裡|"退款加急"群|群',
        "nhóm chat|trong nhóm|group chat|zalo|chat nhóm|kênh chat|nhóm zalo|group zalo",
    ),
    "card or account number": (
        "card number|card numbers|full card|iban|account number|bank account|card data|card no|account numbers|bank details|"
        "credit card|card details|pan",
        "卡号|银行账号|银行卡|账号|信用卡|帐号|卡號|银行帐户|身份证",
        "số thẻ|số tài khoản|thông tin thẻ|iban|thẻ tín dụng|tài khoản ngân hàng",
    ),
    "approval": (
        "approval|approve|approves|approved|yes from|sign off|signature|release by finance|yes of finance|four eyes|second signature|finance approves|"
        "approving|sign-off|authorisation|authorization|permission from",
        "审批|财务批|等财务|批准|签字|批了|审核|同意后|審批|簽字|財務",
        "phê duyệt|duyệt|ký duyệt|chữ ký|xét duyệt|chờ tài chính",
    ),
    "amount limit": (
        "above 200|limit|threshold|over 200|more than 200|above the limit|200",
        "超过200|限额|额度|以上要审批|超过两百|200|上限|限額",
        "trên 200|hạn mức|quá 200|ngưỡng|vượt 200|200|giới hạn",
    ),
    "refund status": (
        "where is my refund|where is the refund|refund status|status of the refund|ask for the refund|when will the refund|"
        "status question|status questions|progress of the refund|asked about the refund|ask where|asking where|"
        "asks for the status|when the money comes|where the money is|where my money is",
        "退款进度|退款到哪|问进度|退款到账|什么时候到账|催退款|查进度|退款状态|进度",
        "hoàn tiền đến đâu|tiến độ hoàn|khi nào hoàn|bao giờ hoàn|hỏi hoàn tiền|tình trạng hoàn tiền|khi nào nhận|"
        "tiền hoàn đâu|bao giờ có tiền|khi nào tiền về",
    ),
    "evidence": (
        "evidence|proof|proof of delivery|dispute case|chargeback evidence|document for the dispute",
        "证据|凭证|签收单|举证|證據",
        "bằng chứng|chứng từ|hồ sơ khiếu nại",
    ),
    "inbox": ("inbox|mailbox|inboxes", "收件箱|邮箱里|信箱", "hộp thư|inbox"),
    "invoice": ("invoice|invoices|invoice header|bill|billing", "发票|抬头|开票|發票", "hóa đơn|hoá đơn"),
    "recipient": (
        "wrong customer|wrong recipient|one row above|wrong row|other customer|wrong window|wrong person|wrong chat|"
        "another customer|wrong address",
        "发给乙|发错|错误的客户|另一个客户|聊天窗口|窗口开了|发给别的|搞错客户|發錯",
        "gửi nhầm|nhầm khách|nhầm người|sai khách|nhầm cửa sổ|nhầm hàng",
    ),
    "printed list": (
        "printed list|printout|paper list|on the wall|sticky note|printed",
        "打印|贴在墙上|纸质|纸上|墙上",
        "in ra|bản in|dán tường|giấy dán",
    ),
    "knowledge": (
        "knowledge base|wiki|manual|handbook|intranet|instruction|faq",
        "知识库|手册|指引|维基|操作说明|知識庫",
        "cơ sở kiến thức|cẩm nang|tài liệu hướng dẫn|wiki|hướng dẫn",
    ),
    "password": (
        "password|access right|access rights|login code|credentials",
        "密码|权限|验证码|權限",
        "mật khẩu|quyền truy cập|mã đăng nhập",
    ),
    "stock": (
        "stock|inventory|warehouse|shelf|pallet|parcel|package",
        "库存|仓库|包裹|货架|庫存",
        "tồn kho|kho hàng|kiện hàng|kệ hàng",
    ),
    "meeting": (
        "meeting|stand-up|standup|call with|weekly call|conference",
        "会议|开会|例会|周会|會議",
        "cuộc họp|họp|buổi họp",
    ),
}

TROUBLES: dict[str, tuple[str, str, str]] = {
    "entered again": (
        "copies|copied|copy|types again|typed again|type again|retype|retyped|re-enter|enters again|entered twice|entered again|"
        "typed twice|typed three times|three times|by hand into|keys in|key in|typed by hand|a second time into|and again into|"
        "double entry|types the same|enter the same|entered by hand|second system",
        "抄|重复输入|再输|输入三次|录入两次|复制|手工录入|重新录入|又录|再录|再填|重复填|抄写|重複|同样的内容输入|手动输入|填两遍|录三遍",
        "nhập lại|gõ lại|chép|sao chép|nhập tay|nhập hai lần|nhập ba lần|copy|nhập thủ công|hai lần|ba lần|ghi lại",
    ),
    "made twice": (
        "same rows|same six rows|same figures|same numbers|nearly the same|identical|each team makes|each team fills|same sheet|"
        "same table|cells differ|almost the same|same report|own version|own copy|everyone keeps|copy of the same|"
        "same content|each group keeps|fills|every team keeps",
        "一样|相同|雷同|各做一份|每组一份|重复做|几乎一样|大同小异|各自|同一份|一式两份|差不多一样",
        "giống nhau|giống hệt|trùng|gần như giống|mỗi nhóm một|y hệt|mỗi nhóm tự|làm riêng|trùng lặp",
    ),
    "wrong label": (
        "number of|not a rate|is the number|is a count|count|wrong label|labelled|mislabelled|named rate|calculates the real|"
        "calculate|calculates by hand|recalculates|recalculate|real rate|wrong unit|mislabeled|by calculator|labelled rate|"
        "misleading|does not match the label",
        "其实是笔数|其实是|重算|计算器|不敢引用|标错|不是率|实际是|自己算|误导|算错|標錯|笔数|另算",
        "thật ra là số|thực ra là số|tính lại|sai nhãn|không phải tỷ lệ|máy tính|tự tính|nhãn sai|ghi sai|thực chất là|gây hiểu nhầm",
    ),
    "nobody knows who": (
        "who owns|who is the owner|nobody knows|who named|who maintains|who is allowed|no owner|unknown owner|who is responsible|"
        "who looks after|nobody at the desk knows|no one knows|belongs to nobody|who updates|whose|without an owner|"
        "knows who|who may change|who can change",
        "谁在维护|谁负责|没有人知道|没人知道|不知道谁|谁管|无人负责|谁在管|谁改|没有负责人|是谁做的|谁来改|没人管",
        "ai phụ trách|không ai biết|ai quản lý|ai sở hữu|ai chịu trách nhiệm|không rõ ai|ai làm ra|chủ là ai|ai được sửa|ai cập nhật",
    ),
    "nobody reads": (
        "nobody reads|read by nobody|still read by nobody|read by none|still read by none|nobody of|none of|without opening|"
        "unread|deletes|deleted unread|no reader|not read|never opened|deletes all|no one reads|not opened|unopened|"
        "nobody opens|straight to trash|into the bin|archive unread|without reading",
        "没人看|不看|删掉|没有人看|直接删|不打开|未读|没人读|无人阅读|从不打开|都删|没人打开|看都不看|沒人看|仍在阅读没有",
        "không ai đọc|xóa luôn|không mở|không đọc|chưa đọc|chẳng ai đọc|xóa hết|không ai xem|xoá luôn|xoá|không ai mở",
    ),
    "waiting": (
        "wait|waits|waiting|waited|until 16|looks only at|lies since|one slot a day|once a day|stuck|on hold|pending for|lies for|"
        "day late|next day|only at|lies|queue until|idle|held up|delayed",
        "等|等待|才批|要等|卡在|压着|排队|拖|等着|等财务|一天一次|耽搁|要等到",
        "chờ|đợi|phải chờ|đến 16|tắc|mới duyệt|chậm duyệt|mỗi ngày một lần|nằm chờ|treo|kẹt",
    ),
    "which is valid": (
        "which one is valid|which is valid|versions|several versions|four files|nearly the same name|same name|which one counts|"
        "which one is right|valid one|right version|old version|current version|latest version|similar names|which version|"
        "outdated|different versions|five files|similar files|newest",
        "哪个有效|哪个是新的|版本|名字差不多|不知道哪个|最新版|哪个是对的|几个版本|旧版|名称相似|哪一个|哪份|好几个",
        "bản nào đúng|bản nào|phiên bản|tên gần giống|cái nào đúng|mẫu nào|bản mới nhất|tên giống nhau|nhiều bản|bản cũ|cái nào mới",
    ),
    "searching": (
        "minutes to find|find|search|searches|searching|looks for|look up|looks up|scrolls|by eye|cannot find|0 results|no results|"
        "looking for|lookup|nowhere|hunt|minutes looking|finds nothing|not found",
        "找|查找|查不到|找不到|搜索|搜不到|翻|另一个系统|去另一个|先问|查了|尋找",
        "tìm|tra cứu|không tìm thấy|tìm mãi|không thấy|dò|tra|mò|lục",
    ),
    "field missing": (
        "no field|missing|not on the ticket|does not show|without number|not in the ticket|no merchant number|is missing|"
        "not shown|field is empty|not asked|is not there|does not ask|nowhere on the ticket|not stand",
        "看不到商户|没有字段|缺少|没有商户号|工单里没有|看不到|没填|缺|工单上没有|沒有欄位|不显示",
        "không có trường|thiếu|không có mã|không hiện|không thấy mã|chưa có trường|trống|không hiển thị|không ghi mã",
    ),
    "has to repeat": (
        "tell it again|have to tell|explain it a fifth|explain it a|again and again|third time|fifth time|told all this|"
        "repeat|repeats|over and over|every time anew|from scratch|once more|say again|explain again|said it three times|"
        "all over again|why do i have to|how often do i|tell you again",
        "三遍|从头|又说一遍|再说一遍|重复|每个人都让我|每次都要|第三次|一遍又一遍|好几遍|很多遍|多少遍|再讲|又讲",
        "kể lại|nói lại|lần thứ ba|lần thứ|lại từ đầu|mỗi lần lại|nhiều lần|lần nữa|bao nhiêu lần|nhắc lại",
    ),
    "text lost": (
        "is gone|gone|lost|reply is gone|from memory|written again|typed again from|text is lost|loses|disappears|vanished|"
        "wiped|start over|rewrite|not saved|text gone|losing|erased|everything was gone",
        "没有了|不见了|重新打|丢失|白打|没保存|丢了|消失|清空|重写|全没了|白写|要重打|没了",
        "mất hết|mất|gõ lại từ đầu|viết lại|không lưu|biến mất|bị xóa|soạn lại|mất sạch|làm lại từ đầu|bị xoá",
    ),
    "nobody takes it": (
        "nobody took|scrolled away|no answer|nobody answered|not answered|scrolls away|no reply|nobody replied|got lost in|"
        "no one took|drowned|unanswered|nobody reacts|nobody picked|no reaction|nobody feels|lost in the chat|buried|"
        "disappeared in the chat",
        "刷走|没有人回|没人接|没人回|石沉大海|没人理|没有人接|被刷|淹没|没人处理|没人应|沉了|顶上去|被淹",
        "trôi|không ai nhận|không ai trả lời|bị trôi|không ai phản hồi|không ai xử lý|trôi mất|chìm|không ai làm",
    ),
    "readable for all": (
        "readable|everybody can read|visible to all|in clear|clear text|plain text|readable for all|pasted into the ticket|"
        "everyone can see|can read|plain mail|unmasked|not masked|visible for|in plain|full number|anyone can|everybody sees|"
        "all can see|everyone with",
        "看得到|明文|谁都能看|都看得到|完整|没遮盖|未遮盖|所有人可见|都能看见|没打码|没有遮|直接发",
        "ai cũng thấy|ai cũng đọc|không che|hiển thị đầy đủ|đầy đủ|công khai|rõ ràng cho mọi người|mọi người đều thấy|ai cũng xem|"
        "không mã hóa|không ẩn",
    ),
    "asks again": (
        "second or third time|second time|for the second|called again|calls again|contacts were|call again|contact again|"
        "third call|asked again|of the calls|of the contacts|chase|chasing|only ask|just ask|contacts this morning|calls this morning",
        "第二次以上|第二次来电|又打来|再次来电|催|通是问|通电话|反复来电|多次来电|只是问|是来问",
        "gọi lại|lần thứ hai|hỏi lại|cuộc gọi|gọi nhiều lần|thúc|hối|chỉ để hỏi|chỉ hỏi",
    ),
    "sent to the wrong one": (
        "nearly went to|almost sent|nearly sent|sent to the wrong|wrong customer|went to the wrong|mixed up|mix-up|by mistake",
        "差点把|差点发|发错|错发|弄混|搞混|差一点",
        "suýt gửi|gửi nhầm|nhầm|lẫn|suýt nữa",
    ),
    "refused and redone": (
        "refuses|refused|rejected|sent back|returned|fills all fields anew|corrected|redo|done again|bounced|comes back",
        "被退回|拒绝|退回|驳回|重做|返工|打回",
        "bị từ chối|trả lại|làm lại|trả về|sửa lại",
    ),
    "unanswered limit": (
        "set in|why 200|by whom|what would",
        "为什么是|谁定的|谁规定",
        "ai quy định|tại sao là|ai đặt",
    ),
    "depends on one person": (
        "only one person|on leave|one named person|on holiday|single person|only she knows|only he knows|sick leave",
        "只有一个人|休假|请假|只有她|只有他",
        "chỉ một người|nghỉ phép|chỉ mình|đang nghỉ",
    ),
    "deadline": (
        "deadline|due tomorrow|expires|overdue|too late|missed the date",
        "截止|逾期|到期|超期",
        "hạn chót|quá hạn|hết hạn",
    ),
    "interrupted": ("interruption|interruptions|interrupted|distracted", "打断|中断", "bị gián đoạn|ngắt quãng"),
    "waits for confirmation": ("confirmations|three mails|confirm|confirmation", "确认|三封邮件", "xác nhận"),
    "slow machine": (
        "loads slowly|loading|slow system|hangs|freezes|crash|crashes",
        "卡顿|加载|死机|崩溃|很卡",
        "tải chậm|bị treo máy|đơ|giật",
    ),
}

COMBINATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "latin": (
        (
            "nobody reads",
            r"\b(?:nobody|no one|none|not one|never)\b.{0,30}?\b(?:reads?|opens?|opened|looks? at|needs?)\b",
        ),
        ("nobody reads", r"\bread by\W+(?:nobody|none|no one)\b|\bunread\b"),
        (
            "nobody knows who",
            r"\b(?:nobody|no one|none)\b.{0,30}?\b(?:knows?|can say|can tell)\b.{0,12}\b(?:who|whose)\b",
        ),
        (
            "nobody knows who",
            r"\bwho\b.{0,24}\b(?:owns?|maintains?|may change|allowed to change|looks after|updates?)\b",
        ),
        (
            "nobody takes it",
            r"\b(?:nobody|no one|none)\b.{0,20}?\b(?:takes?|took|answer\w*|repl\w+|react\w*|picks?|picked)\b",
        ),
        ("nobody takes it", r"\b(?:no|without an?) (?:answer|reply|reaction)\b|\bscroll\w* (?:away|out of sight|by)\b"),
        (
            "entered again",
            r"\b(?:typ\w+|enter\w*|key\w*|cop(?:y|ies|ied)|fill\w*|writ\w+)\b.{0,40}?\b(?:again|twice|three times|by hand)\b",
        ),
        (
            "has to repeat",
            r"\b(?:explain\w*|tell|told|say|said|repeat\w*)\b.{0,40}?\b(?:again|once more|\w+th time|third time|beginning)\b",
        ),
        (
            "text lost",
            r"\b(?:text|answer|reply|draft|entry|everything)\b.{0,20}?\b(?:gone|lost|wiped|erased|disappear\w*|vanish\w*)\b",
        ),
        (
            "readable for all",
            r"\b(?:every(?:body|one)|all|anyone)\b.{0,20}?\b(?:reads?|sees?|can (?:read|see))\b|\bplain text\b",
        ),
        ("searching", r"\bminutes?\b.{0,12}?\b(?:to find|searching|looking|of searching)\b"),
    ),
    "han": (
        ("nobody reads", r"(?:没有?人|无人|从来?不|谁都不).{0,4}(?:看|读|打开|点开|翻)"),
        ("nobody knows who", r"谁.{0,4}(?:维护|负责|更新|在管|能改|做的)|没有?人知道.{0,8}谁"),
        ("nobody takes it", r"没有?人.{0,3}(?:回|接|理|处理|应|跟进)|(?:消息|请求).{0,6}(?:刷|淹|沉)"),
        (
            "entered again",
            r"(?:再|又|重新|重复|手工|手动).{0,8}(?:录|输入|填|抄)|(?:录|输入|填|抄).{0,6}(?:[两三四]次|[两三四]遍)",
        ),
        ("has to repeat", r"(?:重新|再|又|重复|从头).{0,6}(?:说|讲|解释)|(?:说|讲|解释)了?.{0,3}遍"),
        ("text lost", r"(?:回复|内容|写的|打的|文字).{0,6}(?:没了|没有了|不见|丢)"),
        ("readable for all", r"(?:都|谁都|所有人).{0,3}(?:看得到|能看|可见)|没有?(?:遮|打码)|明文"),
    ),
    "vietnamese": (
        ("nobody reads", r"(?:không|chẳng) ai.{0,12}?(?:đọc|mở|xem)|xóa.{0,12}không (?:mở|đọc)"),
        ("nobody knows who", r"không ai.{0,6}biết.{0,16}ai|ai.{0,8}(?:phụ trách|quản lý|cập nhật|được sửa)"),
        ("nobody takes it", r"(?:không|chẳng) ai.{0,10}?(?:nhận|trả lời|phản hồi|xử lý)"),
        ("entered again", r"(?:nhập|gõ|chép|điền).{0,24}?(?:lại|hai lần|ba lần|bằng tay)|nhập tay"),
        ("has to repeat", r"(?:kể|nói|giải thích|trình bày).{0,16}?(?:lại|từ đầu|ba lần|nhiều lần)"),
        ("text lost", r"(?:trả lời|nội dung|bài viết|chữ).{0,20}?(?:mất|biến mất)"),
        ("readable for all", r"(?:ai cũng|mọi người đều).{0,8}(?:xem|thấy|đọc)|không che"),
    ),
}
"""Troubles that are said with words apart ("nobody on the team opens it"), as patterns over folded text."""

TAGS: dict[str, str] = {
    tag: trouble
    for trouble, tags in {
        "made twice": "duplicate duplicate_work double 重复 重复劳动 trùng trùng_lặp lặp",
        "searching": "search searching 寻找 查找 tìm tìm_kiếm",
        "waiting": "waiting wait 等待 chờ đợi",
        "refused and redone": "rework redo 返工 làm_lại",
        "nobody reads": "unread unused unused_report 没人看 không_đọc",
        "readable for all": "privacy gdpr 隐私 riêng_tư",
        "nobody takes it": "lost 丢失 mất trôi",
        "wrong label": "trust label 标签 nhãn",
        "nobody knows who": "owner ownership unclear_ownership 负责人 chủ",
    }.items()
    for tag in tags.split()
}
"""What an observer's own tag says about the trouble."""

STOP_EN = listed(
    """a an the it its this that these those is are was were be been being am to of in on at for and or but so as by with
from into over under up down out off than then there here he she her his him they them their we us our you your i my me
one two three four five six seven eight nine ten has have had do does did done will would can could may might must shall
should not no only just very also too more most much many some any all each every both who whom whose which what when where
why how if because while about after before between again further once same other another such own per via still yet even
agent agents customer customers team teams lead day days week weeks month minute minutes min hour hours time times morning
purpose read asked today yesterday monday tuesday wednesday thursday friday get gets got go goes make makes put puts use
uses used see sees saw seen say says let new old first second third"""
)

STOP_VI = listed(
    """là và của có cho các những một hai ba với thì mà ở tại được bị đã đang sẽ không chưa rồi này đó kia ra vào lên
xuống khi nếu vì nên phải cần cũng đều rất quá lại còn mới chỉ từ đến trong ngoài trên dưới về theo để do bởi như
khách hàng nhân viên nhóm ngày tuần tháng phút giờ người chị anh em"""
)

STOP_HAN = (
    "的了是在有和与不也都就把被让这那我们你他她它个每要到得地着吧啊呢吗一二三四五六七八九十人客服分钟小时天周月年次份张"
)

IRREGULAR: dict[str, str] = {
    "written": "write", "wrote": "write", "told": "tell", "said": "say", "sent": "send", "gone": "go", "went": "go",
    "found": "find", "knew": "know", "known": "know", "took": "take", "taken": "take", "kept": "keep", "made": "make",
    "lost": "lose", "loses": "lose", "losing": "lose", "lay": "lie", "lies": "lie", "lying": "lie", "put": "put",
    "e-mail": "mail", "email": "mail", "emails": "mail", "e-mails": "mail", "mails": "mail", "mailed": "mail",
    "no-one": "nobody", "noone": "nobody", "spreadsheet": "sheet", "spreadsheets": "sheet", "excel": "sheet",
    "colour": "color", "centre": "center", "dashboards": "dashboard",
}  # fmt: skip
