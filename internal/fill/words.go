package fill

import "strings"

// speech is what sentences of one language are made of. In a pattern, N is a
// noun, V a verb, A an adjective, P a place, T a time, D a number, W a person's
// first name; everything else stands as it is.
type speech struct {
	nouns, verbs, adjectives, times []string
	patterns, titles, openings      []string
}

var english = speech{
	nouns: strings.Fields(`group session referral toolkit worker neighbor family clinic survey budget report story visit checklist
		newsletter grant volunteer training translator interview brochure schedule waiting-list phone-tree partner meeting evaluation
		question answer curriculum mentor program appointment transport childcare kitchen radio spot flyer consent form record notebook
		handout webinar recording slide calendar role-play evening coffee church school pharmacy hotline supervisor stipend certificate
		contract outcome measure interpreter caregiver network agenda draft map door conversation lesson boundary crisis habit goal
		sister-project summary folder guide example reminder letter host ride garden supper library co-leader listener`),
	verbs: strings.Fields(`try share print translate record measure plan invite call visit train pay fund test rewrite shorten explain
		ask bring keep start stop review schedule collect compare describe present discuss support repeat adapt borrow check drop
		finish improve join lead move open publish replace send split`),
	adjectives: strings.Fields(`small new long honest weekly monthly shared simple bilingual local rural urban quiet busy useful difficult
		early late unpaid certified printed first second patient warm careful complete missing practical familiar free careless older
		younger trusted nervous steady modest surprising`),
	times: []string{"last week", "this month", "in spring", "on Tuesday", "before the holidays", "after the training", "twice a month", "in the evening",
		"next year", "since March", "every Friday", "at the last meeting", "by the end of the quarter"},
	patterns: []string{
		"We V the N with A Ns P T.", "Has anybody tried to V a A N P?", "The A N helped D people T.", "W asked whether the N can V more than D Ns.",
		"I would V the N first and V the N later.", "Our N P is A, but the N is not.", "Thank you, W, the N was A.", "In our experience a N takes D weeks.",
		"What worked for us: a A N, a A N and somebody who can V.", "Of D Ns only a few came back T.", "The N that W sent is A and easy to V.",
		"Nobody P wants to V a N T.", "It cost about D dollars for each N.", "Could we V this at the next N?", "I disagree a little: the N matters less than the N.",
		"The A part is to V the N before the N.", "Peer supporters P V the N T.", "If the N is A, people V the N.", "I attach the N; please V it T.",
		"Our evaluator counted D Ns, D of them A.",
	},
	titles: []string{"How do you V a A N?", "A A N for Ns P", "Who can V the N T?", "Draft: N and N", "What to do when a N is A", "D Ns, one A N", "Ns P: notes",
		"Can we V the N together?", "The A N: your experience"},
	openings: []string{"Hello all,", "Good morning from P.", "A question to the group:", "Dear colleagues,", "Quick update."},
}

var spanish = speech{
	nouns: strings.Fields(`grupo sesión derivación guía promotora vecina familia clínica encuesta presupuesto informe historia visita lista
		boletín beca voluntaria capacitación traductora entrevista folleto horario turno socio reunión evaluación pregunta respuesta
		currículo mentora programa cita transporte cocina radio cartel consentimiento formulario registro cuaderno seminario grabación
		calendario ensayo tarde café iglesia escuela farmacia línea supervisora estipendio certificado convenio resultado medida intérprete
		cuidadora red agenda borrador mapa puerta conversación lección límite crisis hábito meta resumen carpeta ejemplo recordatorio carta
		jardín cena biblioteca`),
	verbs: strings.Fields(`probar compartir imprimir traducir grabar medir planear invitar llamar visitar capacitar pagar financiar revisar acortar
		explicar preguntar traer guardar empezar terminar reunir comparar describir presentar apoyar repetir adaptar mejorar abrir publicar enviar`),
	adjectives: strings.Fields(`grande breve semanal mensual simple bilingüe local rural útil difícil urgente especial paciente amable
		completo posible familiar libre confiable sorprendente importante constante reciente`),
	times: []string{"la semana pasada", "este mes", "en primavera", "el martes", "antes de las fiestas", "después de la capacitación", "dos veces al mes",
		"por la tarde", "el próximo año", "desde marzo", "cada viernes", "en la última reunión"},
	patterns: []string{
		"Queremos V el tema de N con N P T.", "¿Alguien ha podido V con N A P?", "Nos ayudó mucho: D personas T.", "W preguntó si podemos V más de D veces.",
		"Primero hay que V y luego V.", "Lo más A fue la parte de N.", "Gracias, W, muy A lo de N.", "En nuestra experiencia toma D semanas.",
		"Lo que funcionó: N, N y alguien que sepa V.", "De D invitaciones, pocas volvieron T.", "Es muy A para V P.", "Costó unos D dólares por N.",
		"¿Podemos V esto en la próxima reunión?", "Me parece A empezar con N T.", "Adjunto el material de N; favor de V T.",
	},
	titles:   []string{"¿Cómo podemos V con N?", "N y N: ideas P", "¿Quién puede V T?", "Borrador sobre N", "Algo A sobre N", "D ideas para V"},
	openings: []string{"Hola a todas y todos:", "Buenos días desde P.", "Una pregunta al grupo:", "Estimadas colegas:", "Noticias breves."},
}

var (
	firstNames = strings.Fields(`Ana Lucía Carmen Rosa Elena Marta Inés Pilar Teresa Luz Sofía Noemí José Luis Carlos Miguel Jorge Raúl Hugo Óscar
		Mei Linda Grace Ruth Joan Carol Diane Keisha Tanya Amira Fatima Priya Hana Nora Ingrid Olga Ben Sam Tom Marcus Andre Kwame Omar Ravi
		Kenji Peter Hank Walter Denise Yolanda Beatriz Consuelo Delia Esther Gloria Irma Juana Ximena`)
	lastNames = strings.Fields(`Alder Birchwood Castro Delgado Espino Farrow Gallegos Hartwell Ibarra Juniper Kestrel Lindqvist Marrow Nakagawa
		Okafor Paredes Quintero Rivas Sandoval Thornbury Ubeda Vireo Whitlock Yarrow Zamora Ashdown Brambles Cordero Dunmore Elwood Fuentes
		Greystone Holloway Iverson Jasso Kimball Larkin Mireles Northam Osprey Pinedo Redfern Saltmarsh Trujillo Umber Valdivia Wren Yates`)
	houses = strings.Fields(`Riverside Hillside Lakeview Meadow Harbor Prairie Cedar Juniper Sunrise Bridge Orchard Canyon Valley Maple Willow Mesa`)
	kinds  = []string{"Health Center", "Family Network", "Community Clinic", "Promotora Project", "Peer Alliance", "Wellness Council", "Learning House"}
	topics = []string{"Ongoing Support", "Behavioral Health", "Recruitment and Training", "Quality of Programs", "Sustainability", "Organizations",
		"Family Caregivers", "Diabetes Self-Care", "Rural Outreach", "Maternal Health", "Youth Mentors", "Veterans", "Evaluation", "Housing and Health",
		"Heart Health", "Cancer Navigation", "School Partners", "Faith Communities"}
	channelNames = []string{"introductions", "resources", "next-meeting", "good-news", "help-desk"}
	syllables    = strings.Fields("bar cal den dor fal gar hol kin lor mar nor pel quil ras sal tor val wen yar zan bel cor del far gil")
)
