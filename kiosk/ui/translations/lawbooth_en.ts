<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Advice</name>
    <message>
        <source>找到这些，供您参考</source>
        <translation>Found for you, to look at</translation>
    </message>
    <message>
        <source>问一问</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>您问：%1</source>
        <translation>You asked: %1</translation>
    </message>
    <message>
        <source>用自己的话说，打几个字就行。问什么只在这台机器里，不会发出去。</source>
        <translation>Say it in your own words; a few are enough. What you ask stays in this machine and is sent nowhere.</translation>
    </message>
    <message>
        <source>您遇到了什么事</source>
        <translation>What has happened</translation>
    </message>
    <message>
        <source>例如：老板不给工钱怎么办</source>
        <translation>For example: my boss does not pay wages</translation>
    </message>
    <message>
        <source>正在找…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>大家常问</source>
        <translation>Often asked</translation>
    </message>
    <message>
        <source>老板不给工钱怎么办</source>
        <translation>My boss does not pay my wages</translation>
    </message>
    <message>
        <source>借出去的钱不还怎么办</source>
        <translation>Somebody does not repay a loan</translation>
    </message>
    <message>
        <source>房东不退押金怎么办</source>
        <translation>The landlord keeps my deposit</translation>
    </message>
    <message>
        <source>收到法院传票怎么办</source>
        <translation>I got a summons from a court</translation>
    </message>
    <message>
        <source>不服判决怎么上诉</source>
        <translation>How do I appeal a judgment</translation>
    </message>
    <message>
        <source>没钱请律师怎么办</source>
        <translation>I cannot afford a lawyer</translation>
    </message>
    <message>
        <source>附近谁能帮您</source>
        <translation>Who can help nearby</translation>
    </message>
    <message>
        <source>服务站、法律援助、法院、律师，多远、几点开</source>
        <translation>Service points, legal aid, courts, lawyers: how far, and when open</translation>
    </message>
    <message>
        <source>查法律条文</source>
        <translation>Look up the law</translation>
    </message>
    <message>
        <source>按字、按条号找原文</source>
        <translation>The text itself, by words or by article</translation>
    </message>
    <message>
        <source>人有危险，现在就打 110。妇女儿童也可以打 12338。</source>
        <translation>In danger call 110 now. Women and children may also call 12338.</translation>
    </message>
    <message>
        <source>会不会赢，机器说不了，谁也不该现在就给您打包票。下面是相关的法律和要准备的东西。机器自动找的，没有人看过，不是法律意见。</source>
        <translation>A machine cannot say who will win, and nobody should promise it now. Below are the law and what to prepare. Found by a machine, seen by nobody; not legal advice.</translation>
    </message>
    <message>
        <source>机器自动找的，没有人看过，不是法律意见。拿不准就问律师或打 12348，都不收费。</source>
        <translation>Found by a machine, seen by nobody; not legal advice. If unsure ask a lawyer or call 12348, both free.</translation>
    </message>
    <message>
        <source>没找到合适的。换个说法再问，或者找人帮忙。</source>
        <translation>Nothing fitting was found. Say it differently, or ask for help.</translation>
    </message>
    <message>
        <source>出处：本机办事指引；依据见下面的法条</source>
        <translation>Source: the guides of this terminal; the law is named below</translation>
    </message>
    <message>
        <source>可以在这里办</source>
        <translation>You can do this here</translation>
    </message>
    <message>
        <source>法律怎么说</source>
        <translation>What the law says</translation>
    </message>
    <message>
        <source>第 %1 条</source>
        <translation>article %1</translation>
    </message>
    <message>
        <source>这台机器上没有原文</source>
        <translation>The text is not on this terminal</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>大意</source>
        <translation>In short</translation>
    </message>
    <message>
        <source>找一找</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>请先打几个字</source>
        <translation>Please type a few words first</translation>
    </message>
    <message>
        <source>找律师谈</source>
        <translation>Talk to a lawyer</translation>
    </message>
    <message>
        <source>附近谁能帮</source>
        <translation>Who helps nearby</translation>
    </message>
</context>
<context>
    <name>Affairs</name>
    <message>
        <source>我的事办到哪了</source>
        <translation>How my matters stand</translation>
    </message>
    <message>
        <source>等您办的排在最前面。</source>
        <translation>What waits for you stands first.</translation>
    </message>
    <message>
        <source>送给我的文书</source>
        <translation>Papers served on me</translation>
    </message>
    <message>
        <source>还没有文书送来</source>
        <translation>No papers have come yet</translation>
    </message>
    <message>
        <source>共 %1 份</source>
        <translation>%1 in all</translation>
    </message>
    <message>
        <source>%1 份没看</source>
        <translation>%1 unread</translation>
    </message>
    <message>
        <source>轮到您</source>
        <translation>Your turn</translation>
    </message>
    <message>
        <source>您名下还没有办过的事。在别处办的，过一天再来看；只有凭条的，可以凭码查。</source>
        <translation>Nothing is on record for you yet. For what was done elsewhere look again in a day; with a slip only, look it up by its code.</translation>
    </message>
    <message>
        <source>有一部分现在没查到，不是没有。请过一会儿再看。</source>
        <translation>A part could not be looked up now; that does not mean there is none. Please look again in a while.</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Page before</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>凭码查</source>
        <translation>By the code</translation>
    </message>
    <message>
        <source>约好的会 %1 场</source>
        <translation>%1 meetings by appointment</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>AnswerRow</name>
    <message>
        <source>改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>机器算的</source>
        <translation>worked out by the terminal</translation>
    </message>
</context>
<context>
    <name>AskState</name>
    <message>
        <source>现在连不上平台，查不了。不是没有您的事。可以过一会儿再查，凭凭条上的码查，或者打 12348 问。</source>
        <translation>The platform cannot be reached now, so nothing can be looked up; your matters are still there. Try again in a while, use the code on your slip, or call 12348.</translation>
    </message>
    <message>
        <source>核对身份的时间过了，或者这一步要再核对一下是您本人。请重新刷身份证。</source>
        <translation>Your identity was checked too long ago, or this step needs it checked again. Please use your ID card again.</translation>
    </message>
    <message>
        <source>您名下没有这一件。请核对号码，或者请工作人员帮忙查。</source>
        <translation>This is not on record for you. Please check the number, or ask the staff.</translation>
    </message>
    <message>
        <source>正在问平台，一般几秒钟…</source>
        <translation>Asking the platform, usually a few seconds…</translation>
    </message>
    <message>
        <source>平台没有答应。请过一会儿再试，或者找工作人员。</source>
        <translation>The platform said no. Please try again in a while, or ask the staff.</translation>
    </message>
    <message>
        <source>再查一次</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>正在查…</source>
        <translation>Looking…</translation>
    </message>
</context>
<context>
    <name>Attendant</name>
    <message>
        <source>您选了不用摄像头，由工作人员看一眼证件和您本人。</source>
        <translation>You chose not to use the camera. A staff member will look at your card and at you.</translation>
    </message>
    <message>
        <source>摄像头没认出来，由工作人员看一眼就好。</source>
        <translation>The camera was not sure. A quick look by a staff member is enough.</translation>
    </message>
    <message>
        <source>没带卡也能办，请告诉工作人员您的姓名和号码。</source>
        <translation>You can go on without the card. Please tell the staff your name and ID number.</translation>
    </message>
    <message>
        <source>摄像头现在用不了，由工作人员看一眼证件和您本人。</source>
        <translation>The camera is not available. A staff member will look at your card and at you.</translation>
    </message>
    <message>
        <source>由工作人员看一眼证件和您本人。</source>
        <translation>A staff member will look at your card and at you.</translation>
    </message>
    <message>
        <source>请工作人员帮忙核对</source>
        <translation>Please ask the staff to check</translation>
    </message>
    <message>
        <source>证件上的照片</source>
        <translation>Photo on the card</translation>
    </message>
    <message>
        <source>工作人员：请看证件、照片和本人是不是同一个人，是就输入您的工作密码。</source>
        <translation>Staff: are the card, the photo and this person the same? If yes, enter your staff PIN.</translation>
    </message>
    <message>
        <source>您的姓名</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>身份证号码</source>
        <translation>ID card number</translation>
    </message>
    <message>
        <source>请再看一下：姓名要写，号码是 18 位，最后一位可能是 X。</source>
        <translation>Please look again: the name is needed, the number has 18 places, the last may be X.</translation>
    </message>
    <message>
        <source>工作密码</source>
        <translation>Staff PIN</translation>
    </message>
    <message>
        <source>密码输错几次了，请等 %1 秒再试。</source>
        <translation>Several wrong PINs. Please wait %1 seconds.</translation>
    </message>
    <message>
        <source>密码不对，请再输一次。</source>
        <translation>That PIN is not right. Please enter it again.</translation>
    </message>
    <message>
        <source>是本人，确认</source>
        <translation>Same person, confirm</translation>
    </message>
    <message>
        <source>请等一会儿</source>
        <translation>Please wait a moment</translation>
    </message>
    <message>
        <source>请工作人员先输入密码</source>
        <translation>Staff: enter the PIN first</translation>
    </message>
    <message>
        <source>写好了，请人员核对</source>
        <translation>Done, ask the staff to check</translation>
    </message>
    <message>
        <source>还差姓名或者号码</source>
        <translation>Name or number still missing</translation>
    </message>
    <message>
        <source>不满十四岁，不用摄像头看脸，由工作人员看一眼证件和您本人。</source>
        <translation>Under fourteen no camera looks at your face; a staff member will look at your card and at you.</translation>
    </message>
    <message>
        <source>您带的是哪一种证件？</source>
        <translation>Which paper have you brought?</translation>
    </message>
    <message>
        <source>换一种证件：护照、港澳台通行证、居住证、永久居留证</source>
        <translation>Another paper: passport, travel permit, residence permit, permanent resident card</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>Number of the paper</translation>
    </message>
    <message>
        <source>照证件上写，比如 %1</source>
        <translation>As on the paper, such as %1</translation>
    </message>
    <message>
        <source>出生日期（八位数字）</source>
        <translation>Date of birth (eight digits)</translation>
    </message>
    <message>
        <source>请再看一下：姓名要写，号码和证件上要一样，一般像 %1。</source>
        <translation>Please look again: the name is needed, and the number as on the paper, usually like %1.</translation>
    </message>
    <message>
        <source>请写八位的出生日期，比如 19870305。</source>
        <translation>Please enter the date of birth in eight digits, such as 19870305.</translation>
    </message>
</context>
<context>
    <name>AwayCover</name>
    <message>
        <source>别人看不到这里，也听不到这里。对方知道您暂时离开，通话没有断。</source>
        <translation>Nobody sees or hears this place. The other side knows that you stepped away; the call goes on.</translation>
    </message>
    <message>
        <source>您走开了，已替您遮住</source>
        <translation>You stepped away: hidden for you</translation>
    </message>
    <message>
        <source>我回来了，接着谈</source>
        <translation>I am back, go on</translation>
    </message>
</context>
<context>
    <name>Booking</name>
    <message>
        <source>约个时间</source>
        <translation>Book an hour</translation>
    </message>
    <message>
        <source>办好了，您的预约在下面。</source>
        <translation>Done; your bookings are below.</translation>
    </message>
    <message>
        <source>不确定约上没有。再点一次只会确认，不会约两次。</source>
        <translation>It is not certain whether it was booked. Touching again only confirms.</translation>
    </message>
    <message>
        <source>现在连不上平台，没有约上。可以打上面的电话约。</source>
        <translation>The platform cannot be reached; nothing was booked. You may call the number above.</translation>
    </message>
    <message>
        <source>您约好的</source>
        <translation>Your bookings</translation>
    </message>
    <message>
        <source>视频谈；不去了点这里取消</source>
        <translation>By video; touch here to cancel</translation>
    </message>
    <message>
        <source>当面谈；不去了点这里取消</source>
        <translation>In person; touch here to cancel</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>空着的时间，点一个就约上</source>
        <translation>Free hours, touch one to book it</translation>
    </message>
    <message>
        <source>现在没有空着的时间。请打上面的电话问，或者过一天再看。</source>
        <translation>No hours are free now. Please call the number above, or look again in a day.</translation>
    </message>
    <message>
        <source>视频谈</source>
        <translation>by video</translation>
    </message>
    <message>
        <source>当面谈</source>
        <translation>in person</translation>
    </message>
    <message>
        <source>，到 %1</source>
        <translation>, until %1</translation>
    </message>
    <message>
        <source>再晚一些</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>早一些</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>最早的在这里</source>
        <translation>These are the earliest</translation>
    </message>
    <message>
        <source>取消好了，这个时间让给别人了。</source>
        <translation>Cancelled; the time is free for others.</translation>
    </message>
    <message>
        <source>不取消</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>取消了，这个时间就让给别人，再要约得重新选。</source>
        <translation>Once given up, somebody else may take that hour; you would have to choose again.</translation>
    </message>
    <message>
        <source>取消预约</source>
        <translation>Give it up</translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Giving it up…</translation>
    </message>
    <message>
        <source>要取消 %1 的预约吗？</source>
        <translation>Give up the appointment of %1?</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>返回上一页，答案会留着</source>
        <translation>Back to the last page, answers are kept</translation>
    </message>
    <message>
        <source>这里已经是第一页</source>
        <translation>This is the first page</translation>
    </message>
    <message>
        <source>找人帮忙</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>找人帮忙，叫工作人员来</source>
        <translation>Help, call a staff member</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>从头念这一页</source>
        <translation>Read this page aloud</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>结束，清除这台机器上的内容</source>
        <translation>End and clear what is on this machine</translation>
    </message>
    <message>
        <source>还没有开始，不用结束</source>
        <translation>Nothing has begun, nothing to end</translation>
    </message>
    <message>
        <source>停</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>停下，不念了</source>
        <translation>Stop reading aloud</translation>
    </message>
    <message>
        <source>这台机器没有开朗读。看不清可以点右上角换大字，或找人帮忙</source>
        <translation>This terminal does not read aloud. Touch the top right corner for larger letters, or ask for help</translation>
    </message>
    <message>
        <source>值班人员回话了：有人正在过来。</source>
        <translation>The staff on duty answered: somebody is coming.</translation>
    </message>
    <message>
        <source>找人帮忙，有人正在过来</source>
        <translation>Help, somebody is coming</translation>
    </message>
    <message>
        <source>找人帮忙，正在叫人</source>
        <translation>Help, calling somebody</translation>
    </message>
    <message>
        <source>有人过来</source>
        <translation>Coming</translation>
    </message>
    <message>
        <source>正在叫人</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>有人知道了，正在过来。</source>
        <translation>Somebody knows and is coming.</translation>
    </message>
    <message>
        <source>有人接通了，可以视频说。</source>
        <translation>Somebody answered. You can speak by video.</translation>
    </message>
    <message>
        <source>值班人员接通了：点下面“可以视频”，就能当面说。</source>
        <translation>The staff on duty answered: touch “Video” below to speak face to face.</translation>
    </message>
    <message>
        <source>找人帮忙，有人接通了，可以视频说</source>
        <translation>Help: somebody answered, you can speak by video</translation>
    </message>
    <message>
        <source>可以视频</source>
        <translation>Video</translation>
    </message>
</context>
<context>
    <name>Calibrate</name>
    <message>
        <source>从头再来</source>
        <translation>Start again</translation>
    </message>
    <message>
        <source>校准后还差 %1 mm，超过 %2 mm。请从头再来；还不行，就检查触摸框。</source>
        <translation>Still %1 mm off, more than %2 mm. Start again; if that does not help, look at the touch frame.</translation>
    </message>
    <message>
        <source>校准好了，最大偏差 %1 mm。画面马上重新开始。</source>
        <translation>Calibrated, at most %1 mm off. The screen starts again in a moment.</translation>
    </message>
    <message>
        <source>沿用旧校准</source>
        <translation>Keep the former one</translation>
    </message>
    <message>
        <source>用手指点圆心。第 %1 点，共 %2 点。</source>
        <translation>Touch the middle of the cross. %1 of %2.</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>触摸校准</source>
        <translation>Touch calibration</translation>
    </message>
    <message>
        <source>请点这里</source>
        <translation>Touch here</translation>
    </message>
    <message>
        <source>量好了，但没能保存。请结束后检查磁盘。</source>
        <translation>Measured, but not saved. Finish, then look at the disk.</translation>
    </message>
    <message>
        <source>多等一分钟</source>
        <translation>One minute more</translation>
    </message>
    <message>
        <source>点不准就等 %1 秒，自动用旧校准。</source>
        <translation>Cannot hit it? In %1 s the former one stays.</translation>
    </message>
</context>
<context>
    <name>CandidatePage</name>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>CandidateStrip</name>
    <message>
        <source>第 %1 个，%2</source>
        <translation>No. %1, %2</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>更多字词</source>
        <translation>More words</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>读卡器没有接上</source>
        <translation>The card reader is not connected</translation>
    </message>
    <message>
        <source>不是您的问题。可以由工作人员核对。</source>
        <translation>It is not your fault. A staff member can check instead.</translation>
    </message>
    <message>
        <source>卡拿早了一点</source>
        <translation>The card was taken a little early</translation>
    </message>
    <message>
        <source>请再放一次，等提示再拿走。</source>
        <translation>Please put it back and wait for the sign.</translation>
    </message>
    <message>
        <source>这张卡读不出来</source>
        <translation>This card cannot be read</translation>
    </message>
    <message>
        <source>擦一擦，换一面再放。旁边别放别的卡。</source>
        <translation>Wipe it, turn it over, and keep other cards away.</translation>
    </message>
    <message>
        <source>这不是居民身份证</source>
        <translation>This is not a resident ID card</translation>
    </message>
    <message>
        <source>请换成身份证，或由工作人员核对。</source>
        <translation>Please use your ID card, or let a staff member check.</translation>
    </message>
    <message>
        <source>这张身份证过期了</source>
        <translation>This ID card has expired</translation>
    </message>
    <message>
        <source>可以由工作人员核对，办事不受影响。</source>
        <translation>A staff member can check instead; you can still go on.</translation>
    </message>
    <message>
        <source>还没有等到卡</source>
        <translation>No card yet</translation>
    </message>
    <message>
        <source>不着急，可以再等一会儿。</source>
        <translation>No hurry, we can wait longer.</translation>
    </message>
    <message>
        <source>读卡器没有回应</source>
        <translation>The card reader does not answer</translation>
    </message>
    <message>
        <source>可以再试一次，或由工作人员核对。</source>
        <translation>Try once more, or let a staff member check.</translation>
    </message>
    <message>
        <source>正在读，请别拿开</source>
        <translation>Reading, please leave it there</translation>
    </message>
    <message>
        <source>请把身份证平放在读卡区</source>
        <translation>Please lay your ID card on the reader</translation>
    </message>
    <message>
        <source>一两秒就好。</source>
        <translation>One or two seconds.</translation>
    </message>
    <message>
        <source>屏幕下方、亮着蓝灯的那块板。正反面都可以。</source>
        <translation>The plate with the blue light below the screen. Either side up.</translation>
    </message>
    <message>
        <source>正在读卡</source>
        <translation>Reading the card</translation>
    </message>
    <message>
        <source>正在等您放卡</source>
        <translation>Waiting for your card</translation>
    </message>
    <message>
        <source>还等 %1 秒</source>
        <translation>%1 seconds left</translation>
    </message>
    <message>
        <source>还等多久</source>
        <translation>Time left</translation>
    </message>
    <message>
        <source>只读姓名、号码、住址和照片，用来填您的文书；办完就从这台机器清除。</source>
        <translation>Only name, number, address and photo are read, to fill in your papers. They are cleared from this machine when you finish.</translation>
    </message>
    <message>
        <source>再等我 1 分钟</source>
        <translation>One more minute</translation>
    </message>
    <message>
        <source>没带身份证，或者读不出来：</source>
        <translation>No card with you, or it cannot be read:</translation>
    </message>
    <message>
        <source>再等一会儿</source>
        <translation>Wait a little longer</translation>
    </message>
    <message>
        <source>再放一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>由人员核对</source>
        <translation>Checked by staff</translation>
    </message>
</context>
<context>
    <name>CardRead</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>住所地</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>身份证已读出</source>
        <translation>Card was read</translation>
    </message>
    <message>
        <source>号码默认遮住</source>
        <translation>The number is covered</translation>
    </message>
    <message>
        <source>按住看全号</source>
        <translation>Hold to show</translation>
    </message>
    <message>
        <source>这张身份证 30 天内到期，现在还能用。记得去换证。</source>
        <translation>This card expires within 30 days. It still works today. Please renew it.</translation>
    </message>
    <message>
        <source>身份证可以先放着。离开时机器会提醒您取走。</source>
        <translation>You may leave the card there. You will be reminded to take it.</translation>
    </message>
    <message>
        <source>是我，下一步</source>
        <translation>This is me, next</translation>
    </message>
    <message>
        <source>正在往下…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>不是我的证</source>
        <translation>Not my card</translation>
    </message>
</context>
<context>
    <name>CaseNode</name>
    <message>
        <source>已完成</source>
        <translation>done</translation>
    </message>
    <message>
        <source>轮到您</source>
        <translation>Your turn</translation>
    </message>
    <message>
        <source>以后</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>Checkup</name>
    <message>
        <source>%1 分</source>
        <translation>%1 points</translation>
    </message>
    <message>
        <source>下一步：%1</source>
        <translation>Next: %1</translation>
    </message>
    <message>
        <source>中风险</source>
        <translation>Medium risk</translation>
    </message>
    <message>
        <source>为什么：%1</source>
        <translation>Why: %1</translation>
    </message>
    <message>
        <source>企业法治体检</source>
        <translation>Legal check-up</translation>
    </message>
    <message>
        <source>低风险</source>
        <translation>Low risk</translation>
    </message>
    <message>
        <source>体检结果</source>
        <translation>What the check-up found</translation>
    </message>
    <message>
        <source>依据：%1</source>
        <translation>Law: %1</translation>
    </message>
    <message>
        <source>先改这些</source>
        <translation>Mend these first</translation>
    </message>
    <message>
        <source>写成报告</source>
        <translation>Write the report</translation>
    </message>
    <message>
        <source>发现 %1 个问题</source>
        <translation>%1 found</translation>
    </message>
    <message>
        <source>正在写…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>没有做到：%1</source>
        <translation>Not so: %1</translation>
    </message>
    <message>
        <source>没有发现问题</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>没有可以计分的回答</source>
        <translation>No answer that counts</translation>
    </message>
    <message>
        <source>没有评</source>
        <translation>Not assessed</translation>
    </message>
    <message>
        <source>点开一个领域，看是什么问题、依据哪条法律、下一步做什么。</source>
        <translation>Touch an area to see what was found, the law, and what to do next.</translation>
    </message>
    <message>
        <source>看全部领域</source>
        <translation>All areas</translation>
    </message>
    <message>
        <source>这个领域您都选了“不适用”，没有评。</source>
        <translation>You said that nothing here applies; it was not assessed.</translation>
    </message>
    <message>
        <source>这个领域没有答“否”的，接着保持。</source>
        <translation>Nothing here was answered with no. Keep it so.</translation>
    </message>
    <message>
        <source>这是机器按固定规则算出来的，供您自查参考，不是律师意见，也不作为检查、处罚的依据。</source>
        <translation>A machine worked this out by fixed rules, for your own orientation. It is no legal advice and no ground for checks or penalties.</translation>
    </message>
    <message>
        <source>高风险</source>
        <translation>High risk</translation>
    </message>
</context>
<context>
    <name>CloseUpCard</name>
    <message>
        <source>%1现在看得到台面上的东西</source>
        <translation>%1 can see what lies on the table now</translation>
    </message>
    <message>
        <source>不展示了</source>
        <translation>Stop showing</translation>
    </message>
    <message>
        <source>台面摄像头打不开，没有展示</source>
        <translation>The table camera does not open; nothing is shown</translation>
    </message>
    <message>
        <source>展示实物</source>
        <translation>Show something</translation>
    </message>
    <message>
        <source>把纸或东西放在台面摄像头下面。您点了以后，对方才看得到。</source>
        <translation>Put a paper or object under the table camera. It is seen only after you touch.</translation>
    </message>
    <message>
        <source>拍好了，%1看得到这一张。</source>
        <translation>Taken; %1 can see this picture.</translation>
    </message>
    <message>
        <source>拍张清楚的</source>
        <translation>Take a sharp picture</translation>
    </message>
    <message>
        <source>正在打开台面摄像头…</source>
        <translation>Opening the table camera…</translation>
    </message>
    <message>
        <source>正在拍…</source>
        <translation>Taking it…</translation>
    </message>
    <message>
        <source>没有拍成，请再拍一次。</source>
        <translation>That did not work; please take it again.</translation>
    </message>
    <message>
        <source>要给%1看手里的东西吗</source>
        <translation>Show something you hold? Seen by: %1</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>二维码，手机扫了可以查进度</source>
        <translation>QR code, scan it with a phone to see how it is going</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>最后看一眼，再提交</source>
        <translation>One last look, then hand in</translation>
    </message>
    <message>
        <source>点“提交”以后，材料先存在这台机器，再送出去。</source>
        <translation>After “Hand in” it is saved on this machine first, then sent.</translation>
    </message>
    <message>
        <source>签好的文书</source>
        <translation>Signed papers</translation>
    </message>
    <message>
        <source>提交人</source>
        <translation>Handed in by</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>没有附材料</source>
        <translation>No attachments</translation>
    </message>
    <message>
        <source>%1 %2 页</source>
        <translation>%1, %2 pages</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>交给</source>
        <translation>To</translation>
    </message>
    <message>
        <source>同一份材料只会交一次。现在不用交钱。</source>
        <translation>It is handed in only once. Nothing to pay now.</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Hand in</translation>
    </message>
    <message>
        <source>正在提交…</source>
        <translation>Handing in…</translation>
    </message>
    <message>
        <source>回去再看文书</source>
        <translation>Look at the papers again</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>谁来用</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>%1 的这台机器，和您要交给的单位</source>
        <translation>This machine at %1, and the office you hand this in to</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>替您填写、提交这一件事，不作别的用</source>
        <translation>To fill in and hand in this one matter, nothing else</translation>
    </message>
    <message>
        <source>用什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>身份证上的姓名、号码、住址、照片，您填的内容，您拍的材料。其中身份证号和照片是敏感信息，用来确认是您本人</source>
        <translation>Name, number, address and photo from your ID card, your answers, and the papers you scan. The ID number and the photo are sensitive; they are used to make sure it is you</translation>
    </message>
    <message>
        <source>留多久</source>
        <translation>How long</translation>
    </message>
    <message>
        <source>办完或者您走开，就从这台机器清除。提交的内容加密后只有接收单位打得开，由它依法保存</source>
        <translation>Cleared from this machine when you finish or walk away. What you hand in is encrypted; only the receiving office can open it and keeps it as the law says</translation>
    </message>
    <message>
        <source>怎么反悔</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>提交以前随时按“结束”，什么都不留。提交以后，可以向接收单位查看、更正、撤回</source>
        <translation>Before handing in, touch End at any time and nothing is kept. Afterwards you can ask the receiving office to show, correct or withdraw it</translation>
    </message>
    <message>
        <source>只有 %1 的这台机器</source>
        <translation>Only this machine at %1</translation>
    </message>
    <message>
        <source>确认是您本人，防止别人冒名</source>
        <translation>To make sure it is you and nobody else in your name</translation>
    </message>
    <message>
        <source>怎么做</source>
        <translation>How</translation>
    </message>
    <message>
        <source>身份证芯片里的照片，和镜头前的您比一比。人脸是敏感信息，只在这台机器里比，不上传</source>
        <translation>The photo in the card chip is compared with you in front of the camera. Your face is sensitive information; it is compared inside this machine only and never sent</translation>
    </message>
    <message>
        <source>比完就删，不保存照片和人脸特征。只记“一致”或“没认出来”</source>
        <translation>Deleted right after. No photo and no face data are kept, only “same person” or “not recognised”</translation>
    </message>
    <message>
        <source>随时可以换成由人员核对，或者按“结束”，不影响办事</source>
        <translation>Change to a staff check or touch End at any time; your matter is not affected</translation>
    </message>
    <message>
        <source>用摄像头核对是不是您本人，可以吗？</source>
        <translation>May the camera check that it is you?</translation>
    </message>
    <message>
        <source>办这件事要用到您的信息，可以吗？</source>
        <translation>May we use your information for this matter?</translation>
    </message>
    <message>
        <source>两种办法都能办，效力一样。</source>
        <translation>Both ways work and count the same.</translation>
    </message>
    <message>
        <source>不同意也没关系：可以找工作人员，改用纸质办理。</source>
        <translation>You may say no: the staff can help you on paper instead.</translation>
    </message>
    <message>
        <source>不同意，由人员核对</source>
        <translation>No, checked by staff</translation>
    </message>
    <message>
        <source>不同意，找人帮忙</source>
        <translation>No, ask for help</translation>
    </message>
    <message>
        <source>同意，用摄像头</source>
        <translation>Yes, use the camera</translation>
    </message>
    <message>
        <source>同意，接着办</source>
        <translation>Yes, go on</translation>
    </message>
    <message>
        <source>什么留在哪里、留多久</source>
        <translation>What is kept where, and how long</translation>
    </message>
</context>
<context>
    <name>Consult</name>
    <message>
        <source>%1　没有录像</source>
        <translation>%1  not recorded</translation>
    </message>
    <message>
        <source>%1律师　%2</source>
        <translation>Lawyer %1  %2</translation>
    </message>
    <message>
        <source>不用打印</source>
        <translation>Do not print</translation>
    </message>
    <message>
        <source>不知道有没有打出来，请看看出纸口。</source>
        <translation>It may or may not have printed: please look at the paper outlet.</translation>
    </message>
    <message>
        <source>先不办</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>先遮住我</source>
        <translation>Hide me</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>去办会先结束通话。办不办、填什么，都由您定。</source>
        <translation>This ends the call first. Whether you do it, and what you fill in, is up to you.</translation>
    </message>
    <message>
        <source>去办这一项</source>
        <translation>Do this now</translation>
    </message>
    <message>
        <source>和律师通话</source>
        <translation>Call with a lawyer</translation>
    </message>
    <message>
        <source>回到队伍最前面，等下一位律师</source>
        <translation>Back to the head of the queue for the next lawyer</translation>
    </message>
    <message>
        <source>声音大</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>声音小</source>
        <translation>Softer</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已遮住</source>
        <translation>Hidden</translation>
    </message>
    <message>
        <source>已遮住：律师现在看不到您，也听不到您。</source>
        <translation>Hidden: the lawyer neither sees nor hears you now.</translation>
    </message>
    <message>
        <source>律师一直没有回来。</source>
        <translation>The lawyer has not come back.</translation>
    </message>
    <message>
        <source>律师写好了一份签名的意见单，要打印吗？</source>
        <translation>The lawyer wrote a signed opinion. Print it?</translation>
    </message>
    <message>
        <source>律师建议您办：%1</source>
        <translation>The lawyer suggests: %1</translation>
    </message>
    <message>
        <source>律师掉线了，座位还留着，请稍等。</source>
        <translation>The lawyer's line dropped. The seat is kept, please wait.</translation>
    </message>
    <message>
        <source>律师结束了通话。</source>
        <translation>The lawyer ended the call.</translation>
    </message>
    <message>
        <source>律师：</source>
        <translation>Lawyer: </translation>
    </message>
    <message>
        <source>您已挂断。</source>
        <translation>You hung up.</translation>
    </message>
    <message>
        <source>您：</source>
        <translation>You: </translation>
    </message>
    <message>
        <source>意见单打印好了，请拿走。</source>
        <translation>The opinion is printed. Please take it.</translation>
    </message>
    <message>
        <source>意见单没有取到，可以再试一次。</source>
        <translation>The opinion could not be fetched. You can try again.</translation>
    </message>
    <message>
        <source>打印一份</source>
        <translation>Print it</translation>
    </message>
    <message>
        <source>执业证 %1</source>
        <translation>licence %1</translation>
    </message>
    <message>
        <source>挂断</source>
        <translation>Hang up</translation>
    </message>
    <message>
        <source>摄像关了</source>
        <translation>Camera off</translation>
    </message>
    <message>
        <source>摄像头关着：律师看不到您，只听声音。</source>
        <translation>The camera is off: the lawyer hears but does not see you.</translation>
    </message>
    <message>
        <source>摄像开着</source>
        <translation>Camera on</translation>
    </message>
    <message>
        <source>正在打印意见单……</source>
        <translation>Printing the opinion…</translation>
    </message>
    <message>
        <source>正在接通……</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>没有打印成功，可以再打一次。</source>
        <translation>It did not print. You can print again.</translation>
    </message>
    <message>
        <source>画面和声音断了，请看文字。</source>
        <translation>No picture or sound: please read the text.</translation>
    </message>
    <message>
        <source>网络不好，先只用声音。</source>
        <translation>Poor network: voice only for now.</translation>
    </message>
    <message>
        <source>网络不稳，正在重连。通话不受影响。</source>
        <translation>The network is unsteady, reconnecting. The call goes on.</translation>
    </message>
    <message>
        <source>话筒关了</source>
        <translation>Mic off</translation>
    </message>
    <message>
        <source>话筒开着</source>
        <translation>Mic on</translation>
    </message>
    <message>
        <source>这台机器现在放不出画面，可以用文字谈。</source>
        <translation>This machine cannot show pictures now; you can use text.</translation>
    </message>
    <message>
        <source>这次通话已经结束。</source>
        <translation>This call has ended.</translation>
    </message>
    <message>
        <source>不方便说，可以写</source>
        <translation>Or write it here</translation>
    </message>
    <message>
        <source>不给看了</source>
        <translation>Stop showing</translation>
    </message>
    <message>
        <source>先写几个字</source>
        <translation>Write a few words first</translation>
    </message>
    <message>
        <source>写给律师</source>
        <translation>Write to the lawyer</translation>
    </message>
    <message>
        <source>发给律师</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>只能看，不能存；挂断就关上。</source>
        <translation>To look at only, nothing is kept; closed when you hang up.</translation>
    </message>
    <message>
        <source>律师正在看：%1</source>
        <translation>The lawyer is looking at: %1</translation>
    </message>
    <message>
        <source>律师请您看：%1　第 %2 页</source>
        <translation>The lawyer asks you to look at: %1, page %2</translation>
    </message>
    <message>
        <source>正在拿给律师看…</source>
        <translation>Showing it to the lawyer…</translation>
    </message>
    <message>
        <source>给看：%1，%2 页</source>
        <translation>Show: %1, %2 pages</translation>
    </message>
    <message>
        <source>要给律师看您拍的材料吗</source>
        <translation>Show the lawyer what you photographed?</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Poor</translation>
    </message>
    <message>
        <source>很不满意</source>
        <translation>Very poor</translation>
    </message>
    <message>
        <source>很满意</source>
        <translation>Very good</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>谢谢，记下了。</source>
        <translation>Thank you, noted.</translation>
    </message>
    <message>
        <source>这次谈得怎么样？不记名，可以不说。</source>
        <translation>How was it? No name is kept; you need not say.</translation>
    </message>
    <message>
        <source>小画面里就是律师看到的您。</source>
        <translation>The small picture is what the lawyer sees of you. </translation>
    </message>
    <message>
        <source>律师</source>
        <translation>the lawyer</translation>
    </message>
    <message>
        <source>律师还看得到台面上的东西。</source>
        <translation>The lawyer also sees what lies on the table.</translation>
    </message>
    <message>
        <source>拍的照片只给律师看，挂断就没有了。</source>
        <translation>Pictures are for the lawyer only and gone when you hang up.</translation>
    </message>
    <message>
        <source>谈完可以要一份意见单。</source>
        <translation>Afterwards you can have a signed opinion.</translation>
    </message>
    <message>
        <source>一直连不上，可以请律师回拨，或打 12348。</source>
        <translation>No connection. Ask for a call back, or dial 12348.</translation>
    </message>
    <message>
        <source>一直连不上，要不要请律师回拨？</source>
        <translation>There is no connection. Should the lawyer call back?</translation>
    </message>
    <message>
        <source>在这里等回拨</source>
        <translation>Wait here for the call</translation>
    </message>
    <message>
        <source>正在替您要回拨，请别走开</source>
        <translation>Asking for a call back; please stay here</translation>
    </message>
    <message>
        <source>留个电话，以后回我</source>
        <translation>Leave a number to be called</translation>
    </message>
    <message>
        <source>网络一通，您就排在最前面，律师接了这里会响。</source>
        <translation>Once there is a network you are first in the queue, and it rings here.</translation>
    </message>
    <message>
        <source>谈过的、填好的都还在。</source>
        <translation>What was said and filled in is still here.</translation>
    </message>
    <message>
        <source>一直连不上，可以请值班人员回拨，或打 12348。</source>
        <translation>Still no connection. Ask the staff to call back, or call 12348.</translation>
    </message>
    <message>
        <source>一直连不上，要不要请值班人员回拨？</source>
        <translation>There is no connection. Should the staff call back?</translation>
    </message>
    <message>
        <source>值班人员　%1</source>
        <translation>Staff on duty: %1</translation>
    </message>
    <message>
        <source>值班人员一直没有回来。</source>
        <translation>The staff have not come back.</translation>
    </message>
    <message>
        <source>值班人员掉线了，座位还留着，请稍等。</source>
        <translation>The other line dropped. The seat is kept, please wait.</translation>
    </message>
    <message>
        <source>值班人员结束了通话。</source>
        <translation>The staff ended the call.</translation>
    </message>
    <message>
        <source>值班人员：</source>
        <translation>Staff: </translation>
    </message>
    <message>
        <source>再叫一位值班人员</source>
        <translation>Call somebody else</translation>
    </message>
    <message>
        <source>写给值班人员</source>
        <translation>Write to the staff</translation>
    </message>
    <message>
        <source>发出去</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>和值班人员通话</source>
        <translation>Call with the staff</translation>
    </message>
    <message>
        <source>小画面里就是值班人员看到的您。您填的内容对方看不到。</source>
        <translation>The small picture is what the staff see of you. They cannot see what you filled in.</translation>
    </message>
    <message>
        <source>已遮住：值班人员现在看不到您，也听不到您。</source>
        <translation>Hidden: the staff neither see nor hear you now.</translation>
    </message>
    <message>
        <source>摄像头关着：值班人员看不到您，只听声音。您填的内容对方看不到。</source>
        <translation>The camera is off: the staff hear but do not see you. They cannot see what you filled in.</translation>
    </message>
    <message>
        <source>有人过来帮您，请在这里等一等。</source>
        <translation>Somebody is coming to help you. Please wait here.</translation>
    </message>
    <message>
        <source>网络一通，您就排在最前面，有人接了这里会响。</source>
        <translation>Once there is a line you are first; it rings here when somebody answers.</translation>
    </message>
</context>
<context>
    <name>Deposit</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>存证只证明文件在存证时已经有了、以后没改过，不证明内容是真的。原来的文件请自己留好。</source>
        <translation>A deposit proves that the file existed then and was not changed since, not that its content is true. Please keep the original file.</translation>
    </message>
    <message>
        <source>存证好了</source>
        <translation>Deposited</translation>
    </message>
    <message>
        <source>存证还没有完成</source>
        <translation>Not deposited yet</translation>
    </message>
    <message>
        <source>小票上的两个码就是完整的证明，不联网也能核对</source>
        <translation>The two codes on the slip are the whole proof; it can be checked without a network</translation>
    </message>
    <message>
        <source>文件已经安全保存；网络通了再试一次，不会重复存</source>
        <translation>The file is safe; try again once the network is back, nothing is deposited twice</translation>
    </message>
    <message>
        <source>正在存证，请等一等</source>
        <translation>Depositing, please wait</translation>
    </message>
    <message>
        <source>这里没有存证</source>
        <translation>There is no deposit here</translation>
    </message>
    <message>
        <source>文件的摘要留在这台终端，网络恢复后自动存证一次。凭回执上的编码来这里取存证小票</source>
        <translation>The file's digests stay on this terminal and are deposited once by themselves when the network is back. Fetch the deposit slip here by the code on your receipt</translation>
    </message>
    <message>
        <source>看好了，返回</source>
        <translation>Seen, back</translation>
    </message>
    <message>
        <source>还没有存证，联网后自动办</source>
        <translation>Not deposited yet; done by itself once the network is back</translation>
    </message>
</context>
<context>
    <name>DepositCard</name>
    <message>
        <source>%1 存入，是第 %2 次存证；%3 个见证方联署</source>
        <translation>Deposited %1, number %2 in the log; cosigned by %3 witnesses</translation>
    </message>
    <message>
        <source>SHA-256 摘要 %1…（离开终端以前算的）</source>
        <translation>SHA-256 %1… (taken before it left the terminal)</translation>
    </message>
    <message>
        <source>再打小票</source>
        <translation>Slip again</translation>
    </message>
    <message>
        <source>再打证书</source>
        <translation>Certificate again</translation>
    </message>
    <message>
        <source>存证平台正在检查，暂时不能存证。</source>
        <translation>The depository is being checked and takes nothing just now.</translation>
    </message>
    <message>
        <source>存证编码</source>
        <translation>Deposit code</translation>
    </message>
    <message>
        <source>小票正在打印…</source>
        <translation>The slip is being printed…</translation>
    </message>
    <message>
        <source>已存证</source>
        <translation>Deposited</translation>
    </message>
    <message>
        <source>平台的回答核验不了，没有采信。</source>
        <translation>The platform's answer could not be verified and was not believed.</translation>
    </message>
    <message>
        <source>打印小票</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <source>打印证书</source>
        <translation>Print certificate</translation>
    </message>
    <message>
        <source>正在存证</source>
        <translation>Depositing</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>正在算摘要</source>
        <translation>Taking digests</translation>
    </message>
    <message>
        <source>没有等到平台的回答，可能已经存上。再试一次不会重复。</source>
        <translation>No answer came; it may be deposited already. Trying again deposits nothing twice.</translation>
    </message>
    <message>
        <source>现在连不上存证平台。再试一次不会重复存。</source>
        <translation>The depository cannot be reached now. Trying again deposits nothing twice.</translation>
    </message>
    <message>
        <source>纸可能没有出来，请看看出纸口。编码在上面，可以先抄下来。</source>
        <translation>The paper may not have come out; please look. The code above can be written down.</translation>
    </message>
    <message>
        <source>证书正在打印…</source>
        <translation>The certificate is being printed…</translation>
    </message>
    <message>
        <source>还没有存证</source>
        <translation>Not deposited yet</translation>
    </message>
    <message>
        <source>还没有存证：连不上存证平台。摘要已经留好，联网后自动存证一次，存证时间以那时为准。</source>
        <translation>Not deposited yet: the deposit service cannot be reached. The digests are kept and deposited once when the network is back; that moment is the time of the deposit.</translation>
    </message>
</context>
<context>
    <name>DepositFound</name>
    <message>
        <source>%1 个联署</source>
        <translation>%1 cosigned</translation>
    </message>
    <message>
        <source>交给案子</source>
        <translation>Hand in to a case</translation>
    </message>
    <message>
        <source>存入的终端</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>存证属实</source>
        <translation>Genuine</translation>
    </message>
    <message>
        <source>存证平台正在检查，请过一会儿再来。</source>
        <translation>The depository is being checked; please come back later.</translation>
    </message>
    <message>
        <source>存证时间</source>
        <translation>Deposited</translation>
    </message>
    <message>
        <source>存证编码</source>
        <translation>Deposit code</translation>
    </message>
    <message>
        <source>平台的回答核验不了，没有采信。请告诉工作人员。</source>
        <translation>The platform's answer could not be verified and was not believed. Please tell staff.</translation>
    </message>
    <message>
        <source>换一个编码</source>
        <translation>New code</translation>
    </message>
    <message>
        <source>查到了，存证属实</source>
        <translation>Found: the deposit is genuine</translation>
    </message>
    <message>
        <source>正在调取，请等一等</source>
        <translation>Fetching, please wait</translation>
    </message>
    <message>
        <source>没有查到这个编码</source>
        <translation>Nobody has this code</translation>
    </message>
    <message>
        <source>现在查不了</source>
        <translation>Cannot be looked up now</translation>
    </message>
    <message>
        <source>现在连不上存证平台。编码没有用掉，等一会儿再查。</source>
        <translation>The depository cannot be reached now. The code is not used up; try later.</translation>
    </message>
    <message>
        <source>看好了，结束</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>编码、时间、总账和见证方的签名，这台终端都核对过</source>
        <translation>This terminal checked code, time, log and the witnesses' signatures</translation>
    </message>
    <message>
        <source>编码没有打错，但这个平台没有这条存证。在别的省存的，请到那里查。</source>
        <translation>The code is not mistyped, but this platform has no such deposit. If it was made in another province, ask there.</translation>
    </message>
    <message>
        <source>见证方</source>
        <translation>Witnesses</translation>
    </message>
    <message>
        <source>要确认是不是手里的文件：用核验网页扫小票上的两个码，再选原来的文件，摘要一位一位比对。对方在案子里交来的，打开那一份就能在这里比对。存证不证明内容是真的。</source>
        <translation>To check whether it is the file in your hands: scan both codes of the slip with the verification page and choose the original file; the digests are compared. What the other side laid before you in a case is compared here: open that piece. A deposit does not prove that its content is true.</translation>
    </message>
</context>
<context>
    <name>DepositRow</name>
    <message>
        <source>存证好了：看编码，打印小票和证书</source>
        <translation>Deposited: see the code, print slip and certificate</translation>
    </message>
    <message>
        <source>存证还没有完成</source>
        <translation>Not deposited yet</translation>
    </message>
    <message>
        <source>小票上的两个码就是完整的证明</source>
        <translation>The two codes on the slip are the whole proof</translation>
    </message>
    <message>
        <source>已存证</source>
        <translation>Deposited</translation>
    </message>
    <message>
        <source>摘要已经在这里算好，文件没有因此离开终端</source>
        <translation>The digests were taken here; the file did not leave the terminal for it</translation>
    </message>
    <message>
        <source>摘要已经算好，点这里再试一次</source>
        <translation>The digests are taken; touch here to try again</translation>
    </message>
    <message>
        <source>正在存证，请等一等</source>
        <translation>Depositing, please wait</translation>
    </message>
    <message>
        <source>看怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>凭编码来这台终端取存证小票</source>
        <translation>Fetch the deposit slip at this terminal by the code</translation>
    </message>
    <message>
        <source>还没有存证，联网后自动办</source>
        <translation>Not deposited yet; done by itself once the network is back</translation>
    </message>
</context>
<context>
    <name>DeviceReport</name>
    <message>
        <source>身份证阅读器</source>
        <translation>ID card reader</translation>
    </message>
    <message>
        <source>小票打印机</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>A4 打印机</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Face camera</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>就绪</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>正在用</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>用不了</source>
        <translation>Cannot work</translation>
    </message>
    <message>
        <source>断开了，在找</source>
        <translation>Lost, looking</translation>
    </message>
    <message>
        <source>没找到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>还没查</source>
        <translation>Not asked yet</translation>
    </message>
    <message>
        <source>试找卡</source>
        <translation>Find card</translation>
    </message>
    <message>
        <source>打测试票</source>
        <translation>Test slip</translation>
    </message>
    <message>
        <source>看 5 秒</source>
        <translation>Look 5 s</translation>
    </message>
    <message>
        <source>找到一张卡，没有读</source>
        <translation>A card was found, not read</translation>
    </message>
    <message>
        <source>能找，上面没有卡</source>
        <translation>It looks; no card there</translation>
    </message>
    <message>
        <source>测试票打好了</source>
        <translation>The test slip is printed</translation>
    </message>
    <message>
        <source>有画面</source>
        <translation>It gives a picture</translation>
    </message>
    <message>
        <source>做成 %1 次，没成 %2 次，重接 %3 次</source>
        <translation>Done %1, failed %2, reopened %3</translation>
    </message>
    <message>
        <source>最近的毛病：%1，%2</source>
        <translation>Last error: %1, %2</translation>
    </message>
    <message>
        <source>还看 %1 秒，不保存</source>
        <translation>%1 s more, not kept</translation>
    </message>
    <message>
        <source>没成：%1</source>
        <translation>Failed: %1</translation>
    </message>
    <message>
        <source>不知道成没成，请看看出纸口</source>
        <translation>Not known: look at the outlet</translation>
    </message>
    <message>
        <source>：</source>
        <translation>: </translation>
    </message>
    <message>
        <source>%1（%2）</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>型号 %1</source>
        <translation>Model %1</translation>
    </message>
    <message>
        <source>固件 %1</source>
        <translation>Firmware %1</translation>
    </message>
    <message>
        <source>逐张确认</source>
        <translation>confirms each ticket</translation>
    </message>
    <message>
        <source>不会逐张确认</source>
        <translation>confirms no ticket</translation>
    </message>
    <message>
        <source>正在试…</source>
        <translation>Trying…</translation>
    </message>
    <message>
        <source>摄像头现在看到的，不保存</source>
        <translation>What the camera sees now, not kept</translation>
    </message>
    <message>
        <source>云台摄像头</source>
        <translation>Room camera</translation>
    </message>
    <message>
        <source>扫码器</source>
        <translation>Code scanner</translation>
    </message>
    <message>
        <source>门和灯</source>
        <translation>Door and lamp</translation>
    </message>
    <message>
        <source>备用电源</source>
        <translation>Back-up power</translation>
    </message>
    <message>
        <source>正在录，还有 %1 秒。请只用测试卡。</source>
        <translation>Recording, %1 s left. Use a test card only.</translation>
    </message>
    <message>
        <source>录好了：%1</source>
        <translation>Recorded: %1</translation>
    </message>
    <message>
        <source>没录成：%1</source>
        <translation>Not recorded: %1</translation>
    </message>
    <message>
        <source>不知道录成没有</source>
        <translation>Unknown whether it was recorded</translation>
    </message>
    <message>
        <source>停止录</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>录通信</source>
        <translation>Record wire</translation>
    </message>
    <message>
        <source>请等一会儿</source>
        <translation>Please wait</translation>
    </message>
</context>
<context>
    <name>DialogBox</name>
    <message>
        <source>往上看</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>往下看</source>
        <translation>More below</translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>加一</source>
        <translation>Plus one</translation>
    </message>
    <message>
        <source>减一</source>
        <translation>Minus one</translation>
    </message>
    <message>
        <source>小数点</source>
        <translation>Decimal point</translation>
    </message>
    <message>
        <source>删一个数</source>
        <translation>Delete a digit</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>填好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>DockWindow</name>
    <message>
        <source>故障坞</source>
        <translation>Fault dock</translation>
    </message>
    <message>
        <source>模拟硬件 · 演示</source>
        <translation>simulated hardware · demo</translation>
    </message>
    <message>
        <source>模拟器在线</source>
        <translation>Simulators online</translation>
    </message>
    <message>
        <source>模拟器没有回答</source>
        <translation>Simulators do not answer</translation>
    </message>
    <message>
        <source>设备故障</source>
        <translation>Device faults</translation>
    </message>
    <message>
        <source>%1 个生效</source>
        <translation>%1 active</translation>
    </message>
    <message>
        <source>按钮</source>
        <translation>Buttons</translation>
    </message>
    <message>
        <source>居民看到什么</source>
        <translation>What residents see</translation>
    </message>
    <message>
        <source>全部清除</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>指着一个故障，这里写它在测试里的名字和居民看到的屏幕。</source>
        <translation>Point at a fault: its name for tests and the screen that the resident sees are told here.</translation>
    </message>
</context>
<context>
    <name>DocumentCard</name>
    <message>
        <source>%1 %2 页</source>
        <translation>%1, %2 pages</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>交给：%1</source>
        <translation>To: %1</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>正在存，请等一等</source>
        <translation>Keeping it, please wait</translation>
    </message>
    <message>
        <source>存好了，改天接着办</source>
        <translation>Kept; go on another day</translation>
    </message>
    <message>
        <source>没有存成</source>
        <translation>Not kept</translation>
    </message>
    <message>
        <source>不知道存成没有</source>
        <translation>It is not known whether it was kept</translation>
    </message>
    <message>
        <source>草稿，还没有提交</source>
        <translation>A draft, not handed in</translation>
    </message>
    <message>
        <source>草稿码，请抄下来或者拿好凭条</source>
        <translation>Draft code: copy it or take the slip</translation>
    </message>
    <message>
        <source>保存到 %1</source>
        <translation>Kept until %1</translation>
    </message>
    <message>
        <source>回来时，在这台机器点“查进度”，打进草稿码，再刷您本人的身份证。</source>
        <translation>When you come back, touch “Progress” at this terminal, enter the code and show your own ID card.</translation>
    </message>
    <message>
        <source>没有草稿码，谁也打不开，工作人员也不行。过了期限自动删除。</source>
        <translation>Without the code nobody can open it, not even staff. It is deleted after that day.</translation>
    </message>
    <message>
        <source>拍过的材料不存，回来要重新拍。</source>
        <translation>Photographed papers are not kept; they have to be photographed again.</translation>
    </message>
    <message>
        <source>没有等到回音。您填的都还在，请再试一次；不会存成两份。</source>
        <translation>No answer came. Your answers are still here; please try again, it cannot be kept twice.</translation>
    </message>
    <message>
        <source>机器现在存不了。您填的都还在，请点“返回”接着办，或者再试一次。</source>
        <translation>The terminal cannot keep it now. Your answers are still here: touch “Back” to go on, or try again.</translation>
    </message>
    <message>
        <source>凭条没有出来？</source>
        <translation>Did the slip not come out?</translation>
    </message>
    <message>
        <source>请先把草稿码抄下来。点这里再打一次</source>
        <translation>Please copy the code first. Touch here to print again</translation>
    </message>
    <message>
        <source>凭条正在打印…</source>
        <translation>The slip is being printed…</translation>
    </message>
    <message>
        <source>凭条拿好了，结束</source>
        <translation>I have the slip: end</translation>
    </message>
    <message>
        <source>抄好了，结束</source>
        <translation>I have copied it: end</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>正在存…</source>
        <translation>Keeping…</translation>
    </message>
</context>
<context>
    <name>EndConfirm</name>
    <message>
        <source>办完了，现在结束吗？</source>
        <translation>All done. End now?</translation>
    </message>
    <message>
        <source>还没有提交，现在结束吗？</source>
        <translation>Not handed in yet. End now?</translation>
    </message>
    <message>
        <source>您交的已经保存好了，不会丢。</source>
        <translation>What you handed in is saved and will not be lost.</translation>
    </message>
    <message>
        <source>结束后，填的内容、拍的材料和身份证信息都从这台机器清除，下次要重新填。</source>
        <translation>Your answers, scans and card data will be cleared from this machine. You would start again next time.</translation>
    </message>
    <message>
        <source>走之前，记得取走身份证和原件。</source>
        <translation>Before you go, take your ID card and your papers.</translation>
    </message>
    <message>
        <source>不结束，接着办</source>
        <translation>Do not end, go on</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>清除并结束</source>
        <translation>Clear and end</translation>
    </message>
    <message>
        <source>正在结束…</source>
        <translation>Ending…</translation>
    </message>
    <message>
        <source>现在结束，填的都清除。也可以把答案存起来，拿着草稿码和身份证，7 天内回来接着办。</source>
        <translation>If you end now, everything is cleared. Or keep your answers: with the draft code and your ID card you can go on within 7 days.</translation>
    </message>
    <message>
        <source>存成草稿，改天接着办</source>
        <translation>Keep a draft for later</translation>
    </message>
    <message>
        <source>平台记下的都不会丢。看过的内容和身份证信息，从这台机器清除。</source>
        <translation>What the platform noted is safe. What you looked at and your ID details are cleared from this machine.</translation>
    </message>
    <message>
        <source>现在结束吗？</source>
        <translation>End now?</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>还有 %1 秒</source>
        <translation>%1 seconds left</translation>
    </message>
    <message>
        <source>秒</source>
        <translation>seconds</translation>
    </message>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>有一会儿没有动静了。为了不让别人看到您的内容，已经先遮住了。</source>
        <translation>Nothing has happened for a while. Your page is covered so that nobody else can see it.</translation>
    </message>
    <message>
        <source>您交的已经保存好了，结束也不会丢。</source>
        <translation>What you handed in is saved; ending loses nothing.</translation>
    </message>
    <message>
        <source>填的内容都还在。时间到了会自动结束，并从这台机器清除。</source>
        <translation>Your answers are still here. When time runs out the visit ends and they are cleared from this machine.</translation>
    </message>
    <message>
        <source>我还在，接着办</source>
        <translation>I am here, go on</translation>
    </message>
    <message>
        <source>再给我 3 分钟</source>
        <translation>3 more minutes</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>清除并结束</source>
        <translation>Clear and end</translation>
    </message>
    <message>
        <source>您还在吗？还有 %1 秒。</source>
        <translation>Are you still there? %1 seconds left.</translation>
    </message>
</context>
<context>
    <name>EventList</name>
    <message>
        <source>事件</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>注入</source>
        <translation>Injected</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>没有做成：</source>
        <translation>Not done: </translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Mended</translation>
    </message>
</context>
<context>
    <name>EvidenceForm</name>
    <message>
        <source>以前存过证的，填存证编码</source>
        <translation>Deposited before? Give the deposit code</translation>
    </message>
    <message>
        <source>例如 对方承认借过这笔钱</source>
        <translation>Such as: they admit having borrowed it</translation>
    </message>
    <message>
        <source>例如 微信聊天记录</source>
        <translation>Such as: chat on WeChat</translation>
    </message>
    <message>
        <source>叫什么</source>
        <translation>What it is</translation>
    </message>
    <message>
        <source>存证凭条上的 20 位数字</source>
        <translation>The 20 digits on the deposit slip</translation>
    </message>
    <message>
        <source>存证编码，20 位数字</source>
        <translation>Deposit code, 20 digits</translation>
    </message>
    <message>
        <source>拍下来交</source>
        <translation>Photograph it</translation>
    </message>
    <message>
        <source>用存证编码交证据，要先核对是您本人。不想用摄像头的，请工作人员核对。</source>
        <translation>To hand in evidence by its code we must see that it is you. Staff can do that without a camera.</translation>
    </message>
    <message>
        <source>纸的、照片都行：写清单、拍照、签名，交上去对方就看得到</source>
        <translation>Paper or photos: list, photograph, sign; the other side sees it once it is there</translation>
    </message>
    <message>
        <source>要证明什么</source>
        <translation>What it is to show</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>认可</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>不认可</source>
        <translation>Disputed</translation>
    </message>
    <message>
        <source>说不准</source>
        <translation>Not sure</translation>
    </message>
    <message>
        <source>证据和和解</source>
        <translation>Evidence and settlement</translation>
    </message>
    <message>
        <source>您交的</source>
        <translation>yours</translation>
    </message>
    <message>
        <source>对方交的</source>
        <translation>the other side's</translation>
    </message>
    <message>
        <source>%1 页</source>
        <translation>%1 pages</translation>
    </message>
    <message>
        <source>过期才交</source>
        <translation>late</translation>
    </message>
    <message>
        <source>真实性%1，合法性%2，关联性%3</source>
        <translation>genuine: %1, lawful: %2, to the point: %3</translation>
    </message>
    <message>
        <source>。%1</source>
        <translation>. %1</translation>
    </message>
    <message>
        <source>已经送到，对方看得到了。</source>
        <translation>It arrived; the other side can see it.</translation>
    </message>
    <message>
        <source>不确定送到没有。再点一次只会确认，不会重复。</source>
        <translation>It is not certain that it arrived. Touching again only confirms.</translation>
    </message>
    <message>
        <source>现在连不上平台，没有送出去。请过一会儿再试，或者去法院交。</source>
        <translation>The platform cannot be reached and nothing was sent. Try again in a while, or hand it in at the court.</translation>
    </message>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>自己谈和解</source>
        <translation>Settle by ourselves</translation>
    </message>
    <message>
        <source>说意见最晚 %1；过了也能交，算不算由法官定。</source>
        <translation>Opinions by %1; later ones are taken, the judge decides whether they count.</translation>
    </message>
    <message>
        <source>还没有谁交证据。</source>
        <translation>Nobody has laid evidence yet.</translation>
    </message>
    <message>
        <source>说过了</source>
        <translation>said</translation>
    </message>
    <message>
        <source>等您说</source>
        <translation>your turn</translation>
    </message>
    <message>
        <source>要证明什么</source>
        <translation>What it is to show</translation>
    </message>
    <message>
        <source>存证编码 %1</source>
        <translation>Deposit code %1</translation>
    </message>
    <message>
        <source>您说：%1</source>
        <translation>You said: %1</translation>
    </message>
    <message>
        <source>对方说：%1</source>
        <translation>The other side said: %1</translation>
    </message>
    <message>
        <source>对证据说意见，要先核对是您本人。不想用摄像头的，请工作人员核对。</source>
        <translation>To speak about evidence you must be seen once more; without a camera, ask the staff.</translation>
    </message>
    <message>
        <source>是真的吗（真实性）</source>
        <translation>Is it genuine?</translation>
    </message>
    <message>
        <source>来路正当吗（合法性）</source>
        <translation>Was it got lawfully?</translation>
    </message>
    <message>
        <source>和案子有关吗（关联性）</source>
        <translation>Does it bear on the case?</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>不认可的，请写为什么</source>
        <translation>If you dispute it, say why</translation>
    </message>
    <message>
        <source>三个问题都请选一个。</source>
        <translation>Please answer all three questions.</translation>
    </message>
    <message>
        <source>不认可的，请写几个字说明为什么。</source>
        <translation>Please say in a few words why you dispute it.</translation>
    </message>
    <message>
        <source>请看一下金额和日子，例如 20000。</source>
        <translation>Please check amount and day, for example 20000.</translation>
    </message>
    <message>
        <source>您</source>
        <translation>You</translation>
    </message>
    <message>
        <source>对方</source>
        <translation>The other side</translation>
    </message>
    <message>
        <source>提议：%1 元，分 %2 次付</source>
        <translation>Proposal: %1 yuan in %2 payments</translation>
    </message>
    <message>
        <source>，第一次 %1</source>
        <translation>, the first on %1</translation>
    </message>
    <message>
        <source>同意了</source>
        <translation>agreed</translation>
    </message>
    <message>
        <source>没同意</source>
        <translation>did not agree</translation>
    </message>
    <message>
        <source>收回了提议</source>
        <translation>took the proposal back</translation>
    </message>
    <message>
        <source>等回话</source>
        <translation>waiting for an answer</translation>
    </message>
    <message>
        <source>谈成了</source>
        <translation>agreed by both</translation>
    </message>
    <message>
        <source>另提了</source>
        <translation>another was made</translation>
    </message>
    <message>
        <source>收回了</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>过期了</source>
        <translation>lapsed</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>No</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Agree</translation>
    </message>
    <message>
        <source>收回提议</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>还没有谁提过。您可以先提一个方案；谈的时候让了步，以后打官司不算您认账。</source>
        <translation>Nobody has proposed anything. You may begin; what you concede here is no admission in court.</translation>
    </message>
    <message>
        <source>一共付多少元</source>
        <translation>How much in all, yuan</translation>
    </message>
    <message>
        <source>一共付多少元，例如 20000</source>
        <translation>How much in all, for example 20000</translation>
    </message>
    <message>
        <source>分几次付</source>
        <translation>In how many payments</translation>
    </message>
    <message>
        <source>%1 次</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>还想说什么</source>
        <translation>Anything else</translation>
    </message>
    <message>
        <source>哪天开始付、还要什么，可以写在这里</source>
        <translation>From which day, and what else</translation>
    </message>
    <message>
        <source>再确认一次</source>
        <translation>Confirm again</translation>
    </message>
    <message>
        <source>交上意见</source>
        <translation>Hand in my opinion</translation>
    </message>
    <message>
        <source>正在送…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>三个问题都请选一个</source>
        <translation>Please answer all three</translation>
    </message>
    <message>
        <source>核对是我本人</source>
        <translation>Check that it is me</translation>
    </message>
    <message>
        <source>请法院确认</source>
        <translation>Have the court confirm it</translation>
    </message>
    <message>
        <source>提一个方案</source>
        <translation>Make a proposal</translation>
    </message>
    <message>
        <source>发给对方</source>
        <translation>Send to the other side</translation>
    </message>
    <message>
        <source>先不提</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出，不用再办一次。</source>
        <translation>Not there yet: the platform cannot be reached now. It is kept in this terminal and sent by itself once it can; you need not do it again.</translation>
    </message>
    <message>
        <source>存证编码不对，请看凭条上的 20 位数字。</source>
        <translation>This deposit code is not right; please look at the 20 digits on the slip.</translation>
    </message>
    <message>
        <source>按编码交上</source>
        <translation>Hand in by code</translation>
    </message>
    <message>
        <source>正在打开文件…</source>
        <translation>Opening the file…</translation>
    </message>
    <message>
        <source>添一份我的证据</source>
        <translation>Add evidence of mine</translation>
    </message>
    <message>
        <source>看下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>看完了</source>
        <translation>Done reading</translation>
    </message>
    <message>
        <source>看这份证据</source>
        <translation>Look at it</translation>
    </message>
    <message>
        <source>请写叫什么、要证明什么。</source>
        <translation>Please write what it is and what it is to show.</translation>
    </message>
    <message>
        <source>这一页是图片，没有文字。</source>
        <translation>This page is a picture without text.</translation>
    </message>
    <message>
        <source>这份文件现在打不开。请过一会儿再试，或者去法院看原件。</source>
        <translation>This file cannot be opened now. Please try later, or see the original at the court.</translation>
    </message>
    <message>
        <source>不是同一份文件：这份和存证时的不一样，哪怕只改过一个字、重新拍过一次也会这样。说意见时可以提出来。</source>
        <translation>Not the same file: it differs from what was deposited, were it by one word or a second photograph. You may say so in your opinion.</translation>
    </message>
    <message>
        <source>再比对一次</source>
        <translation>Compare again</translation>
    </message>
    <message>
        <source>和存证的文件比对</source>
        <translation>Compare with the deposit</translation>
    </message>
    <message>
        <source>平台的回答核验不了，没有采信。请告诉工作人员。</source>
        <translation>The platform's answer cannot be verified and was not believed. Please tell the staff.</translation>
    </message>
    <message>
        <source>是同一份文件：和 %1 存证时一字不差，%2 个见证方联署。存证不证明内容是真的。</source>
        <translation>The same file: to the byte what was deposited on %1, cosigned by %2 witnesses. A deposit does not prove that its content is true.</translation>
    </message>
    <message>
        <source>正在比对…</source>
        <translation>Comparing…</translation>
    </message>
    <message>
        <source>正在比对摘要…</source>
        <translation>Comparing the digests…</translation>
    </message>
    <message>
        <source>比不了：存证人已经销毁了比对用的随机数，只能确认这个编码什么时候存的。</source>
        <translation>Cannot be compared: the depositor had the random number destroyed; only when this code was deposited can be confirmed.</translation>
    </message>
    <message>
        <source>现在连不上存证平台，没有比对。请过一会儿再试。</source>
        <translation>The evidence platform cannot be reached; nothing was compared. Please try again later.</translation>
    </message>
    <message>
        <source>这个平台没有这条存证，比不了。在别的省存的，请到那里查。</source>
        <translation>This platform has no such deposit. If it was made in another province, please ask there.</translation>
    </message>
    <message>
        <source>这份文件现在取不到，没有比对。</source>
        <translation>The file cannot be fetched now; nothing was compared.</translation>
    </message>
</context>
<context>
    <name>Face</name>
    <message>
        <source>正在打开摄像头</source>
        <translation>Opening the camera</translation>
    </message>
    <message>
        <source>请看着镜头</source>
        <translation>Please look at the camera</translation>
    </message>
    <message>
        <source>请慢慢向左转头</source>
        <translation>Slowly turn your head left</translation>
    </message>
    <message>
        <source>请慢慢向右转头</source>
        <translation>Slowly turn your head right</translation>
    </message>
    <message>
        <source>请张一下嘴</source>
        <translation>Please open your mouth</translation>
    </message>
    <message>
        <source>请眨一眨眼</source>
        <translation>Please blink</translation>
    </message>
    <message>
        <source>请看正前方</source>
        <translation>Please look straight ahead</translation>
    </message>
    <message>
        <source>好，别动</source>
        <translation>Good, hold still</translation>
    </message>
    <message>
        <source>正在比对</source>
        <translation>Comparing</translation>
    </message>
    <message>
        <source>光线有点暗，请靠近灯一些。</source>
        <translation>It is a little dark, please move towards the light.</translation>
    </message>
    <message>
        <source>光线太亮了，请侧一点身。</source>
        <translation>It is too bright, please turn a little.</translation>
    </message>
    <message>
        <source>请走近一点。</source>
        <translation>Please come closer.</translation>
    </message>
    <message>
        <source>请退后一点。</source>
        <translation>Please step back a little.</translation>
    </message>
    <message>
        <source>请把脸转正。</source>
        <translation>Please face the camera.</translation>
    </message>
    <message>
        <source>镜头里有两个人，请让旁边的人先让一让。</source>
        <translation>Two people are in the picture; please ask the other one to step aside.</translation>
    </message>
    <message>
        <source>没看到脸，请站到镜头前面。</source>
        <translation>No face seen, please stand in front of the camera.</translation>
    </message>
    <message>
        <source>有点模糊，请站稳一下。</source>
        <translation>A little blurred, please hold still.</translation>
    </message>
    <message>
        <source>摄像头断开了，正在重新接上。</source>
        <translation>The camera was lost, connecting again.</translation>
    </message>
    <message>
        <source>核对好了</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>没看清，再来一次</source>
        <translation>Not clear, once more please</translation>
    </message>
    <message>
        <source>没认出来，请工作人员帮忙看一下</source>
        <translation>Not recognised, please let the staff have a look</translation>
    </message>
    <message>
        <source>摄像头现在用不了，请工作人员帮忙看一下</source>
        <translation>The camera is not available, please let the staff have a look</translation>
    </message>
    <message>
        <source>光线亮一点、脸正一点会更清楚。</source>
        <translation>More light and a straight face help.</translation>
    </message>
    <message>
        <source>常有的事，不影响办事。</source>
        <translation>This happens often; your matter is not affected.</translation>
    </message>
    <message>
        <source>好，不着急。</source>
        <translation>Good, take your time.</translation>
    </message>
    <message>
        <source>镜头里的您</source>
        <translation>You in the camera</translation>
    </message>
    <message>
        <source>光线够</source>
        <translation>Light is fine</translation>
    </message>
    <message>
        <source>在看光线</source>
        <translation>Checking light</translation>
    </message>
    <message>
        <source>距离合适</source>
        <translation>Distance is fine</translation>
    </message>
    <message>
        <source>在看距离</source>
        <translation>Checking distance</translation>
    </message>
    <message>
        <source>%1 个动作，做好 %2 个</source>
        <translation>%2 of %1 movements done</translation>
    </message>
    <message>
        <source>只在这台机器里比对，比完就删</source>
        <translation>Compared in this machine only, then deleted</translation>
    </message>
    <message>
        <source>不方便做动作，或者不想用摄像头，随时可以换：</source>
        <translation>If moving is hard or you do not want the camera, change at any time:</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>正在准备…</source>
        <translation>Getting ready…</translation>
    </message>
    <message>
        <source>由人员核对</source>
        <translation>Checked by staff</translation>
    </message>
</context>
<context>
    <name>FeeLine</name>
    <message>
        <source>法院受理费，预计</source>
        <translation>Court fee, estimated</translation>
    </message>
    <message>
        <source>%1 元</source>
        <translation>¥%1</translation>
    </message>
    <message>
        <source>简易程序或调解结案减半</source>
        <translation>Half in summary procedure or mediation</translation>
    </message>
    <message>
        <source>。</source>
        <translation>.</translation>
    </message>
    <message>
        <source>以法院核定为准。</source>
        <translation>The court decides the final amount.</translation>
    </message>
</context>
<context>
    <name>FieldBlock</name>
    <message>
        <source>仍然这样填</source>
        <translation>Keep it as it is</translation>
    </message>
    <message>
        <source>可以不填</source>
        <translation>optional</translation>
    </message>
</context>
<context>
    <name>FieldBool</name>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>FieldDate</name>
    <message>
        <source>%1，年</source>
        <translation>%1, year</translation>
    </message>
    <message>
        <source>年</source>
        <translation>year</translation>
    </message>
    <message>
        <source>%1，月</source>
        <translation>%1, month</translation>
    </message>
    <message>
        <source>月</source>
        <translation>month</translation>
    </message>
    <message>
        <source>%1，日</source>
        <translation>%1, day</translation>
    </message>
    <message>
        <source>日</source>
        <translation>day</translation>
    </message>
    <message>
        <source>年、月、日都要填</source>
        <translation>Year, month and day are all needed</translation>
    </message>
</context>
<context>
    <name>FieldGiven</name>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>机器算的，不用填</source>
        <translation>worked out by the machine</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>In words</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>答完前面的，这里会自己出来</source>
        <translation>This appears once the questions above are answered</translation>
    </message>
    <message>
        <source>怎么算的：%1</source>
        <translation>Worked out: %1</translation>
    </message>
</context>
<context>
    <name>FieldItemList</name>
    <message>
        <source>%1，第 %2 条</source>
        <translation>%1, item %2</translation>
    </message>
    <message>
        <source>删掉</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>删掉第 %1 条</source>
        <translation>Delete item %1</translation>
    </message>
    <message>
        <source>再加一条</source>
        <translation>Add another</translation>
    </message>
    <message>
        <source>最多 20 条</source>
        <translation>20 at most</translation>
    </message>
</context>
<context>
    <name>FieldNumber</name>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>In words</translation>
    </message>
</context>
<context>
    <name>FieldPeriod</name>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>，从</source>
        <translation>, from</translation>
    </message>
    <message>
        <source>到</source>
        <translation>To</translation>
    </message>
    <message>
        <source>，到</source>
        <translation>, to</translation>
    </message>
</context>
<context>
    <name>FieldRecordList</name>
    <message>
        <source>第 %1 项</source>
        <translation>Item %1</translation>
    </message>
    <message>
        <source>删掉这一项</source>
        <translation>Delete this item</translation>
    </message>
    <message>
        <source>再加一项</source>
        <translation>Add another</translation>
    </message>
    <message>
        <source>最多 20 项</source>
        <translation>20 at most</translation>
    </message>
    <message>
        <source>%1，合计 %2</source>
        <translation>%1, total %2</translation>
    </message>
</context>
<context>
    <name>FindingsCard</name>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>不知道成没成</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>体检结果：通过 %1，要看 %2</source>
        <translation>Doctor: %1 passed, %2 to look at</translation>
    </message>
    <message>
        <source>做好了</source>
        <translation>done</translation>
    </message>
    <message>
        <source>再体检</source>
        <translation>Examine again</translation>
    </message>
    <message>
        <source>取诊断包</source>
        <translation>Debug bundle</translation>
    </message>
    <message>
        <source>打状态单</source>
        <translation>Status ticket</translation>
    </message>
    <message>
        <source>早一些</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>晚一些</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>最新的了</source>
        <translation>The latest</translation>
    </message>
    <message>
        <source>最早的了</source>
        <translation>The earliest</translation>
    </message>
    <message>
        <source>正在体检…</source>
        <translation>Examining…</translation>
    </message>
    <message>
        <source>正在做…</source>
        <translation>working…</translation>
    </message>
    <message>
        <source>正在取…</source>
        <translation>Collecting…</translation>
    </message>
    <message>
        <source>正在打…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>没做成</source>
        <translation>not done</translation>
    </message>
    <message>
        <source>状态单：%1</source>
        <translation>Status ticket: %1</translation>
    </message>
    <message>
        <source>看日志</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>诊断包：%1</source>
        <translation>Debug bundle: %1</translation>
    </message>
</context>
<context>
    <name>FoldRow</name>
    <message>
        <source>改</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message>
        <source>这件事之前，要先办另一件</source>
        <translation>Something else comes before this</translation>
    </message>
    <message>
        <source>往下办以前，请先看一看</source>
        <translation>Please look at this before you go on</translation>
    </message>
    <message>
        <source>现在还不能交</source>
        <translation>Cannot be handed in yet</translation>
    </message>
    <message>
        <source>提醒，不拦您</source>
        <translation>A reminder; you may go on</translation>
    </message>
    <message>
        <source>依据：%1</source>
        <translation>Basis: %1</translation>
    </message>
    <message>
        <source>您答过的都还在，回来可以接着办。</source>
        <translation>Your answers stay here; you can come back to them.</translation>
    </message>
    <message>
        <source>先去办这一项，填过的能用上的都带过去</source>
        <translation>Do this first; what you filled in goes along where it fits</translation>
    </message>
    <message>
        <source>答错了，回去改答案</source>
        <translation>I answered wrongly: change it</translation>
    </message>
    <message>
        <source>回到问这件事的那一页</source>
        <translation>Back to the page that asked</translation>
    </message>
    <message>
        <source>知道了，接着办</source>
        <translation>Understood, go on</translation>
    </message>
    <message>
        <source>拿不准，找人问一问</source>
        <translation>Not sure? Ask somebody</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>%1，电话 %2，%3</source>
        <translation>%1, telephone %2, %3</translation>
    </message>
    <message>
        <source>找谁帮忙？</source>
        <translation>Who should help?</translation>
    </message>
    <message>
        <source>您填的内容都还在，找人不会丢。</source>
        <translation>Your answers are kept while you ask.</translation>
    </message>
    <message>
        <source>打电话 %1</source>
        <translation>Call %1</translation>
    </message>
    <message>
        <source>用自己的手机打，报上这里的名字</source>
        <translation>From your own phone; say the name of this place</translation>
    </message>
    <message>
        <source>请用手机拨打 %1。</source>
        <translation>Please call %1 from your phone.</translation>
    </message>
    <message>
        <source>写下来，请人答复</source>
        <translation>Write it down for an answer</translation>
    </message>
    <message>
        <source>留下问题和联系方式，有人会回您</source>
        <translation>Leave your question and number; somebody will answer</translation>
    </message>
    <message>
        <source>回去接着办</source>
        <translation>Back to my matter</translation>
    </message>
    <message>
        <source>再叫一次</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>可以再叫一次，或者用下面别的办法。您填的内容都还在。</source>
        <translation>Call again, or take another way below. What you filled in is still there.</translation>
    </message>
    <message>
        <source>没有人来？还有别的办法</source>
        <translation>Nobody came? There are other ways</translation>
    </message>
    <message>
        <source>%1您可以在这里等，也可以到服务台。您填的内容都还在。</source>
        <translation>%1You can wait here or go to the service desk. What you filled in is still there.</translation>
    </message>
    <message>
        <source>亭子上的灯亮了。</source>
        <translation>The lamp on the booth is lit. </translation>
    </message>
    <message>
        <source>值班人员也收到了。</source>
        <translation>The staff on duty have been told. </translation>
    </message>
    <message>
        <source>值班人员已经接通</source>
        <translation>The staff on duty took the call</translation>
    </message>
    <message>
        <source>叫工作人员过来</source>
        <translation>Call somebody to come</translation>
    </message>
    <message>
        <source>已经替您留了求助工单，编号 %1。网络通了会自己送到，不用再留。</source>
        <translation>A request for help was left for you, code %1. It is sent by itself once the network is back.</translation>
    </message>
    <message>
        <source>有人来了，不用叫了</source>
        <translation>They came, stop calling</translation>
    </message>
    <message>
        <source>有人知道了，正在过来</source>
        <translation>Somebody knows and is coming</translation>
    </message>
    <message>
        <source>正在叫人</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>正在替您留一张求助工单。</source>
        <translation>A request for help is being left for you.</translation>
    </message>
    <message>
        <source>求助工单已经送到省里，编号 %1。</source>
        <translation>The request for help has reached the province, code %1.</translation>
    </message>
    <message>
        <source>求助工单没有留成。请打电话，或者到服务台。</source>
        <translation>The request could not be left. Please telephone, or go to the service desk.</translation>
    </message>
    <message>
        <source>灯会灭，值班人员也会知道</source>
        <translation>The lamp goes off, the staff are told</translation>
    </message>
    <message>
        <source>现在就视频说</source>
        <translation>Talk by video now</translation>
    </message>
    <message>
        <source>请在这里等一等。您填的内容都还在。</source>
        <translation>Please wait here. What you filled in is still there.</translation>
    </message>
    <message>
        <source>亮灯，告诉值班人员。没人来就留一张不写姓名的求助工单</source>
        <translation>Lights the lamp and tells the staff. If nobody comes, a request without your name is left</translation>
    </message>
    <message>
        <source>值班人员在那一头等您。您填的内容都还在。</source>
        <translation>They wait for you at the other end. What you filled in is kept.</translation>
    </message>
    <message>
        <source>有人接通了，可以视频说</source>
        <translation>Somebody answered: speak by video</translation>
    </message>
</context>
<context>
    <name>HoldButton</name>
    <message>
        <source>按住显示，松开遮住</source>
        <translation>Hold to show, let go to cover</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>现在不能收材料，急着办请打 12348。</source>
        <translation>No papers now, dial 12348.</translation>
    </message>
    <message>
        <source>这台机器现在不能收材料。查法律、看要带什么、叫人帮忙都可以；急着办请打 12348。</source>
        <translation>This machine cannot take papers now. Looking up the law, what to bring and calling for help all work; if it is urgent, dial 12348.</translation>
    </message>
    <message>
        <source>：</source>
        <translation>: </translation>
    </message>
    <message>
        <source>别人欠我钱</source>
        <translation>Owed money</translation>
    </message>
    <message>
        <source>借款、货款、工钱要不回来</source>
        <translation>Loans, goods or wages not paid</translation>
    </message>
    <message>
        <source>打官司</source>
        <translation>Go to court</translation>
    </message>
    <message>
        <source>递状子、开庭、上诉</source>
        <translation>File, attend, appeal</translation>
    </message>
    <message>
        <source>找律师谈</source>
        <translation>Ask a lawyer</translation>
    </message>
    <message>
        <source>有事先问问律师</source>
        <translation>Ask first, then decide</translation>
    </message>
    <message>
        <source>调解</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>请人居中说和，不收费</source>
        <translation>A neutral helper, free</translation>
    </message>
    <message>
        <source>查进度</source>
        <translation>My filing</translation>
    </message>
    <message>
        <source>凭条、案子办到哪了</source>
        <translation>See how it is going</translation>
    </message>
    <message>
        <source>您遇到了什么事？</source>
        <translation>What has happened?</translation>
    </message>
    <message>
        <source>您遇到了
什么事？</source>
        <translation>What has
happened?</translation>
    </message>
    <message>
        <source>点下面一项。免费使用，到要用身份时再刷身份证。</source>
        <translation>Touch one below. Free; your ID card is asked for only when needed.</translation>
    </message>
    <message>
        <source>点下面一项。</source>
        <translation>Touch one below.</translation>
    </message>
    <message>
        <source>全部 %1 项服务</source>
        <translation>All %1 services</translation>
    </message>
    <message>
        <source>全部服务</source>
        <translation>All services</translation>
    </message>
    <message>
        <source>问一问</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>语言和使用方式</source>
        <translation>Language and looks</translation>
    </message>
    <message>
        <source>免费使用，到要用身份时再刷身份证</source>
        <translation>Free. Your ID card is asked for only when needed</translation>
    </message>
    <message>
        <source>说一句话来找</source>
        <translation>Say what you need</translation>
    </message>
    <message>
        <source>点一项，或者说出来。</source>
        <translation>Touch one, or say it.</translation>
    </message>
    <message>
        <source>这张服务卡在本机没有登记，打不开维护。</source>
        <translation>This service card is unknown here.</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>电子送达</source>
        <translation>Electronic service</translation>
    </message>
    <message>
        <source>送给我的文书</source>
        <translation>Papers served on me</translation>
    </message>
    <message>
        <source>没有新的文书</source>
        <translation>No new papers</translation>
    </message>
    <message>
        <source>给您送来 %1 份文书</source>
        <translation>%1 papers were served on you</translation>
    </message>
    <message>
        <source>送到那天就算送达，没打开也算。</source>
        <translation>They count from the day they arrived, opened or not.</translation>
    </message>
    <message>
        <source>打开这份文书</source>
        <translation>Open this paper</translation>
    </message>
    <message>
        <source>申请缓、减、免交</source>
        <translation>Ask for fee relief</translation>
    </message>
    <message>
        <source>不服，一键上诉</source>
        <translation>Appeal</translation>
    </message>
    <message>
        <source>写答辩状</source>
        <translation>Write an answer</translation>
    </message>
    <message>
        <source>现在就办</source>
        <translation>Do it now</translation>
    </message>
    <message>
        <source>您没有同意电子送达，法院会把文书寄到您的地址。想改成电子的，点下面“改送达方式”。</source>
        <translation>You did not agree to electronic service; the court sends papers to your address. To change that, touch the button below.</translation>
    </message>
    <message>
        <source>没有文书送来，不用做什么。法院也可能把文书寄到您家里，请留意。</source>
        <translation>No papers came and nothing is to be done. The court may also send papers to your home.</translation>
    </message>
    <message>
        <source>%1 送到</source>
        <translation>arrived %1</translation>
    </message>
    <message>
        <source>要办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>没看过</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>看过</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>已签收</source>
        <translation>Receipted</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Page before</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>改送达方式</source>
        <translation>Change how papers come</translation>
    </message>
    <message>
        <source>%1 开始</source>
        <translation>Begins %1</translation>
    </message>
    <message>
        <source>%1 开始，提前 15 分钟可以进入</source>
        <translation>Begins %1; open 15 minutes before</translation>
    </message>
    <message>
        <source>没到时间</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>现在进不去。等一会儿再点一次，或者点“找人帮忙”。</source>
        <translation>You cannot go in now. Try again in a while, or ask a person for help.</translation>
    </message>
    <message>
        <source>现在进入</source>
        <translation>Go in now</translation>
    </message>
    <message>
        <source>约好的会</source>
        <translation>Your appointments</translation>
    </message>
    <message>
        <source>约好的公证</source>
        <translation>Notary appointment</translation>
    </message>
    <message>
        <source>约好的开庭</source>
        <translation>Hearing appointment</translation>
    </message>
    <message>
        <source>约好的调解</source>
        <translation>Mediation appointment</translation>
    </message>
    <message>
        <source>还没到时间</source>
        <translation>It is not time yet</translation>
    </message>
</context>
<context>
    <name>Interview</name>
    <message>
        <source>第 %1 位，共 %2 位</source>
        <translation>Person %1 of %2</translation>
    </message>
    <message>
        <source>有 %1 处请再看一下：%2</source>
        <translation>Please look again at %1: %2</translation>
    </message>
    <message>
        <source>已答 %1 项</source>
        <translation>%1 answered</translation>
    </message>
    <message>
        <source>展开</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>再加一位</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>去掉这一位</source>
        <translation>Remove this person</translation>
    </message>
    <message>
        <source>有“身份证”标记的是从卡上读的。不对请点“找人帮忙”。</source>
        <translation>What carries the mark “ID card” was read from it. If it is wrong, touch “Help”.</translation>
    </message>
    <message>
        <source>还差“%1”没有答</source>
        <translation>“%1” is not answered yet</translation>
    </message>
    <message>
        <source>还有没答的</source>
        <translation>Some are not answered yet</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>正在看…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>撤销删除</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>去掉了“%1”，点这里撤销</source>
        <translation>“%1” was taken away; touch to undo</translation>
    </message>
</context>
<context>
    <name>Intro</name>
    <message>
        <source>%1，电话 %2，%3</source>
        <translation>%1, telephone %2, %3</translation>
    </message>
    <message>
        <source>您还没有交任何东西。可以先看要带什么、查法律；</source>
        <translation>You have not handed in anything. You can see what to bring and look up the law; </translation>
    </message>
    <message>
        <source>要办请到下面的地方，或打 12348。</source>
        <translation>to get it done, go to the place below or dial 12348.</translation>
    </message>
    <message>
        <source>要办请到服务窗口，或打 12348。</source>
        <translation>to get it done, go to the service desk or dial 12348.</translation>
    </message>
    <message>
        <source>现在不能在这里办</source>
        <translation>Not possible here now</translation>
    </message>
    <message>
        <source>这台机器的存储出了问题，现在不能收材料。</source>
        <translation>This machine's storage has a fault, so it cannot take papers now. </translation>
    </message>
    <message>
        <source>这台机器的存储快满了，现在不能再收要附材料的事。</source>
        <translation>This machine's storage is nearly full, so it cannot take matters with attachments now. </translation>
    </message>
    <message>
        <source>读卡器现在用不了，可以由工作人员核对身份。</source>
        <translation>The card reader is not available; the staff can check who you are.</translation>
    </message>
    <message>
        <source>摄像头现在用不了，可以由工作人员核对身份。</source>
        <translation>The camera is not available; the staff can check who you are.</translation>
    </message>
    <message>
        <source>拍材料的镜头现在用不了，材料可以以后补交。</source>
        <translation>The document camera is not available; papers can be handed in later.</translation>
    </message>
    <message>
        <source>凭条打印机现在用不了，回执可以记下编码以后补打。</source>
        <translation>The slip printer is not available; note the code and print the receipt later.</translation>
    </message>
    <message>
        <source>打印机现在用不了，文书可以以后补打。</source>
        <translation>The printer is not available; copies can be printed later.</translation>
    </message>
    <message>
        <source>这台机器的时间不准，正在校对。可以先填，日子以法院和平台的通知为准。</source>
        <translation>The clock of this machine is wrong and being set. You can go on; for dates, the notices of the court and the platform count.</translation>
    </message>
    <message>
        <source>事项介绍</source>
        <translation>About this matter</translation>
    </message>
    <message>
        <source>正式名称：%1　编号 %2</source>
        <translation>Official name: %1  No. %2</translation>
    </message>
    <message>
        <source>大约 %1 分钟</source>
        <translation>About %1 minutes</translation>
    </message>
    <message>
        <source>时间由您定，不催</source>
        <translation>Take all the time you need</translation>
    </message>
    <message>
        <source>有一个设备现在用不了，请找人帮忙。</source>
        <translation>A device is not available, please ask for help.</translation>
    </message>
    <message>
        <source>要交多少钱</source>
        <translation>What it costs</translation>
    </message>
    <message>
        <source>在这里填写</source>
        <translation>Filling in here</translation>
    </message>
    <message>
        <source>办这件事</source>
        <translation>This matter</translation>
    </message>
    <message>
        <source>不收费</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>法院受理费，例如%1</source>
        <translation>Court fee, for example %1</translation>
    </message>
    <message>
        <source>%1 元</source>
        <translation>¥%1</translation>
    </message>
    <message>
        <source>简易程序或调解只交 %1 元</source>
        <translation>¥%1 in summary procedure or mediation</translation>
    </message>
    <message>
        <source>交费有困难可申请缓、减、免。%1</source>
        <translation>You may ask to defer, reduce or waive it. %1</translation>
    </message>
    <message>
        <source>一共 %1 步</source>
        <translation>%1 steps</translation>
    </message>
    <message>
        <source>也可以换一种办法，效力一样</source>
        <translation>Other ways that count the same</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>正在开始…</source>
        <translation>Beginning…</translation>
    </message>
    <message>
        <source>先问问律师</source>
        <translation>Ask a lawyer first</translation>
    </message>
    <message>
        <source>依据什么法律</source>
        <translation>The law behind it</translation>
    </message>
    <message>
        <source>看看这件事的法律条文</source>
        <translation>Read the articles this matter rests on</translation>
    </message>
    <message>
        <source>法律依据</source>
        <translation>Legal basis</translation>
    </message>
</context>
<context>
    <name>Kept</name>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>在%1：%2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>存证日志</source>
        <translation>Evidence log</translation>
    </message>
    <message>
        <source>您的信息留在哪里、留多久</source>
        <translation>Where your information is kept, and how long</translation>
    </message>
    <message>
        <source>想看、想改、想删平台上的信息，可以在这里按“帮助”找人，或者打 12348。</source>
        <translation>To see, correct or delete what the platform keeps, press Help here, or call 12348.</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>法律服务平台</source>
        <translation>Legal service platform</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>这台机器</source>
        <translation>This terminal</translation>
    </message>
    <message>
        <source>有期限的，到时间就自动删除。第 %1 到 %2 项，共 %3 项。</source>
        <translation>What has a period is deleted by itself. Items %1 to %2 of %3.</translation>
    </message>
</context>
<context>
    <name>KeyGrid</name>
    <message>
        <source>删一个</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>先选一行，再选字。</source>
        <translation>Choose a row, then a key in it.</translation>
    </message>
</context>
<context>
    <name>Laws</name>
    <message>
        <source>这件事依据什么法律</source>
        <translation>The law behind this matter</translation>
    </message>
    <message>
        <source>查法律条文</source>
        <translation>Look up the law</translation>
    </message>
    <message>
        <source>打几个字，或者“民法典 675”这样的法名和条号。</source>
        <translation>Type a few words, or a law and an article such as “民法典 675”.</translation>
    </message>
    <message>
        <source>例如：借款 利息</source>
        <translation>For example: 借款 利息</translation>
    </message>
    <message>
        <source>这台机器还没有装法律条文。请工作人员用 main.py laws import 装入；现在可以打 12348 问，不收费。</source>
        <translation>No laws are installed on this terminal. Staff can add them with main.py laws import; meanwhile call 12348, free of charge.</translation>
    </message>
    <message>
        <source>法律条文现在读不出来。请过一会儿再试，或者找工作人员。</source>
        <translation>The law texts cannot be read now. Please try again in a while, or ask the staff.</translation>
    </message>
    <message>
        <source>没有找到。换几个字试试，字越少越容易找到。</source>
        <translation>Nothing found. Try other words; fewer find more.</translation>
    </message>
    <message>
        <source>找到很多，按法律的顺序排。多打几个字，会找得更准。</source>
        <translation>There are many, in the order of the texts. More words find it better.</translation>
    </message>
    <message>
        <source>%1　第 %2 条</source>
        <translation>%1, articles %2</translation>
    </message>
    <message>
        <source>这台机器上没有这部法律的原文</source>
        <translation>The text of this law is not on this terminal</translation>
    </message>
    <message>
        <source>共 %1 条</source>
        <translation>%1 articles</translation>
    </message>
    <message>
        <source>条文由本站工作人员装入，以官方公布的文本为准。</source>
        <translation>Installed by the staff of this place; the officially published text counts.</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous article</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next article</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Page up</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Page down</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
</context>
<context>
    <name>LegalClock</name>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>日子已经过了</source>
        <translation>The day has passed</translation>
    </message>
    <message>
        <source>今天是最后一天</source>
        <translation>Today is the last day</translation>
    </message>
    <message>
        <source>要办，还剩 %1 天</source>
        <translation>To do, %1 days left</translation>
    </message>
    <message>
        <source>%1　%2　是最后一天</source>
        <translation>Last day: %1, %2</translation>
    </message>
    <message>
        <source>哪一天，文书里写着，请打开看</source>
        <translation>The paper names the day; please open it</translation>
    </message>
    <message>
        <source>怎么算的：%1 送到，从第二天 %2 起数 %3 %4。</source>
        <translation>How it is counted: arrived %1; from the next day, %2, %3 %4. </translation>
    </message>
    <message>
        <source>个工作日</source>
        <translation>working days</translation>
    </message>
    <message>
        <source>个月</source>
        <translation>months</translation>
    </message>
    <message>
        <source>年</source>
        <translation>year</translation>
    </message>
    <message>
        <source>%1 送到。</source>
        <translation>Arrived %1. </translation>
    </message>
    <message>
        <source>依据%1。</source>
        <translation>Basis: %1.</translation>
    </message>
    <message>
        <source>。</source>
        <translation>.</translation>
    </message>
    <message>
        <source>那一年放假的安排还没有公布，日子以法院通知为准。</source>
        <translation>The holidays of that year are not published yet; the court's notice decides the day.</translation>
    </message>
</context>
<context>
    <name>LetterCard</name>
    <message>
        <source>%1 停住　编号 %2</source>
        <translation>Stopped %1   No. %2</translation>
    </message>
    <message>
        <source>%1（%2）</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>不知道是哪一项</source>
        <translation>Matter not known</translation>
    </message>
    <message>
        <source>停住的 %1 件</source>
        <translation>%1 stopped</translation>
    </message>
    <message>
        <source>再送一次</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>存的文件不见了，送不出去</source>
        <translation>A stored file is missing, it cannot be sent</translation>
    </message>
    <message>
        <source>存的文件坏了，送不出去</source>
        <translation>A stored file is damaged, it cannot be sent</translation>
    </message>
    <message>
        <source>正在问…</source>
        <translation>Asking…</translation>
    </message>
    <message>
        <source>省里不收（%1）</source>
        <translation>Refused by the province (%1)</translation>
    </message>
    <message>
        <source>看不到是谁、写了什么。先解决原因再送；省里先被问一遍，不会收到两份。</source>
        <translation>Who it is from and what it says is not shown. Mend the cause first; the province is asked before it is sent, so it never gets two.</translation>
    </message>
</context>
<context>
    <name>LetterKeys</name>
    <message>
        <source>大写</source>
        <translation>In words</translation>
    </message>
    <message>
        <source>符号</source>
        <translation>Symbols</translation>
    </message>
    <message>
        <source>删一个字</source>
        <translation>Delete a character</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>英文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>换成中文</source>
        <translation>Switch to Chinese</translation>
    </message>
    <message>
        <source>换成英文字母</source>
        <translation>Switch to Latin letters</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Lookup</name>
    <message>
        <source>查办到哪了</source>
        <translation>How is my filing going</translation>
    </message>
    <message>
        <source>查询码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>例如 K7 4P 29</source>
        <translation>e.g. K7 4P 29</translation>
    </message>
    <message>
        <source>这个码不完整，请对照凭条再看一下。</source>
        <translation>This code is not complete, please compare it with the slip.</translation>
    </message>
    <message>
        <source>这台机器上没查到这个码。请再核对一下，或者到当时办理的那台机器查。</source>
        <translation>This machine does not know this code. Please check it, or ask the machine where you filed.</translation>
    </message>
    <message>
        <source>现在查不了，不是没有这个码。请过一会儿再查，或者找工作人员。</source>
        <translation>It cannot be looked up now; that does not mean that there is nothing under this code. Please try again in a while, or ask the staff.</translation>
    </message>
    <message>
        <source>码里没有数字 0、1，也没有字母 O、I、L。</source>
        <translation>Codes have no 0 or 1 and no O, I or L.</translation>
    </message>
    <message>
        <source>查一查</source>
        <translation>Look it up</translation>
    </message>
    <message>
        <source>正在查…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>请先输入查询码</source>
        <translation>Enter the code first</translation>
    </message>
    <message>
        <source>刷身份证，看我的全部</source>
        <translation>ID card: all of mine</translation>
    </message>
    <message>
        <source>请输入凭条或回执上的查询码。有草稿码的，也在这里打进去，接着办。</source>
        <translation>Enter the code of your slip or receipt. A draft code goes here too, to go on with it.</translation>
    </message>
</context>
<context>
    <name>LookupResult</name>
    <message>
        <source>已经送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>对方没有收，要补一下</source>
        <translation>Not accepted, something is missing</translation>
    </message>
    <message>
        <source>已保存，还没有送到</source>
        <translation>Saved, not delivered yet</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>要补一下</source>
        <translation>Needs a change</translation>
    </message>
    <message>
        <source>已保存，尚未送达</source>
        <translation>Saved, not delivered</translation>
    </message>
    <message>
        <source>查询码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>回执号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>保存时间</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>送达时间</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>印好了，请从屏幕下方的出纸口取。</source>
        <translation>Printed. Please take it from the slot below the screen.</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>不确定印出来没有，请先看看出纸口。</source>
        <translation>Not sure whether it printed. Please look at the slot first.</translation>
    </message>
    <message>
        <source>没印出来。可以记下上面的码，或者找人看一下打印机。</source>
        <translation>It did not print. Note the code above, or ask somebody to look at the printer.</translation>
    </message>
    <message>
        <source>看好了，结束</source>
        <translation>Done, end</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
</context>
<context>
    <name>MaintenanceBand</name>
    <message>
        <source>维护模式，居民现在不能使用</source>
        <translation>Maintenance: not in service now</translation>
    </message>
    <message>
        <source>看不到任何人的案件和材料。每一步都有记录。</source>
        <translation>Nobody's case or papers are shown. Every step is recorded.</translation>
    </message>
</context>
<context>
    <name>Meeting</name>
    <message>
        <source>上一条</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>下次在任何一台终端输入 %1，接着谈。请抄下来，7 天内有效。</source>
        <translation>Type %1 at any terminal next time. Please write it down; valid for 7 days.</translation>
    </message>
    <message>
        <source>不同意录</source>
        <translation>I do not agree</translation>
    </message>
    <message>
        <source>不对</source>
        <translation>No</translation>
    </message>
    <message>
        <source>不想用摄像头的，请工作人员核对，一样算数。</source>
        <translation>If you would rather not use the camera, ask the staff: it counts the same.</translation>
    </message>
    <message>
        <source>举手发言</source>
        <translation>Ask to speak</translation>
    </message>
    <message>
        <source>休息中。</source>
        <translation>Break.</translation>
    </message>
    <message>
        <source>例如 12345 67890</source>
        <translation>Such as 12345 67890</translation>
    </message>
    <message>
        <source>例如 分两次还清</source>
        <translation>Such as paid in two parts</translation>
    </message>
    <message>
        <source>先遮住我</source>
        <translation>Hide me</translation>
    </message>
    <message>
        <source>公证室</source>
        <translation>Notary</translation>
    </message>
    <message>
        <source>刚刚有改动，请再看一遍。</source>
        <translation>It was changed just now. Please look again.</translation>
    </message>
    <message>
        <source>十位号码</source>
        <translation>Ten digits</translation>
    </message>
    <message>
        <source>号码是十位数字，请再看一下。</source>
        <translation>The number has ten digits, please look again.</translation>
    </message>
    <message>
        <source>各方都同意才录。您不同意，照样进行，没有任何影响。</source>
        <translation>Only with everybody's consent. If you say no, it goes on all the same.</translation>
    </message>
    <message>
        <source>同意录</source>
        <translation>I agree</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>对，没有争议</source>
        <translation>Yes, undisputed</translation>
    </message>
    <message>
        <source>小画面里就是别人看到的您。</source>
        <translation>The small picture is what the others see of you.</translation>
    </message>
    <message>
        <source>就这样提出</source>
        <translation>Propose this</translation>
    </message>
    <message>
        <source>已经到门口。主持人请您进来之前，谁也看不见您。</source>
        <translation>You are at the door. Nobody sees you before you are let in.</translation>
    </message>
    <message>
        <source>已遮住</source>
        <translation>Hidden</translation>
    </message>
    <message>
        <source>已遮住：别人现在看不到您，也听不到您。</source>
        <translation>Hidden: the others neither see nor hear you now.</translation>
    </message>
    <message>
        <source>开始之前，再核对一次是您本人</source>
        <translation>Before it begins, one more look that it is you</translation>
    </message>
    <message>
        <source>您同意这一条。</source>
        <translation>You agree to this clause.</translation>
    </message>
    <message>
        <source>您对这一条有不同意见。</source>
        <translation>You do not agree to this clause.</translation>
    </message>
    <message>
        <source>您想怎么写</source>
        <translation>Your wording</translation>
    </message>
    <message>
        <source>您现在单独等候。轮到您时会请您进来。</source>
        <translation>You wait apart. You will be called in.</translation>
    </message>
    <message>
        <source>我已经说了</source>
        <translation>I have said it</translation>
    </message>
    <message>
        <source>我是谁，我要办什么，这是我自愿的。</source>
        <translation>Who I am, what I want done, and that it is my own wish.</translation>
    </message>
    <message>
        <source>摄像关了</source>
        <translation>Camera off</translation>
    </message>
    <message>
        <source>摄像头关着：别人看不到您，只听声音。</source>
        <translation>Camera off: the others hear you but do not see you.</translation>
    </message>
    <message>
        <source>摄像开着</source>
        <translation>Camera on</translation>
    </message>
    <message>
        <source>放下手</source>
        <translation>Lower hand</translation>
    </message>
    <message>
        <source>核对本人</source>
        <translation>Check it is me</translation>
    </message>
    <message>
        <source>正在记录</source>
        <translation>On the record</translation>
    </message>
    <message>
        <source>正在进去…</source>
        <translation>Going in…</translation>
    </message>
    <message>
        <source>没有录像</source>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>法庭</source>
        <translation>Court</translation>
    </message>
    <message>
        <source>现在只有您和调解员。其他人听不见、看不见，也不记录。</source>
        <translation>Only you and the mediator. Nobody else hears or sees; nothing is recorded.</translation>
    </message>
    <message>
        <source>现在没有要您做的事。在场：%1</source>
        <translation>Nothing is asked of you now. Present: %1</translation>
    </message>
    <message>
        <source>现在还不能这样做，请稍等。</source>
        <translation>Not possible just now, please wait.</translation>
    </message>
    <message>
        <source>现在连不上平台，请过一会儿再试。</source>
        <translation>The province cannot be reached. Please try again later.</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>第 %1 分钟</source>
        <translation>Minute %1</translation>
    </message>
    <message>
        <source>要不要录音录像，由您选</source>
        <translation>Recording: your choice</translation>
    </message>
    <message>
        <source>译员掉线，已暂停。请等译员回来，什么都不会漏掉。</source>
        <translation>The interpreter's line is lost. Everything waits; you miss nothing.</translation>
    </message>
    <message>
        <source>话筒关了</source>
        <translation>Mic off</translation>
    </message>
    <message>
        <source>话筒开着</source>
        <translation>Mic on</translation>
    </message>
    <message>
        <source>请先输入十位号码</source>
        <translation>Enter the ten digits first</translation>
    </message>
    <message>
        <source>请对着公证员大声说出您的意愿</source>
        <translation>Please say your wish aloud to the notary</translation>
    </message>
    <message>
        <source>请输入收到的号码</source>
        <translation>Enter the number you were given</translation>
    </message>
    <message>
        <source>调解、公证、开庭</source>
        <translation>Mediation, notary, hearing</translation>
    </message>
    <message>
        <source>调解协议　第 %1 条，共 %2 条</source>
        <translation>Agreement, clause %1 of %2</translation>
    </message>
    <message>
        <source>调解员正在和另一方单独谈，请稍等。您现在听不到，也没有人听得到您。</source>
        <translation>The mediator talks apart with another side. You hear nothing, and nobody hears you.</translation>
    </message>
    <message>
        <source>调解室</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>谈的话不作证据</source>
        <translation>Words here are no evidence</translation>
    </message>
    <message>
        <source>过几天再来谈：要一个号码</source>
        <translation>Come back in some days: get a number</translation>
    </message>
    <message>
        <source>这一场在这里结束了。</source>
        <translation>It is over here.</translation>
    </message>
    <message>
        <source>这一步没有办成，请再点一次，或找人帮忙。</source>
        <translation>That was not done. Touch again, or ask for help.</translation>
    </message>
    <message>
        <source>这个号码不对、用过了或者过期了。请联系邀请您的人再要一个。</source>
        <translation>This number is wrong, was used or is too old. Please ask for another one.</translation>
    </message>
    <message>
        <source>这件事没有争议吗</source>
        <translation>Is this undisputed?</translation>
    </message>
    <message>
        <source>这台机器现在放不出画面，下面的事照样能办。</source>
        <translation>No picture on this machine now; everything below works all the same.</translation>
    </message>
    <message>
        <source>这条再商量</source>
        <translation>Discuss this one</translation>
    </message>
    <message>
        <source>这条我同意</source>
        <translation>I agree to this</translation>
    </message>
    <message>
        <source>进去</source>
        <translation>Go in</translation>
    </message>
    <message>
        <source>邀请您的人给了您十位数字，只能用一次。</source>
        <translation>Whoever called you gave you ten digits; they work once.</translation>
    </message>
    <message>
        <source>先写几个字</source>
        <translation>Write a few words first</translation>
    </message>
    <message>
        <source>您：</source>
        <translation>You: </translation>
    </message>
    <message>
        <source>留言</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>现在连不上</source>
        <translation>No line just now</translation>
    </message>
    <message>
        <source>打字说给在场的人</source>
        <translation>Type to everybody here</translation>
    </message>
    <message>
        <source>不方便说，就打字</source>
        <translation>If speaking is hard, type</translation>
    </message>
    <message>
        <source>发给大家</source>
        <translation>Say it</translation>
    </message>
    <message>
        <source>留言给各方</source>
        <translation>Message to all</translation>
    </message>
    <message>
        <source>留言，对方几天里都看得到</source>
        <translation>A message they can read for days</translation>
    </message>
    <message>
        <source>别人还看得到台面上的东西。</source>
        <translation>The others also see what lies on the table.</translation>
    </message>
    <message>
        <source>在场的人</source>
        <translation>those present</translation>
    </message>
    <message>
        <source>您对这一条的答复写好了，等着送达。</source>
        <translation>Your answer to this clause is written and waits to be delivered.</translation>
    </message>
    <message>
        <source>您的写法：%1</source>
        <translation>Your wording: %1</translation>
    </message>
    <message>
        <source>您的答复：再商量</source>
        <translation>Your answer: discuss again</translation>
    </message>
    <message>
        <source>您的答复：同意</source>
        <translation>Your answer: agreed</translation>
    </message>
    <message>
        <source>拍的照片会封存在这次的案卷里。</source>
        <translation>Pictures are sealed into the file of this session.</translation>
    </message>
    <message>
        <source>没有网络，没有画面。能读、能写，写的会送到。</source>
        <translation>No network, no picture. You can read and write; what you write will be delivered.</translation>
    </message>
    <message>
        <source>没有送成</source>
        <translation>Not delivered</translation>
    </message>
    <message>
        <source>现在连不上平台。这是 %1 读到的内容。您写的留言和答复先封好放在这台终端，连上就送，只送一次。</source>
        <translation>The platform cannot be reached. This was read on %1. What you write is kept sealed at this terminal and delivered once, when the network is back.</translation>
    </message>
    <message>
        <source>留言：%1</source>
        <translation>Message: %1</translation>
    </message>
    <message>
        <source>等着送达</source>
        <translation>Waiting to be delivered</translation>
    </message>
</context>
<context>
    <name>MeetingBooth</name>
    <message>
        <source>四样都看过再点；有一样不行，请找人帮忙</source>
        <translation>Look at all four first; if one is not right, ask for help</translation>
    </message>
    <message>
        <source>开庭之前，看看您身边</source>
        <translation>Before the hearing, look around you</translation>
    </message>
    <message>
        <source>没有无关的人在场</source>
        <translation>Nobody else is here</translation>
    </message>
    <message>
        <source>画面里看得清我</source>
        <translation>I am clear in the picture</translation>
    </message>
    <message>
        <source>话筒听得清我</source>
        <translation>The microphone hears me</translation>
    </message>
    <message>
        <source>都看过了</source>
        <translation>All four are fine</translation>
    </message>
    <message>
        <source>门关好了，这里安静</source>
        <translation>The door is shut, it is quiet</translation>
    </message>
</context>
<context>
    <name>MeetingPaper</name>
    <message>
        <source>一键申请司法确认（不收费）</source>
        <translation>Apply for confirmation in one tap (free)</translation>
    </message>
    <message>
        <source>不签</source>
        <translation>Do not sign</translation>
    </message>
    <message>
        <source>为什么不签</source>
        <translation>Why not</translation>
    </message>
    <message>
        <source>再打一份</source>
        <translation>Print another</translation>
    </message>
    <message>
        <source>各方都签了，已生效。</source>
        <translation>All have signed; in force.</translation>
    </message>
    <message>
        <source>打印一份</source>
        <translation>Print one</translation>
    </message>
    <message>
        <source>正在取文书…</source>
        <translation>Getting the paper…</translation>
    </message>
    <message>
        <source>确认不签</source>
        <translation>Yes, do not sign</translation>
    </message>
    <message>
        <source>等 %1 签名。</source>
        <translation>Waiting for %1 to sign.</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>请写几个字</source>
        <translation>A few words</translation>
    </message>
    <message>
        <source>轮到您签名。请先看完。</source>
        <translation>Your turn to sign. Please read it first.</translation>
    </message>
    <message>
        <source>这份文书涉及身份关系，要打印出来在纸上签。</source>
        <translation>This paper concerns personal status: it is printed and signed by hand.</translation>
    </message>
    <message>
        <source>擦掉重写</source>
        <translation>Wipe and write again</translation>
    </message>
    <message>
        <source>不方便写，直接点“签名”，一样有效。</source>
        <translation>If writing is hard, just touch “Sign”: it counts the same.</translation>
    </message>
    <message>
        <source>在这个框里签</source>
        <translation>Sign in this box</translation>
    </message>
</context>
<context>
    <name>MeetingReading</name>
    <message>
        <source>往下看</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>请从头读到尾：%1</source>
        <translation>Please read to the end: %1</translation>
    </message>
    <message>
        <source>请先读到最后</source>
        <translation>Read to the end first</translation>
    </message>
    <message>
        <source>读完了，同意</source>
        <translation>I have read it and agree</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>语言、字号、颜色</source>
        <translation>Language, size, colour</translation>
    </message>
    <message>
        <source>标准字</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>平常</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>夜间</source>
        <translation>Night</translation>
    </message>
    <message>
        <source>黑底黄字</source>
        <translation>Yellow on black</translation>
    </message>
    <message>
        <source>白底黑字</source>
        <translation>Black on white</translation>
    </message>
    <message>
        <source>使用方式</source>
        <translation>Ways to use</translation>
    </message>
    <message>
        <source>坐着用</source>
        <translation>Seated</translation>
    </message>
    <message>
        <source>少动画</source>
        <translation>Less motion</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>技术人员</source>
        <translation>Technician</translation>
    </message>
    <message>
        <source>一个键往下走，一个键确认。空格和回车也一样。</source>
        <translation>One key moves on, one key chooses. Space and Enter do the same.</translation>
    </message>
    <message>
        <source>一键操作</source>
        <translation>One key</translation>
    </message>
    <message>
        <source>两键操作</source>
        <translation>Two keys</translation>
    </message>
    <message>
        <source>左手用</source>
        <translation>Left hand</translation>
    </message>
    <message>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>手语</source>
        <translation>Sign language</translation>
    </message>
    <message>
        <source>框会自己往下走，走到要的那一项时按确认键。</source>
        <translation>The ring moves on by itself. Press your key when it reaches what you want.</translation>
    </message>
    <message>
        <source>特大字</source>
        <translation>Largest text</translation>
    </message>
    <message>
        <source>简单说法</source>
        <translation>Plain words</translation>
    </message>
    <message>
        <source>要字幕</source>
        <translation>Captions</translation>
    </message>
    <message>
        <source>信息留多久</source>
        <translation>What is kept</translation>
    </message>
</context>
<context>
    <name>Minor</name>
    <message>
        <source>这件事要请监护人来</source>
        <translation>A guardian has to do this</translation>
    </message>
    <message>
        <source>谢谢您告诉我们。您没有做错什么。</source>
        <translation>Thank you for telling us. You have done nothing wrong.</translation>
    </message>
    <message>
        <source>监护人是爸爸妈妈；他们不在了或者不能照顾您，是祖父母、成年的哥哥姐姐、居委会或村委会。</source>
        <translation>Your guardians are your parents; if they are gone or cannot care for you, your grandparents, a grown brother or sister, or the neighbourhood or village committee.</translation>
    </message>
    <message>
        <source>有人伤害您，马上打 110，不用等大人；也可以打 12355 青少年热线或 12338 妇女儿童热线。</source>
        <translation>If somebody hurts you, call 110 at once; you need no grown-up for that. There are also 12355 for young people and 12338 for women and children.</translation>
    </message>
    <message>
        <source>我要告诉别人一件事</source>
        <translation>I want to tell somebody something</translation>
    </message>
    <message>
        <source>受欺负、受伤害、没人管，都可以在这里说</source>
        <translation>Bullied, hurt or left alone: you can say it here</translation>
    </message>
    <message>
        <source>问问律师</source>
        <translation>Ask a lawyer</translation>
    </message>
    <message>
        <source>不花钱，自己就能问</source>
        <translation>Free, and you can ask by yourself</translation>
    </message>
    <message>
        <source>看看法律援助怎么申请</source>
        <translation>See how to ask for legal aid</translation>
    </message>
    <message>
        <source>国家出钱请律师；申请由监护人交</source>
        <translation>The state pays the lawyer; your guardian hands in the application</translation>
    </message>
    <message>
        <source>我满十六岁，靠自己干活挣钱生活</source>
        <translation>I am sixteen or older and live on my own work</translation>
    </message>
    <message>
        <source>那您可以自己办（民法典第18条）</source>
        <translation>Then you can do it yourself (Civil Code art. 18)</translation>
    </message>
    <message>
        <source>监护人在，用监护人的证</source>
        <translation>My guardian is here: use their card</translation>
    </message>
</context>
<context>
    <name>ModeButtons</name>
    <message>
        <source>大字</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>坐着用</source>
        <translation>Seated</translation>
    </message>
    <message>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>手语</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>特大字</source>
        <translation>Largest</translation>
    </message>
</context>
<context>
    <name>OpinionRow</name>
    <message>
        <source>认可</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>不认可</source>
        <translation>Disputed</translation>
    </message>
    <message>
        <source>说不准</source>
        <translation>Not sure</translation>
    </message>
</context>
<context>
    <name>OptionGrid</name>
    <message>
        <source>前面的</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>后面的</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>OutOfService</name>
    <message>
        <source>这台机器暂停服务</source>
        <translation>This machine is closed</translation>
    </message>
    <message>
        <source>正在维护，已经交上来的都不受影响。</source>
        <translation>Under maintenance. What was handed in is not affected.</translation>
    </message>
    <message>
        <source>已经有人来处理，已经交上来的都不受影响。</source>
        <translation>Somebody is on the way. What was handed in is not affected.</translation>
    </message>
    <message>
        <source>急着办：请到服务窗口，或打 12348 公共法律服务热线。</source>
        <translation>Urgent? Go to the service window or call 12348, the public legal service line.</translation>
    </message>
    <message>
        <source>这张服务卡在本机没有登记，打不开维护。</source>
        <translation>This service card is unknown here.</translation>
    </message>
</context>
<context>
    <name>PageThumb</name>
    <message>
        <source>第 %1 页，%2</source>
        <translation>Page %1, %2</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>%1，第 %2 页，共 %3 页</source>
        <translation>%1, page %2 of %3</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>看原样</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>看文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>往上</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>往下</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>往左</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>往右</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>上页</source>
        <translation>Prev</translation>
    </message>
    <message>
        <source>这是第一页</source>
        <translation>This is the first page</translation>
    </message>
    <message>
        <source>共 %1 页</source>
        <translation>%1 pages</translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation>Page %1 of %2</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>人物与证件</source>
        <translation>People and cards</translation>
    </message>
    <message>
        <source>全部虚构，照片为合成块</source>
        <translation>All fictitious, photos are generated</translation>
    </message>
    <message>
        <source>放卡</source>
        <translation>Lay card</translation>
    </message>
    <message>
        <source>放下选中人物的证件，本人也站到镜头前</source>
        <translation>Lays down the card of the person selected, who also steps before the camera</translation>
    </message>
    <message>
        <source>拿走</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>镜头前换人</source>
        <translation>Swap the face</translation>
    </message>
    <message>
        <source>选中的人物站到镜头前，证件不动</source>
        <translation>The person selected steps before the camera; the card stays</translation>
    </message>
    <message>
        <source>卡在读卡区</source>
        <translation>Card on the reader</translation>
    </message>
    <message>
        <source>没有卡</source>
        <translation>No card</translation>
    </message>
</context>
<context>
    <name>PlacePlan</name>
    <message>
        <source>示意图，中间是这台机器，上面是北</source>
        <translation>A sketch: this terminal in the middle, north above</translation>
    </message>
    <message>
        <source>↑ 北
直线距离</source>
        <translation>↑ North
as the crow flies</translation>
    </message>
    <message>
        <source>您在这里</source>
        <translation>You are here</translation>
    </message>
    <message>
        <source>↑ 北</source>
        <translation>↑ North</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>服务站</source>
        <translation>Service point</translation>
    </message>
    <message>
        <source>法律援助</source>
        <translation>Legal aid</translation>
    </message>
    <message>
        <source>调解</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>法院</source>
        <translation>Court</translation>
    </message>
    <message>
        <source>律师</source>
        <translation>Lawyers</translation>
    </message>
    <message>
        <source>公证</source>
        <translation>Notary</translation>
    </message>
    <message>
        <source>仲裁</source>
        <translation>Arbitration</translation>
    </message>
    <message>
        <source>司法所</source>
        <translation>Justice office</translation>
    </message>
    <message>
        <source>检察院</source>
        <translation>Procurator</translation>
    </message>
    <message>
        <source>鉴定</source>
        <translation>Forensics</translation>
    </message>
    <message>
        <source>北</source>
        <translation>north</translation>
    </message>
    <message>
        <source>东北</source>
        <translation>north-east</translation>
    </message>
    <message>
        <source>东</source>
        <translation>east</translation>
    </message>
    <message>
        <source>东南</source>
        <translation>south-east</translation>
    </message>
    <message>
        <source>南</source>
        <translation>south</translation>
    </message>
    <message>
        <source>西南</source>
        <translation>south-west</translation>
    </message>
    <message>
        <source>西</source>
        <translation>west</translation>
    </message>
    <message>
        <source>西北</source>
        <translation>north-west</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>附近谁能帮您</source>
        <translation>Who can help nearby</translation>
    </message>
    <message>
        <source>　%1方　直线 %2</source>
        <translation>, %1, %2 as the crow flies</translation>
    </message>
    <message>
        <source>从近到远排。没有网也能看。</source>
        <translation>The nearest first. Works without a network.</translation>
    </message>
    <message>
        <source>没有网也能看。这台机器不知道自己的位置，所以没有距离。</source>
        <translation>Works without a network. This terminal does not know where it stands, so there are no distances.</translation>
    </message>
    <message>
        <source>现在开着，到 %1</source>
        <translation>open until %1</translation>
    </message>
    <message>
        <source>今天 %1 开</source>
        <translation>opens today at %1</translation>
    </message>
    <message>
        <source>明天 %1 开</source>
        <translation>opens tomorrow at %1</translation>
    </message>
    <message>
        <source>%1 %2 开</source>
        <translation>opens %1 at %2</translation>
    </message>
    <message>
        <source>%1 天后 %2 开</source>
        <translation>opens in %1 days at %2</translation>
    </message>
    <message>
        <source>全天可用</source>
        <translation>open day and night</translation>
    </message>
    <message>
        <source>近两周不开</source>
        <translation>closed for two weeks or more</translation>
    </message>
    <message>
        <source>几点开请先打电话问</source>
        <translation>please call to ask when it is open</translation>
    </message>
    <message>
        <source>这台机器还没有收到名录。请打 12348 问，不收费，或者找工作人员。</source>
        <translation>This terminal has no directory yet. Please call 12348, free of charge, or ask the staff.</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>开着</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>没开</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>没有台阶，轮椅能进</source>
        <translation>No steps, wheelchairs can enter</translation>
    </message>
    <message>
        <source>这里办的事，在这台机器上也能办</source>
        <translation>What is done there can also be done here</translation>
    </message>
    <message>
        <source>约个时间</source>
        <translation>Book an hour</translation>
    </message>
    <message>
        <source>再远一些</source>
        <translation>Further out</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>近一些</source>
        <translation>Nearer</translation>
    </message>
    <message>
        <source>最近的在这里</source>
        <translation>These are the nearest</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>文书没有写成</source>
        <translation>The papers could not be written</translation>
    </message>
    <message>
        <source>正在写您的文书</source>
        <translation>Writing your papers</translation>
    </message>
    <message>
        <source>第 %1 份，共 %2 份：%3</source>
        <translation>Paper %1 of %2: %3</translation>
    </message>
    <message>
        <source>您填的都在，没有丢。可以再试一次，或者找人帮忙。</source>
        <translation>Your answers are all here. Try once more, or ask for help.</translation>
    </message>
    <message>
        <source>一般几秒钟就好。</source>
        <translation>Usually a few seconds.</translation>
    </message>
    <message>
        <source>还没有提交。屏幕上遮住号码，交出去的是全的。</source>
        <translation>Not handed in yet. Numbers are covered on the screen only.</translation>
    </message>
    <message>
        <source>回头看没看过的</source>
        <translation>Go back to pages not seen</translation>
    </message>
    <message>
        <source>看下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>都看过了，去签名</source>
        <translation>All seen, go and sign</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>正在写…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>有地方要改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>这是照您说的写的。请按下面的“朗读”听一遍，对了再签；不会写字的可以按指印。</source>
        <translation>This was written as you said it. Please touch “Read” below and listen before you sign; who cannot write may give a fingerprint.</translation>
    </message>
</context>
<context>
    <name>PrinterTrouble</name>
    <message>
        <source>打印机没纸了</source>
        <translation>The printer is out of paper</translation>
    </message>
    <message>
        <source>打印机快没纸了</source>
        <translation>The printer is low on paper</translation>
    </message>
    <message>
        <source>打印机盖子开着</source>
        <translation>The printer cover is open</translation>
    </message>
    <message>
        <source>打印机卡纸了</source>
        <translation>Paper is stuck in the printer</translation>
    </message>
    <message>
        <source>切纸刀卡住了</source>
        <translation>The cutter is stuck</translation>
    </message>
    <message>
        <source>打印机没有开</source>
        <translation>The printer is off</translation>
    </message>
    <message>
        <source>打印机没有接上</source>
        <translation>The printer is not connected</translation>
    </message>
    <message>
        <source>打印机没墨粉了</source>
        <translation>The printer is out of toner</translation>
    </message>
    <message>
        <source>打印机没有回话</source>
        <translation>The printer does not answer</translation>
    </message>
    <message>
        <source>不知道打出来没有</source>
        <translation>Not sure whether it printed</translation>
    </message>
    <message>
        <source>纸由工作人员来加，加好了再打</source>
        <translation>The staff adds paper, then it prints</translation>
    </message>
    <message>
        <source>这一张也许够，不够就请人加纸</source>
        <translation>There may be enough for this one; if not, the staff adds paper</translation>
    </message>
    <message>
        <source>把盖子按下去，听到“咔”一声就好</source>
        <translation>Press the cover down until it clicks</translation>
    </message>
    <message>
        <source>请不要硬拉，等工作人员来取</source>
        <translation>Please do not pull, wait for the staff</translation>
    </message>
    <message>
        <source>请不要碰刀口，等工作人员来看</source>
        <translation>Please do not touch the blade, wait for the staff</translation>
    </message>
    <message>
        <source>由工作人员打开</source>
        <translation>The staff will switch it on</translation>
    </message>
    <message>
        <source>由工作人员接好</source>
        <translation>The staff will connect it</translation>
    </message>
    <message>
        <source>墨粉由工作人员来换</source>
        <translation>The staff changes the toner</translation>
    </message>
    <message>
        <source>等一会儿再打，或者请人来看</source>
        <translation>Print a little later, or call somebody</translation>
    </message>
    <message>
        <source>请先看看出纸口有没有纸，有就不用再打</source>
        <translation>Look at the slot first; if the paper is there, no need to print again</translation>
    </message>
    <message>
        <source>您的材料已经送到，没受影响。只是回执还没印好。</source>
        <translation>What you handed in has arrived. Only the receipt is not printed yet.</translation>
    </message>
    <message>
        <source>您的材料已经送到，没受影响。只是文书还没印好。</source>
        <translation>What you handed in has arrived. Only the copies are not printed yet.</translation>
    </message>
    <message>
        <source>您的材料已经存在这台机器里，没受影响。只是凭条还没印好。</source>
        <translation>What you handed in is saved in this machine. Only the slip is not printed yet.</translation>
    </message>
    <message>
        <source>请人来看</source>
        <translation>Call somebody</translation>
    </message>
    <message>
        <source>叫工作人员到这台机器来</source>
        <translation>Call a staff member to this machine</translation>
    </message>
    <message>
        <source>把查询码记下来</source>
        <translation>Write down the code</translation>
    </message>
    <message>
        <source>在屏幕上放大给您看，自己抄</source>
        <translation>Shown large on the screen for you to copy</translation>
    </message>
    <message>
        <source>查询码，请抄下来</source>
        <translation>Code, please write it down</translation>
    </message>
    <message>
        <source>没有出来，再打一次</source>
        <translation>Nothing came, print again</translation>
    </message>
    <message>
        <source>弄好了，再打一次</source>
        <translation>Fixed, print again</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>已经拿到了</source>
        <translation>I have it</translation>
    </message>
    <message>
        <source>以后补打</source>
        <translation>Print later</translation>
    </message>
    <message>
        <source>出纸口满了</source>
        <translation>The paper outlet is full</translation>
    </message>
    <message>
        <source>打印机太热了</source>
        <translation>The printer is too hot</translation>
    </message>
    <message>
        <source>打印机停着</source>
        <translation>The printer is paused</translation>
    </message>
    <message>
        <source>这里没有打印机</source>
        <translation>There is no printer here</translation>
    </message>
    <message>
        <source>请把出纸口的纸取走，再打一次</source>
        <translation>Please take the paper from the outlet and print again</translation>
    </message>
    <message>
        <source>等几分钟，凉下来再打</source>
        <translation>Wait a few minutes until it is cool, then print</translation>
    </message>
    <message>
        <source>由工作人员让它接着打</source>
        <translation>The staff will let it go on</translation>
    </message>
    <message>
        <source>打印机正忙</source>
        <translation>The printer is busy</translation>
    </message>
    <message>
        <source>没打的这份已经撤掉，别人拿不到</source>
        <translation>The copy that was not printed is withdrawn; nobody else can get it</translation>
    </message>
    <message>
        <source>打印机现在打不了</source>
        <translation>The printer cannot print now</translation>
    </message>
    <message>
        <source>由工作人员来看，您也可以以后凭编码补打</source>
        <translation>The staff will look at it; you can also print later with your code</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>催一催</source>
        <translation>Urge</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>补材料说明</source>
        <translation>Supplement</translation>
    </message>
    <message>
        <source>补充</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>答复回访</source>
        <translation>Answer the revisit</translation>
    </message>
    <message>
        <source>投诉</source>
        <translation>Complain</translation>
    </message>
    <message>
        <source>想说什么可以写，不写也能催</source>
        <translation>You may say something, or just urge</translation>
    </message>
    <message>
        <source>为什么撤回，可以不写</source>
        <translation>Why you withdraw; may stay empty</translation>
    </message>
    <message>
        <source>请写要补充的内容</source>
        <translation>Please write what you add</translation>
    </message>
    <message>
        <source>请写哪里没办好</source>
        <translation>Please write what went wrong</translation>
    </message>
    <message>
        <source>请写对方要您补的内容</source>
        <translation>Please write what you were asked for</translation>
    </message>
    <message>
        <source>诉求工单</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>查进度</source>
        <translation>My filing</translation>
    </message>
    <message>
        <source>办到哪了</source>
        <translation>How it stands</translation>
    </message>
    <message>
        <source>已经送到平台，记下了。</source>
        <translation>It reached the platform and is recorded.</translation>
    </message>
    <message>
        <source>不确定平台收到没有。再点一次只会确认，不会重复。</source>
        <translation>It is not certain that it arrived. Touching again only confirms, it cannot be doubled.</translation>
    </message>
    <message>
        <source>现在连不上平台，没有送出去。请过一会儿再试，或者打 12348。</source>
        <translation>The platform cannot be reached and nothing was sent. Please try again in a while, or call 12348.</translation>
    </message>
    <message>
        <source>为什么没有受理</source>
        <translation>Why it was refused</translation>
    </message>
    <message>
        <source>要您补什么</source>
        <translation>What you are asked for</translation>
    </message>
    <message>
        <source>不服可以%1，向%2，最晚 %3 %4（%5）</source>
        <translation>You may %1 to %2 by %3, %4 (%5)</translation>
    </message>
    <message>
        <source>不服可以%1，向%2，收到起 %3 天内（%4）</source>
        <translation>You may %1 to %2 within %3 days of getting it (%4)</translation>
    </message>
    <message>
        <source>现在就在这里%1</source>
        <translation>Do it here now: %1</translation>
    </message>
    <message>
        <source>请先写几个字。</source>
        <translation>Please write a few words first.</translation>
    </message>
    <message>
        <source>框里还没有字，请先签名。</source>
        <translation>The box is empty, please sign first.</translation>
    </message>
    <message>
        <source>签名没有放进文书，不是您的问题。请再点一次。</source>
        <translation>The signature was not placed; it is not your fault. Please touch once more.</translation>
    </message>
    <message>
        <source>上面写的会印成一份《补充材料说明》，请在框里签名：</source>
        <translation>What you wrote becomes a signed supplement. Please sign in the frame:</translation>
    </message>
    <message>
        <source>在这个框里签</source>
        <translation>Sign in this box</translation>
    </message>
    <message>
        <source>很满意</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>So-so</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>很不满意</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>选“不满意”和“很不满意”的，都会有人回访您。</source>
        <translation>Whoever is dissatisfied will be called back.</translation>
    </message>
    <message>
        <source>现在解决了</source>
        <translation>It is settled now</translation>
    </message>
    <message>
        <source>没解决，请重办</source>
        <translation>Not settled, do it again</translation>
    </message>
    <message>
        <source>印一份</source>
        <translation>Print it</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>再确认一次</source>
        <translation>Confirm again</translation>
    </message>
    <message>
        <source>确定撤回</source>
        <translation>Withdraw it</translation>
    </message>
    <message>
        <source>送出去</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>正在送…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>签名并送出</source>
        <translation>Sign and send</translation>
    </message>
    <message>
        <source>先在框里签名</source>
        <translation>Sign in the box first</translation>
    </message>
    <message>
        <source>不办了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出，不用再办一次。</source>
        <translation>Not there yet: the platform cannot be reached now. It is kept in this terminal and sent by itself once it can; you need not do it again.</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>不怕，念出来</source>
        <translation>Read it out anyway</translation>
    </message>
    <message>
        <source>大声</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>小声</source>
        <translation>Quieter</translation>
    </message>
    <message>
        <source>快一点</source>
        <translation>Faster</translation>
    </message>
    <message>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>有 %1 处是您自己的内容，怕旁人听见，没有念。</source>
        <translation>%1 parts are your own and were not read, as others might hear.</translation>
    </message>
    <message>
        <source>没有接上喇叭，念不出来。看不清可以换大字，或找人帮忙。</source>
        <translation>No loudspeaker is connected, so nothing can be heard. Choose larger letters or ask for help.</translation>
    </message>
    <message>
        <source>现在念不出来。看不清可以换大字，或找人帮忙。</source>
        <translation>Reading aloud does not work now. Choose larger letters or ask for help.</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>All right</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>回执已打印，请在下方取走</source>
        <translation>Receipt printed, please take it below</translation>
    </message>
    <message>
        <source>正在打印回执，请等一等</source>
        <translation>Printing the receipt, please wait</translation>
    </message>
    <message>
        <source>已经送到，回执还没打出来</source>
        <translation>Delivered, receipt not printed yet</translation>
    </message>
    <message>
        <source>已经送到，请看看回执出来没有</source>
        <translation>Delivered, please look for the receipt</translation>
    </message>
    <message>
        <source>已经送到</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>%1 对方平台已收到</source>
        <translation>%1 received by the other side</translation>
    </message>
    <message>
        <source>查询码（在这台终端的“查进度”里打进去）</source>
        <translation>Code (enter it here under “My filing”)</translation>
    </message>
    <message>
        <source>回执号 %1</source>
        <translation>Receipt no. %1</translation>
    </message>
    <message>
        <source>纸没有出来，或者没有打全？</source>
        <translation>No paper, or not all of it?</translation>
    </message>
    <message>
        <source>打印机要人看一下</source>
        <translation>The printer needs a look</translation>
    </message>
    <message>
        <source>材料已经送到，不受影响。点这里看怎么办</source>
        <translation>It has arrived all the same. Touch here to see what to do</translation>
    </message>
    <message>
        <source>看怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>接下来</source>
        <translation>What comes next</translation>
    </message>
    <message>
        <source>都印在回执上了</source>
        <translation>All printed on the receipt</translation>
    </message>
    <message>
        <source>工作人员不会打电话要验证码、要转账。</source>
        <translation>Staff never call to ask for a code or a transfer.</translation>
    </message>
    <message>
        <source>办完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>再打文书</source>
        <translation>Copies again</translation>
    </message>
    <message>
        <source>打印文书</source>
        <translation>Print copies</translation>
    </message>
    <message>
        <source>文书正在打印…</source>
        <translation>Printing copies…</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>再打一份</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <source>回执正在打印…</source>
        <translation>Printing receipt…</translation>
    </message>
    <message>
        <source>填过的带过去，不用重填</source>
        <translation>Your answers go along; no need to fill them in again</translation>
    </message>
</context>
<context>
    <name>Resume</name>
    <message>
        <source>正在找您的草稿</source>
        <translation>Looking for your draft</translation>
    </message>
    <message>
        <source>没有打开草稿</source>
        <translation>No draft was opened</translation>
    </message>
    <message>
        <source>现在找不了，不是没有</source>
        <translation>It cannot be looked for now</translation>
    </message>
    <message>
        <source>机器的存储现在读不出来。草稿没有丢，请过一会儿再试，或者找工作人员。</source>
        <translation>The terminal cannot read its memory now. The draft is not lost; please try again in a while, or ask the staff.</translation>
    </message>
    <message>
        <source>下面几样里，有一样对不上：</source>
        <translation>One of these does not fit:</translation>
    </message>
    <message>
        <source>草稿码有没有打错</source>
        <translation>whether the code was typed correctly</translation>
    </message>
    <message>
        <source>是不是存草稿的本人，用的是同一张证件</source>
        <translation>whether it is the same person with the same ID</translation>
    </message>
    <message>
        <source>是不是当时那台机器</source>
        <translation>whether it is the same terminal</translation>
    </message>
    <message>
        <source>有没有过 7 天</source>
        <translation>whether 7 days have passed</translation>
    </message>
    <message>
        <source>重新输入草稿码</source>
        <translation>Enter the code again</translation>
    </message>
    <message>
        <source>再找一次</source>
        <translation>Look again</translation>
    </message>
</context>
<context>
    <name>RoomPager</name>
    <message>
        <source>往上看</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>往下看</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>Saved</name>
    <message>
        <source>对方请您补一补再交</source>
        <translation>Please complete it and hand in again</translation>
    </message>
    <message>
        <source>还没送到，您的材料在这台机器里</source>
        <translation>Not delivered yet, kept in this machine</translation>
    </message>
    <message>
        <source>已送到，要补正</source>
        <translation>Arrived, needs completing</translation>
    </message>
    <message>
        <source>已保存，正在再送</source>
        <translation>Saved, sending again</translation>
    </message>
    <message>
        <source>已保存，尚未送达</source>
        <translation>Saved, not delivered</translation>
    </message>
    <message>
        <source>您交过的还在，没有丢</source>
        <translation>What you handed in is kept</translation>
    </message>
    <message>
        <source>签好的文书和材料都加密存着</source>
        <translation>Signed papers and attachments are kept encrypted</translation>
    </message>
    <message>
        <source>可以找人帮忙看怎么补</source>
        <translation>Somebody can help you complete it</translation>
    </message>
    <message>
        <source>带上凭条，工作人员会帮您</source>
        <translation>Bring the slip, the staff will help</translation>
    </message>
    <message>
        <source>不用重新填，也不用再交一次</source>
        <translation>No need to fill in or hand in again</translation>
    </message>
    <message>
        <source>签好的文书和材料都已加密保存</source>
        <translation>Signed papers and attachments are saved encrypted</translation>
    </message>
    <message>
        <source>网络一通，机器自己送</source>
        <translation>Sent by itself once the network is back</translation>
    </message>
    <message>
        <source>送到以后，凭下面的码在这台机器上补打正式回执</source>
        <translation>Then print the receipt here with the code below</translation>
    </message>
    <message>
        <source>对方答复的日子，从送到那天才开始算</source>
        <translation>The time to answer counts from the day it arrives</translation>
    </message>
    <message>
        <source>现在还不能告诉您是哪一天</source>
        <translation>That day is not known yet</translation>
    </message>
    <message>
        <source>凭条没有出来，或者没有打全？</source>
        <translation>No slip, or not all of it?</translation>
    </message>
    <message>
        <source>打印机要人看一下</source>
        <translation>The printer needs a look</translation>
    </message>
    <message>
        <source>材料已经存好，不受影响。点这里看怎么办</source>
        <translation>It is saved all the same. Touch here to see what to do</translation>
    </message>
    <message>
        <source>保存码，凭它查进度、补打回执</source>
        <translation>Code to look it up and print the receipt</translation>
    </message>
    <message>
        <source>%1 保存</source>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>凭条正在打印…</source>
        <translation>Printing slip…</translation>
    </message>
    <message>
        <source>凭条拿好了，办完了</source>
        <translation>I have the slip, done</translation>
    </message>
    <message>
        <source>办完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>再送一次</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>正在问…</source>
        <translation>Asking…</translation>
    </message>
    <message>
        <source>正在再送…</source>
        <translation>Sending again…</translation>
    </message>
    <message>
        <source>填过的带过去，不用重填</source>
        <translation>Your answers go along; no need to fill them in again</translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>先跳过，以后补交</source>
        <translation>Skip, hand in later</translation>
    </message>
    <message>
        <source>没有，跳过</source>
        <translation>None, skip</translation>
    </message>
    <message>
        <source>拍下%1</source>
        <translation>Scan: %1</translation>
    </message>
    <message>
        <source>第 %1 样，共 %2 样</source>
        <translation>Item %1 of %2</translation>
    </message>
    <message>
        <source>可以不交</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>高拍仪实时画面</source>
        <translation>Document camera, live</translation>
    </message>
    <message>
        <source>拍到的一页</source>
        <translation>The page taken</translation>
    </message>
    <message>
        <source>高拍仪没有画面。已经填的都在。可以找人帮忙，或者先往下办，原件以后补交。</source>
        <translation>No picture from the document camera. Your answers are kept. Ask for help, or go on and hand in the papers later.</translation>
    </message>
    <message>
        <source>四个角都在</source>
        <translation>All four corners</translation>
    </message>
    <message>
        <source>有角没拍到，往中间挪一挪</source>
        <translation>A corner is missing, move it to the middle</translation>
    </message>
    <message>
        <source>还没看到纸，请放平</source>
        <translation>No paper seen, lay it flat</translation>
    </message>
    <message>
        <source>字看得清</source>
        <translation>Sharp</translation>
    </message>
    <message>
        <source>有点糊，别动，稍等</source>
        <translation>Blurred, hold still</translation>
    </message>
    <message>
        <source>没有反光</source>
        <translation>No glare</translation>
    </message>
    <message>
        <source>有反光，转一个方向</source>
        <translation>Glare, turn it a little</translation>
    </message>
    <message>
        <source>删掉第 %1 页</source>
        <translation>Delete page %1</translation>
    </message>
    <message>
        <source>拍这一页</source>
        <translation>Take this page</translation>
    </message>
    <message>
        <source>没找到纸边，照样拍</source>
        <translation>No edges found, take it anyway</translation>
    </message>
    <message>
        <source>正在拍…</source>
        <translation>Taking…</translation>
    </message>
    <message>
        <source>看得清，留下这一页</source>
        <translation>Clear, keep this page</translation>
    </message>
    <message>
        <source>正在留下…</source>
        <translation>Keeping…</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Retake</translation>
    </message>
    <message>
        <source>找人来看</source>
        <translation>Call somebody</translation>
    </message>
    <message>
        <source>都拍好了</source>
        <translation>All taken</translation>
    </message>
</context>
<context>
    <name>ScreenFrame</name>
    <message>
        <source>往上看</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>往下看</source>
        <translation>More below</translation>
    </message>
</context>
<context>
    <name>SeatedHead</name>
    <message>
        <source>坐着用：按钮都放在下半屏</source>
        <translation>Seated: every button is in the lower half</translation>
    </message>
    <message>
        <source>您遇到了
什么事？</source>
        <translation>What
happened?</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>正在保存您的材料</source>
        <translation>Saving what you hand in</translation>
    </message>
    <message>
        <source>正在送出您的材料</source>
        <translation>Sending what you hand in</translation>
    </message>
    <message>
        <source>送到了，正在等回话</source>
        <translation>Arrived, waiting for an answer</translation>
    </message>
    <message>
        <source>正在问对方收到没有</source>
        <translation>Asking whether it has arrived</translation>
    </message>
    <message>
        <source>材料没有存上</source>
        <translation>It could not be saved</translation>
    </message>
    <message>
        <source>没有存上</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>已保存在这台机器</source>
        <translation>Saved in this machine</translation>
    </message>
    <message>
        <source>正在保存</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>什么也没有送出去。您填的和签的都还在屏幕这边。</source>
        <translation>Nothing was sent. Your answers and signature are still here.</translation>
    </message>
    <message>
        <source>%1 保存，加密存放。现在停电、断网都不会丢</source>
        <translation>Saved %1, encrypted. Safe even without power or network</translation>
    </message>
    <message>
        <source>一般几秒钟，请不要离开</source>
        <translation>A few seconds, please stay</translation>
    </message>
    <message>
        <source>正在送出　第 %1 件，共 %2 件</source>
        <translation>Sending  %1 of %2</translation>
    </message>
    <message>
        <source>已经送出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>送出去</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>一共 %1 件</source>
        <translation>%1 in all</translation>
    </message>
    <message>
        <source>文书和材料一件一件送</source>
        <translation>Papers and attachments one by one</translation>
    </message>
    <message>
        <source>还不知道对方收到没有，正在问</source>
        <translation>Not known yet whether it arrived, asking</translation>
    </message>
    <message>
        <source>等对方回话“收到了”</source>
        <translation>Wait for the answer “received”</translation>
    </message>
    <message>
        <source>问清楚以前不会再送一遍</source>
        <translation>Nothing is sent twice before this is clear</translation>
    </message>
    <message>
        <source>收到后打印正式回执</source>
        <translation>Then the receipt is printed</translation>
    </message>
    <message>
        <source>可能是这台机器的存储满了。请再试一次；还不行就找人帮忙，别离开。</source>
        <translation>The storage of this machine may be full. Try again; if it fails, ask for help and stay here.</translation>
    </message>
    <message>
        <source>同一份材料只会交一次。慢也不用再点。</source>
        <translation>It is handed in only once. No need to touch again.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>正在保存，存好才能走</source>
        <translation>Saving, please wait until it is safe</translation>
    </message>
    <message>
        <source>不等了，先打印“已保存”凭条</source>
        <translation>Do not wait, print the “saved” slip</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
</context>
<context>
    <name>Served</name>
    <message>
        <source>文书</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>%1 送到，%2 您签收了</source>
        <translation>Arrived %1, receipted %2</translation>
    </message>
    <message>
        <source>%1 送到，从那天起算</source>
        <translation>Arrived %1; time runs from that day</translation>
    </message>
    <message>
        <source>小额诉讼一审终审，不能上诉。认为判错了，可以在六个月内申请再审，先问问律师。</source>
        <translation>A small claim is final and cannot be appealed. If it is wrong you may ask for a retrial within six months; ask a lawyer first.</translation>
    </message>
    <message>
        <source>文书的内容现在取不到，或者和登记的不一样，所以没有显示。请过一会儿再打开，或者找工作人员。</source>
        <translation>The paper cannot be had now, or is not what was registered, so it is not shown. Please open it again in a while, or ask the staff.</translation>
    </message>
    <message>
        <source>这份文书在屏幕上显示不了，可以打印出来看。</source>
        <translation>This paper cannot be shown on the screen; it can be printed.</translation>
    </message>
    <message>
        <source>正在打开文书…</source>
        <translation>Opening the paper…</translation>
    </message>
    <message>
        <source>这一页是图片，没有文字。</source>
        <translation>This page is a picture without words.</translation>
    </message>
    <message>
        <source>不确定平台记下没有。再点一次只会确认，不会重复。</source>
        <translation>It is not certain that it was recorded. Touching again only confirms.</translation>
    </message>
    <message>
        <source>现在连不上平台，没有签收。不签收也从送到那天算。</source>
        <translation>The platform cannot be reached; no receipt was given. Time runs from arrival all the same.</translation>
    </message>
    <message>
        <source>印好了，请从屏幕下方的出纸口取。</source>
        <translation>Printed. Please take it from the slot below the screen.</translation>
    </message>
    <message>
        <source>不确定印出来没有，请先看看出纸口。</source>
        <translation>Not sure whether it printed. Please look at the slot first.</translation>
    </message>
    <message>
        <source>没印出来。请找人看一下打印机。</source>
        <translation>It was not printed. Please have somebody look at the printer.</translation>
    </message>
    <message>
        <source>看下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>申请缓、减、免交</source>
        <translation>Ask for fee relief</translation>
    </message>
    <message>
        <source>不服，一键上诉</source>
        <translation>Appeal</translation>
    </message>
    <message>
        <source>写答辩状</source>
        <translation>Write an answer</translation>
    </message>
    <message>
        <source>现在就办</source>
        <translation>Do it now</translation>
    </message>
    <message>
        <source>再确认</source>
        <translation>Confirm again</translation>
    </message>
    <message>
        <source>签收</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>正在记…</source>
        <translation>Recording…</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>还没打开</source>
        <translation>Not open yet</translation>
    </message>
    <message>
        <source>签收还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出。</source>
        <translation>Your receipt is not there yet: the platform cannot be reached now. It is kept in this terminal and sent by itself once it can.</translation>
    </message>
</context>
<context>
    <name>Services</name>
    <message>
        <source>打字找事项</source>
        <translation>Type to search</translation>
    </message>
    <message>
        <source>全部服务 %1 项</source>
        <translation>All %1 services</translation>
    </message>
    <message>
        <source>按您遇到的事分成 %1 类。不知道选哪个，可以打字找，或者找人帮忙。</source>
        <translation>In %1 groups by what has happened. Not sure? Type to search, or ask for help.</translation>
    </message>
    <message>
        <source>可以这样找</source>
        <translation>You can search like this</translation>
    </message>
    <message>
        <source>“借钱不还”　“押金”　“漏水”</source>
        <translation>“借钱不还”  “押金”  “漏水”</translation>
    </message>
    <message>
        <source>%1，%2 项</source>
        <translation>%1, %2 services</translation>
    </message>
    <message>
        <source>找“%1”</source>
        <translation>Search “%1”</translation>
    </message>
    <message>
        <source>第 %1 到 %2 项，共 %3 项</source>
        <translation>%1 to %2 of %3</translation>
    </message>
    <message>
        <source>没找到。换个说法，或者点上面一类，也可以找人帮忙。</source>
        <translation>Nothing found. Try other words, choose a group above, or ask for help.</translation>
    </message>
    <message>
        <source>这台机器还不能办这一项。请找人帮忙，或去服务窗口</source>
        <translation>This machine cannot do this one yet. Ask for help or go to the service window</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>No more</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Prev</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>A4 打印机</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>一次性开通码</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>不是</source>
        <translation>No</translation>
    </message>
    <message>
        <source>不知道打出来没有，请看出纸口</source>
        <translation>Not known; look at the outlet</translation>
    </message>
    <message>
        <source>云台摄像头</source>
        <translation>Camera head</translation>
    </message>
    <message>
        <source>先把时钟校准，再连省里：时钟不对，省里的证书看起来都不可信，换线路也没用。</source>
        <translation>Set the clock before anything else: with a wrong clock the province's certificate looks untrusted on any line.</translation>
    </message>
    <message>
        <source>再打一张</source>
        <translation>Print another</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>向省里要一个开通码，在这里输入。终端自己的钥匙先在本机做好，只有公钥会送出去。</source>
        <translation>Ask the province for a code and type it here. The terminal makes its own key first; only the public half leaves it.</translation>
    </message>
    <message>
        <source>四边的框都在？</source>
        <translation>Is the frame whole on all four sides? </translation>
    </message>
    <message>
        <source>备用电源</source>
        <translation>Power supply</translation>
    </message>
    <message>
        <source>小票上的方块码清楚？</source>
        <translation>Is the code on the ticket clear? </translation>
    </message>
    <message>
        <source>小票切开了，没撕毛？</source>
        <translation>Was the ticket cut cleanly? </translation>
    </message>
    <message>
        <source>小票打印机</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>就绪</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>开始服务</source>
        <translation>Begin to serve</translation>
    </message>
    <message>
        <source>开通码（12 位）</source>
        <translation>One-time code (12 signs)</translation>
    </message>
    <message>
        <source>打两张测试纸</source>
        <translation>Print two test sheets</translation>
    </message>
    <message>
        <source>打两张测试纸，拿在手里对着看，五个问题照实答。</source>
        <translation>Print two test sheets, hold them against the screen and answer five questions truthfully.</translation>
    </message>
    <message>
        <source>打印测试</source>
        <translation>Print test</translation>
    </message>
    <message>
        <source>打好了</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>扫码器</source>
        <translation>Code scanner</translation>
    </message>
    <message>
        <source>找设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>报告已签名，摘要 %1。开通单：%2</source>
        <translation>The report is signed, digest %1. Sheet: %2</translation>
    </message>
    <message>
        <source>报告由终端签名，打一张开通单贴在机内，然后开始服务。</source>
        <translation>The terminal signs the report; put the printed sheet inside the cabinet, then begin to serve.</translation>
    </message>
    <message>
        <source>插好网线，几秒后会自己看到，不用点任何键。</source>
        <translation>Plug the cable in; it is seen within seconds, no key needed.</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>时钟</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>正在取这个点的配置、目录和法条，连上省里后几分钟内会来。</source>
        <translation>Profile, directory and laws are on their way; they come within minutes of contact.</translation>
    </message>
    <message>
        <source>正在开始…</source>
        <translation>Beginning…</translation>
    </message>
    <message>
        <source>正在打…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>正在登记…</source>
        <translation>Enrolling…</translation>
    </message>
    <message>
        <source>汉字没有缺笔？</source>
        <translation>Are all strokes of the characters there? </translation>
    </message>
    <message>
        <source>没打成</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>灰阶数得出 10 格？</source>
        <translation>Can you count ten greys? </translation>
    </message>
    <message>
        <source>登记这台终端</source>
        <translation>Enrol this terminal</translation>
    </message>
    <message>
        <source>第 %1 步，共 7 步：%2</source>
        <translation>Step %1 of 7: %2</translation>
    </message>
    <message>
        <source>签名并打印</source>
        <translation>Sign and print</translation>
    </message>
    <message>
        <source>缺的请插好；这个点没有的，点“没有这台”。都在了就能往下走。</source>
        <translation>Plug in what is missing; for what the site does not have, say so below. Then it goes on.</translation>
    </message>
    <message>
        <source>网络</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>请先输完开通码</source>
        <translation>Type the whole code first</translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>这个点没有%1</source>
        <translation>This site has none: %1</translation>
    </message>
    <message>
        <source>配置和目录</source>
        <translation>Profile and catalogue</translation>
    </message>
    <message>
        <source>门和灯</source>
        <translation>Door and lamp</translation>
    </message>
    <message>
        <source>马上再看</source>
        <translation>Look again now</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>请签您的名字</source>
        <translation>Please sign your name</translation>
    </message>
    <message>
        <source>用笔或手指写在框里，签不好可以重写。</source>
        <translation>Write in the box with pen or finger. You can do it again.</translation>
    </message>
    <message>
        <source>您要签的是</source>
        <translation>You are signing</translation>
    </message>
    <message>
        <source>框里还没有字，请先签名。</source>
        <translation>The box is empty, please sign first.</translation>
    </message>
    <message>
        <source>点“确认签名”，就是您同意上面文书的内容。之后还要再点一次“提交”，才会送出去。</source>
        <translation>“Confirm” means that you agree with the papers above. It is sent only after you touch “Hand in”.</translation>
    </message>
    <message>
        <source>在这个框里签</source>
        <translation>Sign in this box</translation>
    </message>
    <message>
        <source>擦掉重写</source>
        <translation>Clear and redo</translation>
    </message>
    <message>
        <source>印出来用笔签</source>
        <translation>Sign on paper</translation>
    </message>
    <message>
        <source>确认签名</source>
        <translation>Confirm signature</translation>
    </message>
    <message>
        <source>正在签进文书…</source>
        <translation>Signing…</translation>
    </message>
    <message>
        <source>先在框里签名</source>
        <translation>Sign in the box first</translation>
    </message>
    <message>
        <source>回去再看文书</source>
        <translation>Look at the papers again</translation>
    </message>
    <message>
        <source>签名没有放进文书，不是您的问题。请再点一次“确认签名”，或者印出来用笔签。</source>
        <translation>The signature was not set into the papers; that is not your fault. Please confirm once more, or sign on paper.</translation>
    </message>
    <message>
        <source>签得太少，认不出是名字。请擦掉，把姓名写大一点。</source>
        <translation>This is too little for a name. Please wipe it and write your name larger.</translation>
    </message>
    <message>
        <source>“%1”涉及身份关系，法律要求在纸上签：办完会印出来，请用笔签，或者在法院平台上确认。</source>
        <translation>“%1” is about personal status and the law wants it signed on paper: it is printed at the end; please sign it by pen, or confirm it in the court’s own system.</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>签名区，还没有签</source>
        <translation>Signature area, empty</translation>
    </message>
    <message>
        <source>签名区，已签 %1 笔</source>
        <translation>Signature area, %1 strokes</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>已完成</source>
        <translation>done</translation>
    </message>
    <message>
        <source>还没到</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>正在办</source>
        <translation>now</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>%1步都办完了</source>
        <translation>All %1 steps done</translation>
    </message>
    <message>
        <source>第%1步　共%2步</source>
        <translation>Step %1 of %2</translation>
    </message>
    <message>
        <source>%1，已完成</source>
        <translation>%1, done</translation>
    </message>
    <message>
        <source>%1，正在办</source>
        <translation>%1, now</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>请核对一遍，再写成文书</source>
        <translation>Please check, then the papers are written</translation>
    </message>
    <message>
        <source>还没有答完，点这里接着答</source>
        <translation>Not finished, touch to go on</translation>
    </message>
    <message>
        <source>没答完</source>
        <translation>Not finished</translation>
    </message>
    <message>
        <source>写成文书</source>
        <translation>Write the papers</translation>
    </message>
    <message>
        <source>还差“%1”没有答完</source>
        <translation>“%1” is not finished</translation>
    </message>
    <message>
        <source>正在写…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>还没有拍：%1。可以点下面的证据一行去拍，也可以以后把原件交到窗口。</source>
        <translation>Not photographed yet: %1. Touch the evidence row below to do it, or bring the originals to the counter later.</translation>
    </message>
    <message>
        <source>先要办好另一件事</source>
        <translation>Something else comes first</translation>
    </message>
    <message>
        <source>点这里看先要办什么，或者改答案</source>
        <translation>Touch here to see what comes first, or to change the answer</translation>
    </message>
    <message>
        <source>现在还不能交</source>
        <translation>Cannot be handed in yet</translation>
    </message>
    <message>
        <source>点开一行，看每一个答案。哪里不对点“改”，改完会回到这里。</source>
        <translation>Open a line to see each answer. Touch “Change” where something is wrong; you come back here.</translation>
    </message>
</context>
<context>
    <name>SummaryRow</name>
    <message>
        <source>改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>看和改</source>
        <translation>See and change</translation>
    </message>
</context>
<context>
    <name>SymbolKeys</name>
    <message>
        <source>符号</source>
        <translation>Symbols</translation>
    </message>
    <message>
        <source>删一个字</source>
        <translation>Delete a character</translation>
    </message>
    <message>
        <source>返回打字</source>
        <translation>Back to typing</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Take</name>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>回执或凭条</source>
        <translation>Receipt or slip</translation>
    </message>
    <message>
        <source>打印的文书</source>
        <translation>Printed papers</translation>
    </message>
    <message>
        <source>材料原件</source>
        <translation>Original papers</translation>
    </message>
    <message>
        <source>读卡区</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>出纸口，屏幕正下方</source>
        <translation>Slot below the screen</translation>
    </message>
    <message>
        <source>打印机出纸盘</source>
        <translation>Printer tray</translation>
    </message>
    <message>
        <source>高拍台上</source>
        <translation>Document camera desk</translation>
    </message>
    <message>
        <source>请带走您的东西</source>
        <translation>Please take your things</translation>
    </message>
    <message>
        <source>还有 %1 样没取：%2</source>
        <translation>%1 left: %2</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>请看看这几个地方</source>
        <translation>Please look at these places</translation>
    </message>
    <message>
        <source>都取走了，再见</source>
        <translation>All taken, goodbye</translation>
    </message>
    <message>
        <source>已取走</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>还没取</source>
        <translation>Still there</translation>
    </message>
    <message>
        <source>请看一下</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>您的内容会从这台机器清除。%1 秒后自动回到首页。</source>
        <translation>Your data is cleared from this machine. Back to the start in %1 seconds.</translation>
    </message>
    <message>
        <source>您的内容会从这台机器清除。取走后自动回到首页。</source>
        <translation>Your data is cleared from this machine. Back to the start when all is taken.</translation>
    </message>
    <message>
        <source>都取走了</source>
        <translation>All taken</translation>
    </message>
    <message>
        <source>找不到，叫人来看</source>
        <translation>Cannot find it, call somebody</translation>
    </message>
    <message>
        <source>再等我 1 分钟</source>
        <translation>Give me 1 more minute</translation>
    </message>
</context>
<context>
    <name>Technician</name>
    <message>
        <source>请技术人员输入密码</source>
        <translation>Technician's PIN</translation>
    </message>
    <message>
        <source>这里只看机器好不好，看不到任何人的案件和材料。</source>
        <translation>This shows how the machine is, never anybody's case or papers.</translation>
    </message>
    <message>
        <source>结束维护</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>正在结束…</source>
        <translation>Ending…</translation>
    </message>
    <message>
        <source>再查一遍</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>进入维护</source>
        <translation>Enter maintenance</translation>
    </message>
    <message>
        <source>请等一会儿</source>
        <translation>Please wait a moment</translation>
    </message>
    <message>
        <source>请先输入密码</source>
        <translation>Enter the PIN first</translation>
    </message>
    <message>
        <source>触摸校准</source>
        <translation>Calibrate touch</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>请先输完维护单号</source>
        <translation>Type the whole ticket first</translation>
    </message>
    <message>
        <source>请输入维护单号</source>
        <translation>Please enter the maintenance ticket</translation>
    </message>
    <message>
        <source>已认出服务卡 %1。这里看不到任何人的案件和材料。</source>
        <translation>Service card %1 recognised. Nobody's case or papers are shown here.</translation>
    </message>
</context>
<context>
    <name>TechnicianPin</name>
    <message>
        <source>维护密码</source>
        <translation>Maintenance PIN</translation>
    </message>
    <message>
        <source>密码输错几次了，请等 %1 秒再试。</source>
        <translation>Too many wrong PINs. Please wait %1 seconds.</translation>
    </message>
    <message>
        <source>密码不对，请再输一次。</source>
        <translation>Wrong PIN. Please try again.</translation>
    </message>
</context>
<context>
    <name>TechnicianTicket</name>
    <message>
        <source>维护单号不对或者过期了。请向省里再要一张；断网也能用。</source>
        <translation>The ticket is wrong or too old. Ask the province for another; it works offline too.</translation>
    </message>
    <message>
        <source>维护单号（省里给的，四位数字加八位字母数字）</source>
        <translation>Ticket of the province (four digits and eight letters or digits)</translation>
    </message>
    <message>
        <source>输错几次了，请等 %1 秒再试。</source>
        <translation>Wrong a few times; wait %1 seconds.</translation>
    </message>
</context>
<context>
    <name>TerminalCard</name>
    <message>
        <source>（%1）</source>
        <translation> (%1)</translation>
    </message>
    <message>
        <source>等着送 %1 件</source>
        <translation>%1 waiting</translation>
    </message>
    <message>
        <source>正在送 %1 件</source>
        <translation>%1 being sent</translation>
    </message>
    <message>
        <source>要再问 %1 件</source>
        <translation>%1 to ask about</translation>
    </message>
    <message>
        <source>已送到 %1 件</source>
        <translation>%1 delivered</translation>
    </message>
    <message>
        <source>停住 %1 件，要人看</source>
        <translation>%1 stuck, need a person</translation>
    </message>
    <message>
        <source>网络：已连上省里</source>
        <translation>Network: the province answers</translation>
    </message>
    <message>
        <source>网络：没联网，%1</source>
        <translation>Network: down, %1</translation>
    </message>
    <message>
        <source>待发：没有</source>
        <translation>Queue: empty</translation>
    </message>
    <message>
        <source>待发：</source>
        <translation>Queue: </translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>时钟：没发现不准</source>
        <translation>Clock: not known to be wrong</translation>
    </message>
    <message>
        <source>时钟：和省里差得太多，请校准</source>
        <translation>Clock: far from the province's, set it</translation>
    </message>
    <message>
        <source>存储：正常</source>
        <translation>Memory: well</translation>
    </message>
    <message>
        <source>存储：%1</source>
        <translation>Memory: %1</translation>
    </message>
    <message>
        <source>终端 %1　软件 %2</source>
        <translation>Terminal %1, software %2</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>演示</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>演示，设备是模拟的</source>
        <translation>Demo, devices are simulated</translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation>All fine</translation>
    </message>
    <message>
        <source>网络、打印、摄像都正常。</source>
        <translation>Network, printer and camera are fine.</translation>
    </message>
    <message>
        <source>没联网</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>已联网</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>现在没联网。可以照常填写，联网后自动送出。</source>
        <translation>Offline now. Fill in as usual; it is sent when the network is back.</translation>
    </message>
    <message>
        <source>网络已连上。</source>
        <translation>The network is connected.</translation>
    </message>
    <message>
        <source>没纸了</source>
        <translation>No paper</translation>
    </message>
    <message>
        <source>纸快没了</source>
        <translation>Low paper</translation>
    </message>
    <message>
        <source>打印停了</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>有纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>打印机没纸了。不影响提交，回执可以以后补打。</source>
        <translation>The printer is out of paper. Handing in still works; the receipt can be printed later.</translation>
    </message>
    <message>
        <source>打印机要人看一下。不影响提交。</source>
        <translation>The printer needs a look. Handing in still works.</translation>
    </message>
    <message>
        <source>打印机有纸。</source>
        <translation>The printer has paper.</translation>
    </message>
    <message>
        <source>话筒关</source>
        <translation>Mic off</translation>
    </message>
    <message>
        <source>摄像停了</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>摄像开</source>
        <translation>Cam on</translation>
    </message>
    <message>
        <source>摄像关</source>
        <translation>Cam off</translation>
    </message>
    <message>
        <source>摄像头用不了。可以由工作人员核对身份。</source>
        <translation>The camera is not available. The staff can check who you are.</translation>
    </message>
    <message>
        <source>摄像头开着，只用来核对，不录像。</source>
        <translation>The camera is on, only to check; nothing is recorded.</translation>
    </message>
    <message>
        <source>摄像头是关的。</source>
        <translation>The camera is off.</translation>
    </message>
    <message>
        <source>语言 字号</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>语言、字号、对比度、坐着用</source>
        <translation>Language, size, contrast, seat</translation>
    </message>
    <message>
        <source>%1，点一下就关</source>
        <translation>%1, touch to turn it off</translation>
    </message>
    <message>
        <source>%1，点一下就能说话</source>
        <translation>%1, touch to speak</translation>
    </message>
    <message>
        <source>在听您说</source>
        <translation>Hearing you</translation>
    </message>
    <message>
        <source>话筒停了</source>
        <translation>Mic stopped</translation>
    </message>
    <message>
        <source>话筒开</source>
        <translation>Mic on</translation>
    </message>
    <message>
        <source>话筒是关的，没有人在听。这台机器还没有装听话的模型，请用手点。</source>
        <translation>The microphone is off, nobody is listening. This terminal has no model for understanding speech yet; please use your hand.</translation>
    </message>
    <message>
        <source>话筒用不了。请用手点，或找人帮忙。</source>
        <translation>The microphone does not work. Please use your hand, or ask for help.</translation>
    </message>
</context>
<context>
    <name>TraceBar</name>
    <message>
        <source>轨迹</source>
        <translation>Traces</translation>
    </message>
    <message>
        <source>线断了，已录 %1 段</source>
        <translation>The line broke; %1 pieces recorded</translation>
    </message>
    <message>
        <source>正在录 %1 段</source>
        <translation>Recording, %1 pieces</translation>
    </message>
    <message>
        <source>放到 %1/%2 段，驱动说的和当时不一样</source>
        <translation>Played %1/%2 pieces; the driver said something else than then</translation>
    </message>
    <message>
        <source>正在放 %1/%2 段</source>
        <translation>Playing, %1/%2 pieces</translation>
    </message>
    <message>
        <source>还没有录过</source>
        <translation>Nothing recorded yet</translation>
    </message>
    <message>
        <source>真串口 serial:/dev/…，空着就录模拟器</source>
        <translation>Real port serial:/dev/…; empty: the simulator</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>录制</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>回放</source>
        <translation>Replay</translation>
    </message>
</context>
<context>
    <name>TurnBand</name>
    <message>
        <source>%1 天</source>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>现在轮到您</source>
        <translation>It is your turn</translation>
    </message>
    <message>
        <source>%1，日子 %2 已经过了，请尽快办</source>
        <translation>%1; the day, %2, has passed, please do it soon</translation>
    </message>
    <message>
        <source>%1，最晚 %2 %3</source>
        <translation>%1, by %2, %3</translation>
    </message>
    <message>
        <source>放假安排还没公布，日子以通知为准</source>
        <translation>Holidays are not published yet; the notice decides</translation>
    </message>
</context>
<context>
    <name>Unavailable</name>
    <message>
        <source>这台机器还不能视频找律师</source>
        <translation>No video with a lawyer here yet</translation>
    </message>
    <message>
        <source>这台机器还不能办这一项</source>
        <translation>This machine cannot do this one yet</translation>
    </message>
    <message>
        <source>下面这些现在就可以：</source>
        <translation>These work right now:</translation>
    </message>
    <message>
        <source>把事情写下来，请人答复</source>
        <translation>Write it down for an answer</translation>
    </message>
    <message>
        <source>留下问题和联系方式，有人会回您</source>
        <translation>Leave your question and number; somebody will answer</translation>
    </message>
    <message>
        <source>申请调解</source>
        <translation>Ask for mediation</translation>
    </message>
    <message>
        <source>请人居中说和，不收费</source>
        <translation>A neutral helper, free</translation>
    </message>
    <message>
        <source>自己写状子，向法院起诉</source>
        <translation>Write a complaint and file it</translation>
    </message>
    <message>
        <source>一步一步问，机器帮您写</source>
        <translation>Step by step, the machine writes with you</translation>
    </message>
    <message>
        <source>也可以打 12348 公共法律服务热线，问律师不收费。</source>
        <translation>Or call 12348, the public legal service line; asking a lawyer is free.</translation>
    </message>
</context>
<context>
    <name>VideoPane</name>
    <message>
        <source>律师的画面，右下角是律师看到的您</source>
        <translation>The lawyer's picture; at the bottom right what the lawyer sees of you</translation>
    </message>
    <message>
        <source>值班人员的画面，右下角是对方看到的您</source>
        <translation>Picture of the staff on duty; at the bottom right what they see of you</translation>
    </message>
</context>
<context>
    <name>VoicePanel</name>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>不说了，自己点</source>
        <translation>Stop speaking, use my hand</translation>
    </message>
    <message>
        <source>只在这台机器里识别</source>
        <translation>Understood on this terminal only</translation>
    </message>
    <message>
        <source>对就说“对”，不对就说“重说”</source>
        <translation>If right say “对”, if not “重说”</translation>
    </message>
    <message>
        <source>已填好：%1</source>
        <translation>Filled in: %1</translation>
    </message>
    <message>
        <source>已替您点了：%1。不对就说“不是”。</source>
        <translation>Touched for you: %1. If wrong, say “不是”.</translation>
    </message>
    <message>
        <source>念屏幕上的字，或者说前面的号，比如“三号”。</source>
        <translation>Read out words on the screen in Chinese, or say the number before them, such as “三号”.</translation>
    </message>
    <message>
        <source>您说的是：%1</source>
        <translation>You said: %1</translation>
    </message>
    <message>
        <source>我先说，说完再听您说</source>
        <translation>I speak first, then I listen</translation>
    </message>
    <message>
        <source>接着说。说完了就说“说完了”。</source>
        <translation>Go on. When finished say “说完了”.</translation>
    </message>
    <message>
        <source>正在准备，请稍等</source>
        <translation>Getting ready, please wait</translation>
    </message>
    <message>
        <source>正在听您说</source>
        <translation>Listening to you</translation>
    </message>
    <message>
        <source>没听清，再说一遍。也可以说前面的号，比如“三号”。</source>
        <translation>Not understood, please say it again, or say its number, such as “三号”.</translation>
    </message>
    <message>
        <source>前面的号刚刚变了。看着新的号，再说一遍。</source>
        <translation>The numbers have just changed. Look at the new ones and say it again.</translation>
    </message>
    <message>
        <source>没有填，可以再说别的。</source>
        <translation>Nothing was filled in; say something else.</translation>
    </message>
    <message>
        <source>请说：%1</source>
        <translation>Please say: %1</translation>
    </message>
    <message>
        <source>音量</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>不说了</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>下一位就是您</source>
        <translation>You are next</translation>
    </message>
    <message>
        <source>不想用视频</source>
        <translation>Rather no video</translation>
    </message>
    <message>
        <source>不想等</source>
        <translation>Rather not wait</translation>
    </message>
    <message>
        <source>不排了</source>
        <translation>Leave the queue</translation>
    </message>
    <message>
        <source>不接了</source>
        <translation>Do not answer</translation>
    </message>
    <message>
        <source>也可以打 12348 公共法律服务热线，问律师不收费。</source>
        <translation>You can also call 12348, the public legal service line. Asking a lawyer is free.</translation>
    </message>
    <message>
        <source>借钱要不回来</source>
        <translation>Money lent and not returned</translation>
    </message>
    <message>
        <source>再取一个号</source>
        <translation>Take another number</translation>
    </message>
    <message>
        <source>别的事</source>
        <translation>Something else</translation>
    </message>
    <message>
        <source>前面还有 %1 位</source>
        <translation>%1 before you</translation>
    </message>
    <message>
        <source>受伤和事故</source>
        <translation>Injury and accidents</translation>
    </message>
    <message>
        <source>大约再等 %1 分钟</source>
        <translation>about %1 more minutes</translation>
    </message>
    <message>
        <source>婚姻和家事</source>
        <translation>Marriage and family</translation>
    </message>
    <message>
        <source>已经等了 %1 分钟</source>
        <translation>waited %1 minutes</translation>
    </message>
    <message>
        <source>已经等了 %1 分钟　排队号 %2</source>
        <translation>Waited %1 minutes  Number %2</translation>
    </message>
    <message>
        <source>很快就到</source>
        <translation>very soon</translation>
    </message>
    <message>
        <source>律师接起来之前，只看到这几个字，看不到您是谁。</source>
        <translation>Before answering, the lawyer sees only these words, not who you are.</translation>
    </message>
    <message>
        <source>律师接起来之前，看不到您是谁，只看到您要问什么事。接通时屏幕会变，不会漏掉。</source>
        <translation>Before answering, the lawyer sees what it is about, not who you are. The screen changes when you are through.</translation>
    </message>
    <message>
        <source>律师来电</source>
        <translation>A lawyer is calling</translation>
    </message>
    <message>
        <source>想问律师什么事</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>房子和邻里</source>
        <translation>Housing and neighbours</translation>
    </message>
    <message>
        <source>执业证号 %1</source>
        <translation>Licence %1</translation>
    </message>
    <message>
        <source>找律师谈</source>
        <translation>Talk to a lawyer</translation>
    </message>
    <message>
        <source>找律师谈　%1</source>
        <translation>Talk to a lawyer  %1</translation>
    </message>
    <message>
        <source>把事情写下来，请人答复</source>
        <translation>Write it down and get an answer</translation>
    </message>
    <message>
        <source>拖欠工资</source>
        <translation>Unpaid wages</translation>
    </message>
    <message>
        <source>排队已经结束</source>
        <translation>This place is over</translation>
    </message>
    <message>
        <source>接听</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>接听后，律师能看到您的画面，听到您的声音。不录像。话筒和摄像头随时可以关。</source>
        <translation>After answering, the lawyer sees and hears you. Nothing is recorded. You can turn off microphone and camera at any time.</translation>
    </message>
    <message>
        <source>正在取号</source>
        <translation>Taking a number</translation>
    </message>
    <message>
        <source>现在接不通</source>
        <translation>Not reachable now</translation>
    </message>
    <message>
        <source>现在没有律师在线，说不准要等多久</source>
        <translation>No lawyer is online now, so the wait is not known</translation>
    </message>
    <message>
        <source>留下问题和联系方式，有人会回您</source>
        <translation>Leave your question and how to reach you; somebody answers</translation>
    </message>
    <message>
        <source>网络断了，正在重连。您的号还留着。</source>
        <translation>The network is down, reconnecting. Your number is kept.</translation>
    </message>
    <message>
        <source>凭收到的十位号码进去</source>
        <translation>With the ten digits you were given</translation>
    </message>
    <message>
        <source>有人约我调解、公证、开庭</source>
        <translation>I was called to a mediation, notary or hearing</translation>
    </message>
    <message>
        <source>对方叫什么（可以不填）</source>
        <translation>Name of the other side (optional)</translation>
    </message>
    <message>
        <source>对方叫什么？可以不填，律师看不到，只用来避开和对方有关系的律师</source>
        <translation>The other side's name? Optional; only to avoid a lawyer tied to them</translation>
    </message>
    <message>
        <source>看看附近哪里、哪一天有空</source>
        <translation>See where and when nearby somebody is free</translation>
    </message>
    <message>
        <source>约个时间，到时再谈</source>
        <translation>Book a time instead</translation>
    </message>
    <message>
        <source>律师回拨来了</source>
        <translation>The lawyer calls back</translation>
    </message>
    <message>
        <source>值班人员已经不在线了</source>
        <translation>The staff are no longer there</translation>
    </message>
    <message>
        <source>值班人员接起来之前，看不到您。接通时屏幕会变，不会漏掉。</source>
        <translation>Nobody sees you before they answer. The screen changes when you are through.</translation>
    </message>
    <message>
        <source>值班人员接通了</source>
        <translation>The staff answered</translation>
    </message>
    <message>
        <source>找人帮忙</source>
        <translation>Get help</translation>
    </message>
    <message>
        <source>接听后，值班人员能看到您的画面，听到您的声音，看不到您填的内容。不录像。话筒和摄像头随时可以关。</source>
        <translation>After answering, the staff see and hear you, not what you filled in. Nothing is recorded. You can turn off microphone and camera at any time.</translation>
    </message>
    <message>
        <source>现在没有值班人员在线，说不准要等多久</source>
        <translation>No staff are online now, so the wait is not known</translation>
    </message>
</context>
</TS>
