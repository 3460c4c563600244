package tongue

import (
	"math"

	"plenary/internal/forum"
)

// What the triples of letters were counted in: texts of our own, of the kind
// that work groups write.
const (
	englishSample = `Our promotores call within two days, but two clinics told us that a call from an unknown number is never answered.
		What does first contact look like where you are, and who decides? We send a text message in the person's own language first,
		signed by name. Answered calls went from about one in four to more than half. Training should happen before the first visit,
		with a supervisor who has done the work and knows the neighborhood. Peer support is not therapy; it is listening, sharing
		experience, and helping people reach the services they need. Hiring, paying and keeping good staff remains difficult when funding
		ends every year. The evaluation showed fewer hospital stays, better control of diabetes and blood pressure, and families who felt
		less alone. Please share your brochure, your checklist and the questions you ask in interviews. Looking forward to hearing your
		thoughts about the toolkit, the webinar slides, the budget, and how other programs measure quality. Interesting results, helpful
		comments, wonderful idea, strongly recommended. Everybody shared something worth keeping through the night.`
	spanishSample = `Nuestras promotoras llaman dentro de dos días, pero dos clínicas nos dijeron que una llamada de un número desconocido
		nunca se contesta. ¿Cómo es el primer contacto donde ustedes trabajan, y quién decide? Primero enviamos un mensaje en el idioma de
		la persona, firmado con nombre. Las llamadas contestadas pasaron de una de cada cuatro a más de la mitad. La capacitación debería
		hacerse antes de la primera visita, con una supervisora que haya hecho el trabajo y conozca el barrio. El apoyo entre pares no es
		terapia; es escuchar, compartir la experiencia y ayudar a la gente a llegar a los servicios que necesita. Contratar, pagar y
		conservar buen personal sigue siendo difícil cuando los fondos terminan cada año. La evaluación mostró menos hospitalizaciones,
		mejor control de la diabetes y de la presión, y familias que se sentían menos solas. Por favor compartan su folleto, su lista y
		las preguntas que hacen en las entrevistas. Esperamos sus comentarios sobre la guía, las diapositivas, el presupuesto y cómo otros
		programas miden la calidad. Resultados interesantes, comentarios útiles, excelente idea, muy recomendable. Enhorabuena compañeras.`
)

var english, spanish = countTriples(englishSample), countTriples(spanishSample)

// triples are how often each triple of letters stands in a sample.
type triples struct {
	of  map[string]float64
	all float64
}

func countTriples(sample string) triples {
	words, _, _ := read(sample)
	t := triples{of: map[string]float64{}}
	for _, w := range words {
		eachTriple(w, func(three string) {
			t.of[three]++
			t.all++
		})
	}
	return t
}

// eachTriple gives every three letters of a word, its ends included.
func eachTriple(word string, do func(string)) {
	runes := []rune("^" + word + "$")
	for i := 0; i+3 <= len(runes); i++ {
		do(string(runes[i : i+3]))
	}
}

// likely is how likely a triple is in a language, as a logarithm; one that the
// sample lacks is not impossible.
func (t triples) likely(three string) float64 { return math.Log((t.of[three] + 0.5) / (t.all + 1000)) }

// byTriples tells English from Spanish by their letters alone.
func byTriples(words []string) forum.Lang {
	difference, n := 0.0, 0.0
	for _, w := range words {
		eachTriple(w, func(three string) {
			difference += english.likely(three) - spanish.likely(three)
			n++
		})
	}
	switch {
	case n == 0:
		return ""
	case difference/n > apart:
		return forum.English
	case difference/n < -apart:
		return forum.Spanish
	}
	return ""
}
