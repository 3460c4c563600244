package forum

// Lang is a language of the interface or of a text.
type Lang string

const (
	English Lang = "en"
	Spanish Lang = "es"
	Other   Lang = "other" // of texts only

	Automatic Lang = "auto" // asked for: it is to be guessed
)

// Langs are the languages that every string of the interface exists in.
var Langs = []Lang{English, Spanish}

// UI is l if the interface exists in it, else English.
func (l Lang) UI() Lang {
	if l == Spanish {
		return Spanish
	}
	return English
}

// OfText is l if a text may carry it, else fallback.
func (l Lang) OfText(fallback Lang) Lang {
	switch l {
	case English, Spanish, Other:
		return l
	}
	return fallback
}
