package markup

// What a term weighs, as full-text engines commonly reckon: more often is
// better, but ever less so, and a short text that has it better than a long one.
const (
	saturation = 1.2
	lengthPart = 0.75
	usual      = 400 // bytes of a usual text
	inTitle    = 2   // of a term that stands in the title
)

// Weigher makes a function that says how well a text with its title answers to
// terms, which are Snippet's. What has more of the terms weighs more.
func Weigher(terms []string) func(title, text string) float64 {
	return func(title, text string) float64 {
		times := make([]float64, mostTerms)
		for _, h := range findTerms(text, terms, len(text)) {
			times[h.term]++
		}
		bound := saturation * (1 - lengthPart + lengthPart*float64(len(text))/usual)
		weight := 0.0
		for _, n := range times {
			if n > 0 {
				weight += 1 + n/(n+bound)
			}
		}
		var seen uint64
		for _, h := range findTerms(title, terms, len(title)) {
			if seen&(1<<h.term) == 0 {
				weight += inTitle
			}
			seen |= 1 << h.term
		}
		return weight
	}
}
