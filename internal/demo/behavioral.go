package demo

func behavioral() Group {
	return Group{
		Slug:       "behavioral-health",
		Name:       "Behavioral Health & Peer Support Interventions",
		Focus:      "What peer supporters can do for people who live with several chronic conditions and with emotional distress.",
		Visibility: "everyone",
		Joining:    "request",
		About: `Peer supporters meet sadness, worry and several illnesses in the same kitchen. We work on what they can offer there, and on what has to stand behind them.

**What we worked on.** A toolkit for planning such a program and speaking up for it, and two brochures: one for people who might use it, one for organizations that might offer it.

**Who led it.** In the original network this group was led by Joan Thompson. She has no account here; the leads you can write to are the ones on the members' page.

` + source + `

If you or somebody near you is in crisis, this is not the place to wait for an answer: call your local emergency number.`,
		Products: []Product{
			{Title: "Toolkit for Advocating and Planning for a Behavioral Health Peer Support Program", Kind: "Toolkit"},
			{Title: "Brochure for Prospective Clients", Kind: "Brochure"},
			{Title: "Brochure for Prospective Organizations", Kind: "Brochure"},
		},
		Members: map[string]string{
			ruth: "lead", jerome: "moderator",
			hannah: "member", grace: "member", marisol: "member", tasha: "member", carmen: "member", yolanda: "member",
			kathleen: "member", beatriz: "member", desmond: "member", meiling: "member", tomas: "member", nora: "member",
			paul: "observer", samuel: "observer",
		},
		Waiting: []string{dolores},
		Channels: []Channel{
			{Title: "general", Topic: "Quick questions, hellos and last-minute logistics", Messages: chat(6*minute,
				en(ruth, "Morning, everyone. Call on Thursday at three Eastern. Two topics: the brochure's first line, and backup at night."),
				en(hannah, "Can we do backup first? I turn into a pumpkin at four."),
				en(ruth, "Backup first."),
				es(beatriz, "Buenos días. ¿Habrá interpretación o nos turnamos como la vez pasada?"),
				es(tomas, "Nos turnamos, y yo resumo cada punto en el otro idioma.", got("🙏", beatriz, marisol, ruth)),
				after(20*hour, en(jerome, "Read the Spanish brochure aloud to two of our peers today. One said, “Who wrote this, my aunt?”")),
				en(jerome, "That was praise. He checked that I knew it was praise."),
				es(marisol, "¡Mi tía escribe muy bien!", got("❤️", jerome, ruth, tasha, yolanda)),
				en(ruth, "Then the English one needs an aunt as well."),
				en(tasha, "I volunteer my aunt. She has opinions about commas."),
				after(14*hour, en(grace, "Small win: our physician asked a peer for advice this morning. In the hallway, out loud, in front of a student.")),
				en(ruth, "Framing this.", got("🎉", grace, hannah, jerome, kathleen, samuel)),
				en(kathleen, "What was the question?"),
				en(grace, "“How do I ask about sleep without sounding like a form?”"),
				en(jerome, "And the answer?"),
				en(grace, "“Tell them how you slept.”", got("💡", ruth, meiling, jerome, beatriz), got("❤️", hannah)),
				after(19*hour, es(carmen, "Aviso: la línea de respaldo de este fin de semana la llevo yo. Mi número está en la hoja de siempre.")),
				en(jerome, "Thank you, @carmen-rosales. I have the next one."),
				es(yolanda, "Y yo la tercera, si alguien me explica la hoja."),
				es(carmen, "Te llamo hoy a las cinco y en diez minutos la tienes."),
				es(yolanda, "Perfecto."),
				after(11*hour, en(desmond, "The sheet with the eleven weeks is ready for whoever wants it. Not pretty, but the columns have names now.")),
				en(hannah, "Yes please. Our doctors believe columns."),
				en(ruth, "@grace-lindqvist are you all right to take notes on Thursday? I'd like them short and a little bit funny, like last time."),
				en(grace, "Short I can promise.", got("👍", ruth)),
				es(tomas, "@marisol-quintana, ¿abres tú el punto del folleto? Cinco minutos, en español, y yo lo paso al inglés."),
				es(marisol, "Sí. Llevo las tres versiones impresas para verlas de lejos.", got("❤️", tomas)),
				after(2*hour, en(tasha, "My aunt says: fewer adjectives.")),
				en(ruth, "Your aunt is hired."),
			)},
			{Title: "brochure", Topic: "Working title: a line that a tired person reads to the end", Messages: chat(95*minute,
				en(ruth, "Version 4 of the first line: “You don't have to be ready to talk. You can just have coffee.”"),
				es(marisol, "En español: «No tiene que tener ganas de hablar. Puede solo tomarse un café.»"),
				en(jerome, "I like both. What if they don't drink coffee?"),
				es(yolanda, "Entonces té. Nadie se ha quejado del té."),
				after(22*hour, en(meiling, "Tested on five people after class. Four smiled, one asked whether the coffee was free. I count that as five.")),
				en(ruth, "Five of five it is.", got("🎉", meiling, marisol, jerome)),
				es(beatriz, "Cuidado con «solo»: con o sin acento, alguien va a escribirnos.", got("😢", tomas)),
				es(tomas, "Ya me escribieron.", got("❤️", beatriz, marisol)),
				en(ruth, "Printing forty of each for the county fair. Speak now."),
				en(tasha, "My aunt approves."),
			)},
		},
		Discussions: append(behavioralTalks(), moreBehavioralTalks()...),
	}
}
