package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// aliases are the elements that are read as another one.
var aliases = map[string]string{
	"b": "strong", "i": "em", "strike": "s", "del": "s", "tt": "code", "samp": "code",
	"h1": "h2", "h5": "h4", "h6": "h4", "listing": "pre", "menu": "ul", "dir": "ul", "tfoot": "tbody",
	"section": "div", "article": "div", "aside": "div", "header": "div", "footer": "div", "main": "div",
	"nav": "div", "address": "div", "center": "div", "dl": "div", "dt": "div", "dd": "div", "fieldset": "div",
	"form": "div", "details": "div", "summary": "div", "hgroup": "div", "dialog": "div", "legend": "div",
	"body": "div", "select": "div", "option": "div", "optgroup": "div", "textarea": "div",
}

// void are the elements that nothing can be in.
var void = map[string]bool{
	"area": true, "base": true, "basefont": true, "bgsound": true, "br": true, "col": true, "embed": true,
	"frame": true, "hr": true, "img": true, "input": true, "keygen": true, "link": true, "meta": true,
	"param": true, "source": true, "track": true, "wbr": true,
}

// silent are the elements whose content nobody wrote for others to read. What
// the tokenizer doesn't read as raw text is islands of settings in Word's HTML.
var silent = map[string]bool{
	"script": true, "style": true, "title": true, "iframe": true, "noembed": true, "noframes": true,
	"noscript": true, "xml": true,
}

var inlineBits = map[string]bits{
	"strong": strong, "em": em, "s": struck, "sub": sub, "sup": sup, "kbd": kbd, "code": code,
}

// readHTML reads HTML as people paste it: unbalanced, with the leftovers of
// Word, Google Docs and mail programs.
func (b *builder) readHTML(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	skipping, depth := "", 0 // inside this silent element, so deep in its like
	for !b.deep {
		kind := z.Next()
		if kind == html.ErrorToken {
			return // the end: reading from a string has no other errors
		}
		t := z.Token()
		switch {
		case skipping != "":
			if t.Data == skipping {
				switch kind {
				case html.StartTagToken:
					depth++
				case html.EndTagToken:
					depth--
				}
				if depth == 0 {
					skipping = ""
				}
			}
		case kind == html.TextToken:
			b.text(t.Data)
		case kind == html.StartTagToken && silent[t.Data]:
			skipping, depth = t.Data, 1
		case kind == html.StartTagToken, kind == html.SelfClosingTagToken:
			b.start(t, kind == html.SelfClosingTagToken)
		case kind == html.EndTagToken:
			b.end(canonical(t.Data))
		}
	}
}

// readPlain reads plain text: empty lines part paragraphs, other line ends are kept.
func (b *builder) readPlain(source string) {
	lines := strings.Split(strings.NewReplacer("\u2028", "\n", "\u2029", "\n\n").Replace(source), "\n")
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			b.flush(b.open[0])
			continue
		}
		b.text(line)
		b.add(piece{br: true})
	}
}

func canonical(name string) string {
	if to, ok := aliases[name]; ok {
		return to
	}
	return name
}

func (b *builder) start(t html.Token, selfClosing bool) {
	name := canonical(t.Data)
	switch name {
	case "html", "head", "script", "style":
	case "br":
		b.add(piece{br: true})
	case "hr":
		if b.place() {
			top := b.top().block
			top.kids = append(top.kids, &block{tag: "hr"})
		}
	case "img":
		b.image(t)
	case "input":
		if strings.EqualFold(get(t, "type"), "checkbox") {
			b.checkbox(hasAttr(t, "checked"))
		}
	case "a":
		b.anchor(t)
	case "p", "div", "h2", "h3", "h4", "blockquote", "pre", "ul", "ol", "figure", "figcaption", "table":
		b.block(name, t)
	case "li":
		b.item(t)
	case "thead", "tbody", "tr", "td", "th", "caption":
		b.grid(name, t)
	default:
		if !void[name] && !(selfClosing && inlineBits[name] == 0) {
			b.inline(name, t)
		}
	}
}

func (b *builder) block(name string, t html.Token) {
	top := b.top()
	if strings.HasPrefix(top.name, "h") && (name == "p" || name == "div") && blank(top.line) {
		b.push(&elem{name: "in heading"})
		return
	}
	if !b.place() {
		return
	}
	if name == "figcaption" && b.top().name != "figure" {
		name = "p"
	}
	b.pushBlock(name, attributes(name, t)...)
}

func (b *builder) anchor(t html.Token) {
	b.end("a")
	e := &elem{name: "a"}
	if h := b.site.href(get(t, "href")); h != "" && !hasClass(t, "mention") {
		e.link = &link{href: h, title: oneLine(get(t, "title"), 500)}
	}
	b.push(e)
}

func (b *builder) inline(name string, t html.Token) {
	e := &elem{name: name, bits: inlineBits[name]}
	if style := get(t, "style"); style != "" {
		e.style(style)
	}
	if top := b.top(); name == "code" && top.name == "pre" && top.block.lang == "" {
		for _, class := range strings.Fields(get(t, "class")) {
			if languagePattern.MatchString(class) {
				top.block.lang = class
				break
			}
		}
	}
	b.push(e)
}

var languagePattern = regexp.MustCompile(`^language-[A-Za-z0-9+#._-]{1,30}$`)

// style reads what Google Docs and mail programs say with style alone. It says
// nothing but which of our own marks to set.
func (e *elem) style(css string) {
	css = strings.ToLower(strings.ReplaceAll(css, " ", ""))
	for _, rule := range strings.Split(css, ";") {
		switch rule {
		case "font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900":
			e.bits |= strong
		case "font-weight:normal", "font-weight:400": // Google Docs wraps everything in a <b> of this kind
			e.bits, e.unset = e.bits&^strong, strong
		case "font-style:italic":
			e.bits |= em
		case "font-style:normal":
			e.bits, e.unset = e.bits&^em, e.unset|em
		case "text-decoration:line-through", "text-decoration-line:line-through":
			e.bits |= struck
		case "vertical-align:super":
			e.bits |= sup
		case "vertical-align:sub":
			e.bits |= sub
		}
	}
}

// image adds a picture of this site. One from elsewhere becomes a link, named
// by what it shows; one from nowhere leaves what it shows.
func (b *builder) image(t html.Token) {
	alt := oneLine(get(t, "alt"), 0)
	if src := b.site.picture(get(t, "src")); src != "" {
		b.add(piece{img: &image{src: src, alt: alt, width: pixelsOf(t, "width"), height: pixelsOf(t, "height")}})
		return
	}
	p := piece{text: alt}
	if h := b.site.href(get(t, "src")); strings.Contains(h, "://") {
		p.link.href = h
		if alt == "" {
			p.text = h
		}
	}
	if p.text != "" {
		b.add(p)
	}
}
