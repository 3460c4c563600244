package tongue

import (
	"strings"
	"testing"

	"plenary/internal/forum"
)

func TestGuess(t *testing.T) {
	for want, texts := range map[forum.Lang][]string{
		forum.English: {
			"We send a text in the person's own language first, signed by name.", "Thanks, that helps!", "Great idea", "I agree with Ana.",
			"Does anybody have a checklist?", "Wonderful, congratulations everyone!", "Looking forward to Thursday", "Nobody answered twice",
			"The promotora wrote «hola» on the brochure", "See https://example.org/la-guia-en-espanol for the slides",
			"Good morning from Cleveland", "Strongly recommended reading", "Could you share the budget template before Monday's call?",
		},
		forum.Spanish: {
			"Mandamos un mensaje en el idioma de la persona, firmado con su nombre.", "¡Muchas gracias!", "Gracias Ana", "De acuerdo con Ana.",
			"¿Quién tiene una lista de verificación?", "Felicidades compañeras", "Excelente trabajo", "Nos vemos el jueves",
			"La supervisora said yes, y nosotras también estamos de acuerdo con eso", "Enviaremos los resultados", "Buenos días desde Laredo",
			"Yo creo que si, la capacitacion ayuda mucho", "Compartimos diapositivas", "Hola a todas, ¿podrían revisar el presupuesto?",
		},
		forum.Other: {
			"Nós não temos uma lista, mas você pode pedir para eles amanhã.", "Nous avons une réunion demain avec tous les groupes.",
			"Wir haben die Sitzung auf morgen verschoben und bitten um Antwort.", "Abbiamo una riunione domani con tutti i gruppi della rete.",
			"Nou gen yon reyinyon demen pou tout moun ki nan gwoup la.", "Спасибо за сообщение, мы встретимся завтра", "谢谢大家的分享", "شكرا جزيلا لكم",
		},
		"": {"", "OK 👍", "12:30", "https://example.org/the-guide", "@ana", "Ana Rivera", "PHQ-9", "+1", "…", "no"},
	} {
		for _, text := range texts {
			if got := Guess(text); got != want {
				t.Errorf("%q is taken for %q, want %q", text, got, want)
			}
		}
	}
}

func TestGuess_longTextsCostLittle(t *testing.T) {
	if got := Guess(strings.Repeat("la reunión es mañana ", 5000) + strings.Repeat("and the rest ", 20_000)); got != forum.Spanish {
		t.Errorf("got %q", got)
	}
}

func FuzzGuess(f *testing.F) {
	for _, seed := range []string{"", "hello", "¿qué?", "\xff\xfe", "a\u0301", "谢谢", strings.Repeat("x", 9000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		switch got := Guess(text); got {
		case "", forum.English, forum.Spanish, forum.Other:
		default:
			t.Errorf("%q is no language", got)
		}
	})
}
