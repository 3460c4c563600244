package demo

func ongoingTalks() []Discussion {
	return []Discussion{
		talk("What happens in month seven?", "en", 44*day, 7*hour,
			en(meiling, `Our course lasts six months. People do well, we take a photograph, there is cake. Then comes month seven, and half of what was won leaks away quietly.

I am collecting answers to one question: **what is the first thing you do after the last session?**`, got("💡", grace, owen, marisol)),
			en(owen, "Speaking from the counter: I see it in the refills. Month eight is when they start to come late.", re(meiling), got("😢", meiling, grace)),
			en(tasha, "We stopped having a last session. There is a last *taught* session, and the week after, the same people meet in the same room without a teacher. Same chairs. That was the trick: the same chairs.", re(meiling), got("💡", meiling, priya, jerome), got("👍", owen)),
			en(meiling, "Who holds that room together?", re(tasha)),
			en(tasha, "Two people from the group, chosen by the group in week twenty. They get a key and a phone number, mine.", re(meiling), got("❤️", meiling, yolanda)),
			es(yolanda, "La llave es importante. A nosotras nos prestaban el salón y cada semana había que pedirlo. Cuando nos dieron llave, el grupo dejó de ser de la clínica y fue nuestro.", re(tasha), got("❤️", tasha, marisol, meiling), got("💡", grace)),
			en(jerome, "A key and a kettle. I'd add the kettle to any budget.", re(yolanda), got("👍", tasha, owen, yolanda)),
			es(marisol, "Yo llamo a los diez días, y no pregunto por el azúcar. Pregunto por el nieto, la rodilla, el perro. Si eso está bien, lo otro sale solo en la plática.", first, got("❤️", grace, carmen, dolores), got("💡", meiling)),
			en(grace, "We have done the ten-day call since Marisol told us about it, and it takes four minutes on average. I had budgeted fifteen. @mei-ling-zhao, I can share how we fit it in.", re(marisol), got("🎉", marisol), got("👍", meiling)),
			en(meiling, "Please do. Does it have to be the same person who knew them from the course?", re(grace)),
			en(grace, "I wanted it not to matter. It matters.", re(meiling), got("💡", meiling, priya, tasha)),
			es(carmen, "Y que esa persona tenga tiempo en su horario para hacerlo, no «cuando puedas». «Cuando puedas» es nunca.", first, got("👍", marisol, grace, yolanda, ernesto)),
		).pinned(),
		talk("Text messages: how many are too many?", "en", 26*day, 26*hour,
			en(priya, "We send three a week and lose about one in ten people a month to STOP. Before I cut it to two: what do you send, and when do people leave?"),
			en(tasha, "One a week, and it always ends in a question somebody can answer with one word.", re(priya), got("👍", priya)),
			es(luis, "Nosotros medimos a qué hora se van: casi todos entre las seis y las ocho de la mañana. Cambiamos el envío a las once y las bajas se redujeron a la mitad.", re(priya), got("💡", priya, meiling, amara)),
			en(priya, "Oh. We send at seven.", re(luis), got("😢", luis, tasha)),
			en(owen, "Anyone who is paid by the hour is not reading about vegetables at seven.", re(priya), removed),
			en(meiling, "Whatever the hour, let people choose it. We ask once: morning, lunch or evening. Most pick lunch, and then it is *their* message.", re(owen), got("👍", priya, grace, luis)),
			es(ernesto, "En temporada, los domingos. Entre semana nadie mira el teléfono.", re(meiling), got("👍", luis, marisol)),
			en(priya, `Plan for the next six weeks, from all of this:

- one message a week, two only for those who ask for it
- the person chooses the hour
- signed with a name that answers
- count replies, not deliveries

I will report back here whatever comes out.`, first, got("👍", meiling, tasha, grace), got("🎉", luis),
				edited(5*hour, `Plan for the next six weeks, from all of this:

- one message a week, two only for those who ask for it
- the person chooses the hour, **Sundays included** (thank you, @ernesto-balbuena)
- signed with a name that answers
- count replies, not deliveries

I will report back here whatever comes out.`)),
			en(priya, "Week three: one in forty left instead of one in ten. Replies up. I'm not touching anything.", re(priya), got("🎉", meiling, luis, tasha, grace, owen, marisol)),
			en(meiling, "Fewer, warmer, signed. It goes into the notes of today's call.", re(priya), got("❤️", priya)),
		),
		talk("Grupos por teléfono: ¿quién los ha probado de verdad?", "es", 38*day, 16*day,
			es(yolanda, "En el valle hay señoras a una hora de camino y sin internet. Pensamos en un grupo por llamada, seis personas, una vez por semana. ¿Alguien lo ha hecho? ¿Qué salió mal?"),
			es(ernesto, "Yo lo hice un año. Lo primero que sale mal es el silencio: nadie sabe a quién le toca.", re(yolanda), got("💡", yolanda)),
			es(yolanda, "¿Y cómo lo arreglaste?", re(ernesto)),
			es(ernesto, "Con un orden fijo, como una mesa. «Doña A está a la derecha de don B.» Lo decimos al empezar y todos se imaginan la mesa.", re(yolanda), got("❤️", yolanda, marisol, carmen, meiling), got("💡", luis)),
			en(meiling, "An imagined table. That is beautiful, and it is also good facilitation. How many people before the table gets too big?", re(ernesto)),
			es(ernesto, "Seis. Con siete ya hay dos que platican y cinco que escuchan.", re(meiling), got("👍", yolanda)),
			es(carmen, "Cuiden la privacidad: que cada quien diga al empezar si está sola en el cuarto. No por desconfianza, para saber de qué se puede hablar.", first, got("👍", yolanda, marisol, dolores)),
			es(yolanda, "Empezamos hace dos semanas: cinco señoras, una mesa imaginaria y una regla de la cocina, se vale cocinar mientras se escucha.", first, got("🎉", ernesto, carmen, marisol, meiling, dolores), got("❤️", tasha)),
			es(marisol, "Se oyen las ollas, seguro. Qué bonito grupo.", re(yolanda), got("❤️", yolanda)),
		),
		talk("Literature review: which study designs do we leave out?", "en", 61*day, 42*day,
			en(meiling, "Scope question for the review. If we keep only randomized trials we end up with a short list and very little about *how* support went on. If we keep everything, we drown. Where would you draw the line?"),
			en(grace, "Keep anything that followed people for at least six months after the program ended. The length matters more for our question than the design does.", re(meiling), got("👍", meiling, priya)),
			en(priya, "And has to say who did the contacting and how often. Half of the papers I've read call it “follow-up” and leave it at that.", re(meiling), got("👍", grace, meiling)),
			es(luis, `Hice una tabla de prueba con lo que tengo leído, solo las formas, sin resultados:

| Forma | Quién llama | Cada cuánto |
|---|---|---|
| Grupo presencial | dos participantes | semanal |
| Teléfono | promotora | cada dos semanas |
| Mensaje | sistema, con firma | semanal |
| Mezcla | promotora y mensaje | según la persona |`, re(priya), got("💡", meiling, grace, priya)),
			en(meiling, "That table is the skeleton of the review. Modality, who, how often. Results come after that and not before.", re(luis), got("👍", luis)),
			en(tasha, "Please keep one page for what people themselves said they wanted. Otherwise it is a review of senders.", re(meiling), got("💡", meiling, jerome, grace), got("❤️", yolanda)),
			en(meiling, "**Settled:** at least six months after the program; contact described (who, how, how often); any design; one page on what people said they wanted. Thank you, this saved me a month.", first, conclusion, got("🎉", grace, priya, luis, tasha)),
		).locked(),
		talk("Somebody has gone quiet for six weeks. What do you do in week seven?", "en", 15*day, 2*day,
			en(jerome, "Calls not picked up, messages read but not answered. I don't want to be a bill collector, and I don't want to be the one who gave up either."),
			es(marisol, "Una tarjeta en papel, escrita a mano: «No tiene que contestar. Aquí sigo.» Nunca pide nada. La mitad vuelve, a veces meses después.", re(jerome), got("❤️", jerome, tasha, grace, meiling, yolanda), got("🙏", carmen)),
			en(jerome, "“You don't have to answer. I'm still here.” I bought cards at lunch.", re(marisol), got("🎉", marisol, tasha)),
			en(owen, "Ask the pharmacist, with permission on file. Often we've seen them last week and all is well; they were just tired of being cared for.", first, got("💡", jerome, grace)),
			en(tasha, "“Tired of being cared for” is a thing. We offer a holiday from us: six weeks, no contact, and a date when we'll say hello again. People love having a date.", re(owen), got("💡", jerome, meiling, priya, grace), got("👍", owen)),
			en(jerome, "Sent eleven cards. Three replies so far, one of them a drawing of a fish. @grace-lindqvist, you asked for a count: there it is.", first, got("❤️", marisol, grace, tasha), got("🎉", meiling)),
		),
		talk("¿Qué receta se quedó en sus grupos de cocina?", "es", 6*day, 3*hour,
			es(yolanda, "No la más sana: la que la gente **sigue cocinando** tres meses después. Empiezo yo: frijoles de olla con más verdura que frijol."),
			es(ernesto, "Pescado en hoja de maíz, a las brasas. Porque se puede hacer en el campo.", re(yolanda), got("👍", yolanda, marisol)),
			en(owen, "Can a pharmacist join? Lentil soup with lime. Four customers have asked for the recipe, and it is on the counter next to the receipts.", re(yolanda), got("❤️", yolanda, meiling)),
			es(marisol, "Nopales con huevo, pero de desayuno. Cuando la cambiamos de la cena al desayuno se quedó.", re(yolanda), got("💡", meiling, yolanda)),
			en(meiling, "Moved from dinner to breakfast, and it stayed. @marisol-quintana, that is a month-seven answer as well.", re(marisol), got("👍", marisol)),
			es(dolores, "¿Hacemos un recetario entre todos? Yo lo paso en limpio.", first, got("🎉", yolanda, ernesto, marisol, carmen, tasha), got("🙏", meiling)),
		),
	}
}
