package demo

func comoUnirse() Article {
	return Article{
		Slug:    "los-grupos-y-como-unirse",
		Title:   "Seis grupos de trabajo, una mesa larga: cómo encontrar su lugar",
		Kind:    "post",
		State:   "published",
		Summary: "Qué hace cada grupo, quién puede leerlo y cómo se entra. Para quien acaba de llegar y no quiere preguntar tres veces.",
		Lang:    "es", By: nora, Ago: 12 * day, Guests: "held",
		Body: `Si usted es promotora, enfermera, evaluador o dirige un programa, aquí hay una silla con su nombre. Solo falta saber en qué parte de la mesa.

## De qué habla cada grupo

1. **[Reclutamiento, capacitación, permanencia y respaldo](/g/recruitment-training).** Cómo se encuentra a la gente, cómo se le prepara y quién contesta cuando una visita se pone difícil. De aquí salió un estudio de caso sobre la calidad del trabajo de promotores de salud.
2. **[Mejora de la calidad y evaluación](/g/quality-improvement).** Herramientas para medir poco y mejorar algo. Prepara una guía general y una lista de recursos.
3. **[Apoyo continuo](/g/ongoing-support).** Lo que pasa después del curso de diabetes: llamadas, grupos, mensajes. Revisa lo que se ha publicado.
4. **[Salud emocional](/g/behavioral-health).** El apoyo entre pares cuando hay tristeza, preocupación o varias enfermedades a la vez. Hizo un manual y dos folletos.
5. **[Organizaciones y sistemas](/g/organizations-systems).** Cómo se abre lugar a una promotora en una clínica sin encoger su trabajo. Su producto es un documento breve sobre la atención primaria.
6. **[Sostenibilidad e incidencia](/g/sustainability-advocacy).** Quién paga, cómo se explica y cómo se alza la voz. Tiene cuatro materiales, entre ellos una plantilla que nació en Illinois.

## Cómo se entra

| Grupo | Quién lo lee | Cómo se entra |
|---|---|---|
| 1, 2, 4 y 5 | cualquier persona | con una solicitud; contesta la persona que coordina |
| 3 | quien tiene cuenta | con un botón, sin esperar |
| 6 | cualquier persona | por invitación |

Se puede estar en varios. Lo que nadie puede es estar en todos y además dormir, así que empiece por uno.

## En qué idioma

En el suyo. Unas conversaciones van en español, otras en inglés, y muchas mezclan los dos sin pedir permiso. Si algo no se entiende, pregunte; siempre aparece quien traduce.

## Tres consejos de quien llegó antes

- Lea primero lo que está fijado arriba: ahí está lo que el grupo ya acordó.
- En el canal *general* se vale preguntar lo sencillo. Las preguntas sencillas son las que más gente tiene.
- No escriba nombres ni señas de las personas que acompaña. Cuente lo que aprendió, no a quién le pasó.

La red original la formaron Peers for Progress y el Consejo Nacional de La Raza (NCLR), con apoyo de la iniciativa Together on Diabetes de la Fundación Bristol-Myers Squibb. Los seis temas son los suyos; las personas que escriben en esta demostración son inventadas.

¿Dudas? Déjelas aquí abajo.

---

**Fuente:** Peers for Progress, página «National Peer Support Network», lista de grupos de trabajo.`,
		Comments: spread(11*day, 2*hour, []line{
			es(dolores, "Gracias. Yo pensaba que tenía que escribir en inglés y llevaba una semana solo leyendo.", got("❤️", rosa, marisol, tomas, beatriz)),
			es(rosa, "Pues ya estás escribiendo, Dolores. ¿En cuál te quedas?", re(dolores)),
			es(dolores, "En reclutamiento ya estoy. Pedí entrar al de salud emocional y espero respuesta.", re(rosa), got("👍", rosa)),
			es(tomas, "La vi. Ruth contesta los jueves, así que mañana o pasado. Si no, me escribes a mí: @tomas-arriaga.", re(dolores), got("🙏", dolores)),
			es(dolores, "Así lo haré. Qué gusto que alguien conteste.", re(tomas), got("❤️", tomas, rosa)),
			en(peter, "Read this with a translator and still found it clearer than anything I've been handed in English. Request sent to number 1.", got("🎉", rosa, tomas), got("👍", nora)),
			es(ernesto, "Falta decir que se puede leer desde el teléfono, en el surco, con poca señal. Yo así lo leo.", got("👍", rosa, luis, yolanda)),
		}),
	}
}

func monthSeven() Article {
	return Article{
		Slug:    "what-the-tomato-taught-us",
		Title:   "What the tomato taught us",
		Kind:    "post",
		State:   "published",
		Summary: "Notes from Ongoing Support on staying in touch after the course is over, collected from this season's discussions.",
		Lang:    "en", Group: "ongoing-support", By: meiling, Ago: 5 * day, Guests: "closed",
		Body: `It began with a photograph. One of our promotores had six men who did not answer messages, so he stopped writing them and sent a picture of a tomato from his yard. They answered with pictures of their own: a pan, a market stall, somebody's chili plants. No one mentioned blood sugar. Everybody was talking about blood sugar.

I have been turning this over for two weeks, because it holds most of what this group has learned since spring.

## It came from a person

He sent it himself, from his own phone, and they know his voice. When we borrow somebody's wording without the somebody, half of the effect is gone. Priya tested this honestly: a greeting that nearly everyone answers when Marisol sends it found fewer than half of her list. That is still twice what we had before, and it is a lesson in what a template can do and what it can't.

## It asked for nothing

A reminder wants something from you. So does a survey, and so, if we are honest, does most of what we call follow-up. The handwritten card from our discussion on people who go quiet is the purest case: you do not have to answer, I'm still here. People do answer, some of them after months.

## It let them choose

When a message comes, how often, whether there is a pause: the programs that leave these to the person lose fewer people than those that decide. Luis found that most of those who left did so before eight in the morning. We had been writing to them at seven.

## It had the same chairs

Tasha's collective has no last session. It has a last *taught* session, and a week later the same people sit in the same room. Yolanda would add a key; Jerome, a kettle. I would add the parking lot, where the talk goes on when the room has been locked.

## What goes into the review

Reviewers will want citations, and they should have them. The review will have its table: which way of staying in touch, by whom, how often, for how long. It will also have a page on what people said they wanted, in plain words, and there I hope to find room for a tomato.

Please correct me below where I have remembered you wrongly.`,
		Comments: spread(4*day+20*hour, 40*minute, []line{
			es(ernesto, "El tomate está contento de ser famoso. La planta ya se secó, pero guardé semilla.", got("❤️", meiling, marisol, tasha, grace, owen, yolanda), got("🎉", priya)),
			en(priya, "One correction: 17 of 40, so a bit over four in ten. I'd leave “fewer than half” and put the number beside it.", got("👍", amara)),
			en(meiling, "Done in my copy for the review. Thank you.", re(priya)),
			en(grace, "Is there seed to share?", re(ernesto), got("❤️", ernesto)),
			es(ernesto, "Hay. Mándeme su dirección por privado, y que me mande una foto cuando salga.", re(grace), got("🎉", grace, meiling, marisol)),
		}),
	}
}

func nextCall() Article {
	return Article{
		Slug:    "one-call-two-languages",
		Title:   "One call, two languages: what we tried and what we would do again",
		Kind:    "post",
		State:   "draft",
		Summary: "Notes for a post on running a call in Spanish and English without an interpreter. Draft: waiting for Tomás's half.",
		Lang:    "en", Group: "behavioral-health", By: ruth, Guests: "held",
		Body: `*Draft. Tomás adds his half; then it goes to the group before it goes out.*

Our calls used to be in English, with apologies. Four months ago we began to take turns: whoever has the floor speaks the language they think in, and after every point Tomás says the gist in the other one. No equipment, no budget. This is what we have noticed so far.

## What got better

- **People who had listened began to talk.** In the last three calls, half of the points were opened in Spanish. Before, it was one in ten.
- **We say less.** When every point has to be put in two sentences for the other half of the room, the speaker starts to put it in two sentences to begin with.
- **The texts improved.** Both brochures were worked out in Spanish first and then brought into English. In each case the Spanish was shorter and warmer, and the English learned from it.

## What got worse

- It takes longer: about a quarter more for the same agenda. We took one topic off and nobody missed it.
- Jokes arrive late. We have decided to laugh twice.
- It leans on one person. When Tomás was ill we fell back into English within ten minutes.

## What we would do again

1. Put the summaries in the notes in both languages while the call is running, so that people who come late can read along.
2. Open with a point in Spanish. Whatever language the first ten minutes are in, the rest of the call follows.
3. Pair up: two people share the job of saying the gist, one point each.

## Open, for Tomás

How is it from your chair? Is a summary fair to the speaker, or do you sometimes hear that you have lost the best part? And what would you tell a group that has nobody like you?

*To add: a picture of the notes; the numbers from the last three calls, checked by Desmond.*`,
	}
}

func chooseTopics() Article {
	return Article{
		Slug:    "choose-the-next-webinar",
		Title:   "Choose the next webinar with us",
		Kind:    "post",
		State:   "scheduled",
		Summary: "Four proposals from the work groups. Say which one you would give an hour to, and what you would want to be different afterwards.",
		Lang:    "en", By: nora, Ago: -3 * day, Guests: "confirmed",
		Body: `Topics in this network are chosen by the people who come. Here are four proposals, each from a discussion that would not stop. Say in a comment which one you'd give an hour to and, more useful still, **what you would want to do differently the week after**.

## 1. After the hard visit

From [Recruitment, Training, Retention and Backup](/g/recruitment-training). Somebody sits in a car for an hour after a visit and has no one to call. The group has three steps and a step zero. The webinar would be in Spanish with interpretation into English, the other way round from what we are used to.

## 2. The first contact

From [Behavioral Health](/g/behavioral-health). A screening came back high; who speaks to the person, when, and in which words? The group has a conclusion and a small table of numbers that wants to be argued with. We'd spend half of the hour on how it would look in your place.

## 3. Three measures and a tally

From [Quality Improvement](/g/quality-improvement). What to count if you may only count three things, and why a list of names can beat a percentage. Bring a chart, the uglier the better. Anil has promised to bring one of his own that failed.

## 4. In May, tell us about July

From [Sustainability & Advocacy](/g/sustainability-advocacy). Programs lose people in the weeks when no one knows whether the money goes on. A program director, a clinic and a promotora would each say what they could do about it, in ten minutes apiece, and then it's your turn.

## How it will run

- fifty minutes, of which at most twenty-five are talk
- captions in both languages
- the recording cut by question, none longer than six minutes
- notes in the group that proposed it, the same day

We'll count what you write here for two weeks and announce the date in every group's *general* channel. If two proposals come out close, we will do both; we have been waiting for an excuse.`,
	}
}
