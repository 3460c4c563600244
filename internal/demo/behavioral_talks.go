package demo

func behavioralTalks() []Discussion {
	return []Discussion{
		talk("Who makes the first contact when a screening comes back high?", "en", 34*day, 50*minute,
			en(ruth, `The toolkit needs one clear page on this. Our peers call within two days, but two sites told us that a call from an unknown number is never answered.

What does first contact look like where you are, **who** makes it, and who decides that?`, got("👍", jerome, grace, hannah, desmond, kathleen), got("🙏", marisol, nora)),
			en(hannah, "In our practice it's me, in the room, before the person leaves. I introduce the peer by name, and the peer walks them to the door. No call needed.", re(ruth), got("💡", ruth, kathleen)),
			en(kathleen, "And when the peer is out on a visit?", re(hannah)),
			en(hannah, "Then I show a photograph and say when she will call, to the hour. “Tomorrow between four and five, Tuesday if she misses you.” People pick up when they know the hour.", re(kathleen), got("👍", kathleen, grace), got("💡", jerome, ruth)),
			en(kathleen, "To the hour. We've been saying “in the next few days” for years.", re(hannah)),
			en(jerome, "“In the next few days” means *never* if you've been let down before. I would tape that over the desk.", re(kathleen), got("❤️", kathleen, hannah, tasha, marisol)),
			es(marisol, "Nosotras mandamos primero un mensaje en su idioma, firmado con nombre: «Soy Marisol, de la clínica. La llamo mañana a las cuatro desde este número. Si prefiere otra hora, dígame.» Luego casi siempre contestan.", re(ruth), got("💡", ruth, grace, desmond, meiling, jerome), got("❤️", yolanda)),
			en(desmond, `I have numbers on that. At one of our sites:

| First contact | People | Answered the first call |
|---|---:|---:|
| Call from an unknown number | 61 | 16 |
| Text first, signed, then the call | 58 | 34 |

Eleven weeks, one county, nothing randomized. The sites differ more than I expected, so treat it as a hint.`, re(marisol), got("💡", ruth, hannah, grace, kathleen, paul, samuel), got("👍", marisol)),
			en(grace, "Do you know how many of the 58 had been met in person before?", re(desmond)),
			en(desmond, "Good question. Nineteen. Without them it is still better than half, but fewer people than I'd like to build a page on.", re(grace), got("👍", grace)),
			en(grace, "Thank you. I would print both rows *and* that sentence.", re(desmond), got("👍", desmond, ruth)),
			en(tasha, "Who decides? With us the person does. The screening ends with “Would you like to hear from somebody who has been there? How?” If they say no, then no, and we ask again at the next visit.", first, got("❤️", jerome, marisol, ruth), got("👍", hannah, beatriz)),
			es(carmen, "Una cosa es el primer contacto y otra es el riesgo. Si las respuestas preocupan por su seguridad, eso es de la enfermera y ese mismo día; la promotora no carga con eso sola.", first, got("👍", ruth, hannah, jerome, grace, marisol, kathleen)),
			en(ruth, "Agreed, and it comes first on the page, in a box, before anything about texts and calls. @carmen-rosales, may I use your wording?", re(carmen)),
			es(carmen, "Claro que sí. Mejor si va en los dos idiomas.", re(ruth), got("🙏", ruth)),
			es(yolanda, "¿Y quienes no leen? Tengo señoras que reciben el mensaje y esperan a que llegue la hija para saber qué dice.", re(marisol), got("💡", marisol, ruth)),
			es(marisol, "A ellas, un audio de quince segundos. La voz ya la conocen cuando suena el teléfono.", re(yolanda), got("❤️", yolanda, carmen, ruth), got("💡", desmond)),
			en(ruth, `**The group's conclusion**, for the toolkit:

1. Safety first: worrying answers go to the nurse the same day.
2. The person is asked whether and how they want to hear from a peer.
3. An introduction in the room if the peer is there; otherwise a short message in the person's language, signed with a name, that says the hour. A voice message for people who do not read.
4. The call, at that hour, within two days.

Copied to the outline. Thank you all; this was an argument on the phone in spring and is a page now.`, first, conclusion, got("🎉", jerome, marisol, hannah, grace, desmond, carmen, tasha), got("👍", kathleen, nora, paul, meiling, samuel)),
			en(jerome, "Tried step 3 with two people this week. Both picked up. One said, “You're on time.” Nobody had ever said that to me at work.", re(ruth), got("❤️", ruth, hannah, marisol, tasha, grace)),
			en(grace, "We start on Monday. @ruth-adeyemi I'll keep the same two rows as Desmond, so that we can lay them side by side in six weeks.", re(ruth), got("👍", ruth, desmond)),
		),
		talk("Brochure for prospective clients: wording, round two", "en", 19*day, 8*hour,
			en(ruth, `Round two. The headline is settled, the middle is not. Three candidates for the sentence that says who a peer supporter is:

- A. *A trained person who has faced similar challenges.*
- B. *Someone who has been there and has learned how to help.*
- C. *A neighbor with training.*

Please argue.`, got("👍", jerome)),
			en(jerome, "B. A sounds like a leaflet about me. B sounds like me.", re(ruth), got("❤️", tasha, ruth), got("👍", grace)),
			es(marisol, "En español la B ya existe: «alguien que ha pasado por lo mismo». La gente la dice sin que se la enseñemos.", re(ruth), got("👍", beatriz, yolanda, jerome, ruth)),
			es(beatriz, "Cuidado: «lo mismo» promete mucho. Nadie ha pasado por lo mismo. Yo diría «por algo parecido».", re(marisol), got("💡", marisol, ruth, carmen)),
			es(marisol, "Tienes razón. «Algo parecido» es más humilde, y más cierto.", re(beatriz), got("❤️", beatriz)),
			en(ruth, "Now I want that honesty in English. “Someone who has been somewhere similar” is terrible. Help.", re(marisol), got("😢", jerome, tasha)),
			en(tasha, "“Someone who has had hard years too.”", re(ruth), got("❤️", ruth, jerome, marisol, grace, meiling), got("💡", beatriz)),
			en(jerome, "That one. It doesn't say which years. I'd trust it.", re(tasha), got("👍", ruth, tasha)),
			en(grace, "It also passes the tired reader test: our care team read it at the end of a double shift and nobody asked what it meant.", re(tasha), got("👍", ruth)),
			es(tomas, "Y de vuelta al español: «Alguien que también ha tenido años difíciles y aprendió a acompañar.» Suena a lo que decimos.", re(tasha), got("❤️", marisol, beatriz, yolanda, carmen)),
			en(ruth, "Adopted in both languages. The Spanish is the better text again, so let's work backwards from it for the rest. @marisol-quintana, next paragraph: *what we do not do*. Would you start it in Spanish?", first, got("🎉", jerome, tasha, tomas, beatriz), got("🙏", yolanda)),
			en(tasha, "And @grace-lindqvist, could your care team read that paragraph at the end of a shift, too?", re(ruth), got("👍", ruth)),
			es(yolanda, "@ruth-adeyemi, ¿ya la puedo imprimir para el sábado, o espero la otra mitad?", re(ruth)),
		).pinned(),
		talk("¿Cómo se habla de tristeza sin decir «depresión»?", "es", 27*day, 36*hour,
			es(yolanda, "En mi grupo, si digo «depresión», se cierran. Si digo «nervios» o «tristeza de esa que pesa», hablan una hora. ¿Qué palabras usan ustedes, y cuándo cambian a la otra?"),
			es(marisol, "Yo empiezo por el cuerpo: ¿cómo duerme, tiene hambre, le duele la espalda? Y cuando ya contó, le pregunto qué nombre le pone ella.", re(yolanda), got("❤️", yolanda, carmen, tomas), got("💡", ruth)),
			es(beatriz, "Usar su palabra primero. La nuestra después, y solo si abre una puerta: a un servicio, a un permiso, a que la familia entienda.", re(marisol), got("👍", marisol, yolanda, carmen)),
			es(carmen, "Desde enfermería: en el expediente sí va la palabra técnica, y se lo explico a la persona antes de escribirla. Nadie debe enterarse de su diagnóstico por un papel.", re(beatriz), got("👍", beatriz, marisol, tomas)),
			es(yolanda, "¿Y cómo se lo explicas?", re(carmen)),
			es(carmen, "«Esto que usted llama nervios, en la clínica tiene otro nombre, y con ese nombre le puedo conseguir ayuda. ¿Lo escribimos juntas?»", re(yolanda), got("❤️", yolanda, marisol, beatriz, tomas), got("🙏", ruth)),
			en(ruth, "Tomás put this into English for me. “Shall we write it down together?” is the best sentence on consent I have met in a while. It belongs in the toolkit.", re(carmen), got("👍", carmen, jerome, hannah)),
			en(jerome, "The men I sit with say “tired”. I never correct it. Some weeks later they'll say “not that kind of tired”, and then we can talk.", first, got("❤️", ruth, marisol, tasha), got("💡", beatriz)),
			es(marisol, "«No esa clase de cansado.» Igualito que aquí, Jerome.", re(jerome), got("❤️", jerome)),
			es(yolanda, "Voy a hacer una lista de las palabras de cada lugar. Sin corregir ninguna. ¿Me mandan las suyas?", first, got("👍", marisol, beatriz, carmen, tomas), got("🎉", ruth)),
			es(beatriz, "Van las mías por la tarde. @tomas-arriaga, ¿la pasa usted al inglés cuando esté completa?", re(yolanda), got("❤️", yolanda)),
		),
		talk("Who can take the warm line this Saturday?", "en", 5*hour, 5*hour,
			en(hannah, "Our two Saturday people are both at a wedding, the same one. The line is open from ten to two; calls come to your own phone, and most of them are people who want to hear a voice. Who could take it, or half of it?", got("❤️", jerome)),
		),
	}
}
