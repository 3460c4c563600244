package demo

func sustainabilityTalks() []Discussion {
	return []Discussion{
		talk("What goes on the one page for a county commissioner?", "en", 31*day, 18*hour,
			en(ruth, "She has one page and the time between two meetings. What is on it, and what did you take off?"),
			en(miriam, `Top to bottom, mine reads:

1. what people here already get (one sentence)
2. what it costs per person and month (one number, and where it comes from)
3. what happens without it (one number or one story, never both)
4. what I am asking for, and by when

I took off everything about the field as a whole.`, re(ruth), got("💡", ruth, lucia, samuel), got("👍", victor)),
			es(lucia, "Yo le agrego el mapa de *su* distrito, chiquito, con los puntos donde ya hay promotoras. Lo primero que hacen es buscar su calle.", re(miriam), got("💡", miriam, luis, ruth)),
			en(samuel, "A physician's signature helps more than it should. Use us for that.", re(ruth), got("👍", ruth, tasha)),
			en(tasha, "And somebody who has lived it, in the room, not as decoration but as the one who hands over the page.", re(ruth), got("❤️", ruth, jerome, yolanda, lucia)),
			en(miriam, "One caution on number 3. If you say “saves”, they'll ask who banks the savings, and it's seldom the county. Say what the county avoids.", re(miriam), got("💡", lucia, amara, victor)),
			es(victor, "Por eso nosotros decimos «noches de hospital que paga el condado» y no «ahorro». Es más corto y es verdad.", re(miriam), got("👍", miriam, lucia)),
			es(lucia, `**Conclusión:** una hoja con cuatro partes (lo que hay, lo que cuesta, lo que pasa sin ello, lo que pedimos y para cuándo), un mapa del distrito, y la entrega quien lo ha vivido. *In English: four parts, the district's own map, handed over by someone who has lived it.*`, first, conclusion, got("🎉", ruth, miriam, tasha, victor, samuel), got("👍", nora, desmond, amara)),
			en(ruth, "Handed over on Friday by Jerome. She read the whole page standing up, and then she sat down.", re(lucia), got("🎉", lucia, tasha, jerome, miriam), got("❤️", victor)),
			en(jerome, "She asked me where I live. I pointed at the map.", re(ruth), got("❤️", ruth, lucia, tasha, luis, miriam)),
		).pinned(),
		talk("¿Cómo contamos lo que cuesta no tener promotoras?", "es", 39*day, 23*day,
			es(luis, "Sabemos lo que cuesta el programa. ¿Cómo se calcula con honestidad lo que cuesta *no* tenerlo, sin inventar?"),
			en(miriam, "Start with things that were already counted by somebody else: missed appointments, interpreter hours, repeated visits. Boring, public, hard to argue with.", re(luis), got("👍", luis, amara)),
			es(luis, "Citas perdidas tengo, por mes y por clínica, desde hace dos años.", re(miriam)),
			en(amara, "Two years is enough to see the season. Plot it first; don't compute anything yet.", re(luis), got("👍", miriam)),
			es(lucia, "Y hay que decir en la misma hoja lo que el número no incluye: una mamá que duerme tranquila no está en ninguna columna.", re(miriam), got("❤️", yolanda, rosa, luis), got("💡", miriam)),
			en(miriam, "Exactly. I call it the honest footnote, and I've seen it win more arguments than the number above it.", re(lucia), got("💡", lucia, luis, samuel)),
			es(luis, "Hice la gráfica. Se ve el hueco de los cuatro meses en que no hubo promotora en una clínica. No hace falta ningún cálculo, se ve.", first, got("🎉", miriam, amara, lucia, victor)),
			es(rosa, "Conozco ese hueco. Fue cuando se acabó la subvención. Por eso hay que enseñarla.", re(luis), got("😢", luis), got("🙏", lucia)),
		),
		talk("Certification: help or fence?", "en", 25*day, 2*day,
			en(tasha, "Our state is talking about a certificate for peer supporters. I can see it opening a door to being paid, and I can see it closing one on the people we most want. What has it been like where it exists?"),
			es(yolanda, "A mí me da miedo el examen en inglés. Llevo nueve años haciendo esto, y sé que no lo pasaría.", re(tasha), got("❤️", tasha, rosa, lucia, tomas), got("😢", jerome)),
			en(miriam, "Being paid through insurance often hangs on *some* definition. If we don't write it, somebody will who has never met Yolanda.", re(tasha), got("💡", tasha, ruth, victor)),
			es(lucia, `Entonces pidamos lo que sí queremos:

- que cuenten los años de experiencia
- que se ofrezca en varios idiomas, hablado y no solo escrito
- que sea gratis para la persona
- que un antecedente viejo no cierre la puerta sin escuchar
- que en la mesa que lo decide haya promotoras`, re(yolanda), got("👍", yolanda, tasha, tomas, victor, rosa), got("🎉", jerome)),
			en(jerome, "Number four is my whole biography. Thank you for writing it down, @lucia-fontana.", re(lucia), got("❤️", lucia, tasha, ruth, yolanda)),
			es(victor, "Falta una: que lo que ya dimos de capacitación se reconozca. No vamos a mandar a nadie a repetir cuarenta horas.", re(lucia), got("👍", lucia, rosa, yolanda)),
			en(samuel, "As an employer: I'd hire on these six before I'd hire on an exam.", re(lucia), got("👍", tasha, victor)),
			en(ruth, "Has anyone sat on such a panel? I have been asked and would like to know what I would be walking into.", first),
			en(tasha, "I did for a year. Bring a second person with lived experience. One of us is a story; two of us are a position.", re(ruth), got("💡", ruth, lucia, jerome, miriam)),
			es(tomas, "**Resumen en español.** Un certificado puede abrir el pago y puede dejar fuera a la gente de más confianza. El grupo pide seis cosas: experiencia, idiomas, sin costo, antecedentes con escucha, promotoras en la mesa y capacitación previa reconocida. Y nunca ir sola a un panel.", first, got("🙏", yolanda, lucia, victor), got("👍", rosa, tasha)),
		),
		talk("The Illinois template: what would your state have to change?", "en", 56*day, 40*day,
			en(lucia, "The group's template was written with community health workers and immigrant communities in Illinois in mind. If you took it home tomorrow, which paragraph would not survive the trip?"),
			en(ruth, "The one on who is responsible. With us it isn't one agency but three, and none of them likes the other two.", re(lucia), got("😢", miriam), got("👍", lucia)),
			es(victor, "La parte de idiomas: aquí no son dos, son cinco, y uno de ellos no se escribe.", re(lucia), got("💡", lucia, tomas)),
			en(amara, "Figures. Leave blanks with a note where to find each of them, instead of numbers that will be wrong elsewhere.", re(lucia), got("👍", miriam, luis)),
			es(lucia, "Entonces la plantilla debería ser dos cosas: un texto con huecos, y una hoja que diga dónde se llena cada uno.", re(amara), got("👍", amara, victor, ruth)),
			en(nora, "I'll ask the group's members which states they're in and make the list. Short form, five minutes, promise.", first, got("🙏", lucia)),
		),
		talk("¿Quién paga el segundo año?", "es", 18*day, 6*day,
			es(victor, "El primer año siempre hay quien ponga dinero: es nuevo y sale en la foto. ¿Y el segundo?"),
			es(lucia, "El segundo año lo paga quien ya no puede vivir sin ustedes. Por eso en el primero hay que volverse necesarios para alguien con presupuesto propio.", re(victor), got("💡", victor, rosa)),
			es(rosa, "En nuestro caso fue la clínica, cuando vio que sin promotoras se le vaciaba la agenda de los jueves.", re(lucia), got("👍", lucia, luis)),
			en(samuel, "True from the clinic's side as well: in year one I paid from goodwill, in year two from the operating budget. The second is harder to get and much harder to lose.", re(rosa), got("💡", victor, lucia, miriam)),
			es(yolanda, "Mientras tanto, que a una le digan en mayo si hay julio. Lo demás lo aguantamos.", re(victor), got("❤️", rosa, lucia, tasha), got("🙏", victor)),
			es(victor, "Me lo llevo escrito, Yolanda: en mayo se dice si hay julio. Ese va a ser el primer punto de nuestro plan.", re(yolanda), got("👍", yolanda, rosa, lucia, nora)),
		),
		talk("Can we make a business case without the word “savings”?", "en", 65*day, 57*day,
			en(miriam, "A challenge for the week: describe the value of one peer supporter for one year to a finance director. You may not write *save*, *savings*, *ROI* or *cost-effective*."),
			en(jerome, "“Forty people who pick up the phone.”", re(miriam), got("❤️", miriam, ruth, tasha)),
			es(rosa, "«Cuarenta familias que llegan a la cita, y entienden lo que se dijo.»", re(miriam), got("👍", lucia, miriam)),
			en(samuel, "“Nine clinicians who get to do the job they trained for.”", re(miriam), got("👍", ruth), got("💡", lucia)),
			en(miriam, "These three beat my whole first page. They go at the top of the case; my numbers move to the back, where they will be happier.", first, got("🎉", jerome, rosa, samuel, lucia)),
		),
	}
}
