package tongue

import "strings"

// languages are those that are told apart, in a fixed order; those beside
// English and Spanish are there so that their texts are not taken for either.
var languages = []string{"en", "es", "pt", "fr", "it", "de", "ht"}

// small are the words that every text of a language has, and those that short
// ones between colleagues have, by the languages that have them.
var small = index(map[string]string{
	"en": `the and of to in is it you that was for on are with as his they at be this have from or one had by but not what all were
		we when your can said there use an each which she do how their if will up other about out many then them these so some her would
		make like him into time has look more write go see no way could people my than been who its now did get i am our us don won isn
		doesn didn hasn here just know also very after before because where why should thank thanks great good work hello hi yes please
		welcome agree agreed sure okay same think need want let today tomorrow yesterday week month meeting minutes group next last
		sorry morning congratulations well done nice see`,
	"es": `de la que el en y los se del las un por con no una su para es al lo como más mas pero sus le ya o este sí si porque esta entre
		cuando muy sin sobre también tambien me hasta hay donde quien quién desde todo nos durante todos uno les ni contra otros ese eso
		ante ellos e esto mí mi antes algunos qué unos yo otro otras otra él tanto esa estos mucho quienes nada muchos cual poco ella
		estar estas algunas algo nosotros somos son está están fue ser ha han hemos tiene tengo puede pueden puedo usted ustedes gracias
		hola buenos buenas días tardes noches bueno claro acuerdo favor hoy mañana ayer semana mes reunión grupo próxima próximo saludos
		aquí así bien gran vamos nuestra nuestro nuestras nuestros cómo cuándo dónde por según cada felicidades perdón listo perfecto
		igualmente mensaje lunes martes miércoles jueves viernes`,
	"pt": `de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando
		muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você
		tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós obrigado obrigada bom dia olá são então
		reunião vocês aqui`,
	"fr": `le la les de des un une et est en que qui dans pour pas sur au avec ce il elle sont nous vous ne se plus par je son sa ses
		mais ou où cette bien été aussi leur tout fait être avoir ils elles mon ma mes votre notre du aux merci bonjour très c d l j qu n
		ça oui non quand comme sans chez réunion semaine demain`,
	"it": `il lo la i gli le di da in con su per tra fra un uno una e è che non si sono ho ha hanno come più ma anche del della dei delle
		nel nella al alla questo questa mi ti ci vi quando dove chi cosa perché grazie ciao buongiorno molto bene siamo essere stato tutti
		tutto ancora già solo riunione settimana domani`,
	"de": `der die das und ist in den von zu mit sich des auf für nicht ein eine als auch es an er so dass kann aus wenn nur werden bei
		noch wie einem einer wird sie ich wir ihr haben hat sind war nach durch oder aber um man über uns vor zum zur danke hallo guten
		bitte ja nein woche sitzung morgen`,
	"ht": `nou yo mwen ou li pa nan ak pou sa ki se te gen ap yon kou men tout lè moun fè anpil mèsi bonjou kijan kote paske si tou epi
		ka dwe semèn reyinyon demen`,
})

func index(lists map[string]string) map[string][]string {
	in := map[string][]string{}
	for _, l := range languages {
		seen := map[string]bool{}
		for word := range strings.FieldsSeq(lists[l]) {
			if !seen[word] {
				seen[word] = true
				in[word] = append(in[word], l)
			}
		}
	}
	return in
}
