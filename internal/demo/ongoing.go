package demo

func ongoing() Group {
	return Group{
		Slug:       "ongoing-support",
		Name:       "Ongoing Support",
		Focus:      "Support for people with diabetes that goes on after the course is over: which ways of staying in touch work, by voice, in person or by technology.",
		Visibility: "network",
		Joining:    "free",
		About: `Diabetes does not end with the last session. We look at how support goes on: in person, in groups, by phone, by message, and in mixtures of these.

**What we worked on.** A review of the literature on ongoing support, mainly diabetes research reported from the United States.

**Who led it.** In the original network this group was led by Shelagh Mulvaney and Martha Funnell. They have no accounts here; the leads you can write to are the ones on the members' page.

` + source,
		Products: []Product{{Title: "Literature review for ongoing support interventions", Kind: "Literature review"}},
		Members: map[string]string{
			meiling: "lead", priya: "moderator",
			grace: "member", marisol: "member", owen: "member", yolanda: "member", ernesto: "member", carmen: "member",
			tasha: "member", jerome: "member", nora: "member", luis: "member", dolores: "member",
			amara: "observer",
		},
		Channels: []Channel{
			{Title: "general", Topic: "Whatever keeps people in touch", Messages: chat(12*minute,
				en(meiling, "Walked past our Tuesday group just now. They finished at six. It's seven twenty and they are in the parking lot, still talking."),
				en(owen, "The parking lot is the real session."),
				es(yolanda, "Aquí es la banqueta de enfrente. Igual.", got("❤️", meiling, marisol, carmen)),
				after(18*hour, en(priya, "Heads-up: our text sender will be down for maintenance tomorrow from 2 to 4 Eastern.")),
				en(priya, "Messages queued before that go out after. Nothing is lost."),
				es(luis, "¿También los de la otra plataforma?"),
				en(priya, "No, only ours. Yours has its own bad days."),
				es(luis, "Eso es verdad."),
				after(14*hour, es(ernesto, "Tengo a seis señores que no contestan mensajes pero sí contestan si mando la foto de un tomate.")),
				en(tasha, "I need to hear more about the tomato."),
				es(ernesto, "Cada quien manda lo que va a comer. Empezó con un tomate de mi patio. Nadie habla de azúcar y todos hablan de azúcar.", got("❤️", meiling, tasha, marisol, grace, owen)),
				en(meiling, "That is the best description of ongoing support I have read this year."),
				en(grace, "Can it go in the review?"),
				en(meiling, "Sadly, reviewers want a citation for the tomato.", got("🎉", grace, owen, priya)),
				after(20*hour, en(owen, "Is anyone else seeing people stretch their test strips again? Third conversation at the counter this week.")),
				es(carmen, "Sí. Aquí revisamos con cada persona qué opciones cubre su plan. Mándalas con nosotras si son de la zona."),
				en(owen, "Will do. Thank you, @carmen-rosales.", got("🙏", carmen)),
				after(9*hour, es(dolores, "¿Las reuniones de este grupo son abiertas? No estoy en ninguna lista.")),
				en(meiling, "Wide open, Dolores. Just press Join on whatever you like here.", got("👍", dolores)),
				es(marisol, "Y si te pierdes en la llamada, escribe aquí y te contestamos."),
				es(dolores, "Ya me uní. Qué fácil."),
				after(3*hour, en(priya, "Today's open call notes are in the thread on text messages. Short: fewer, warmer, signed.")),
				en(grace, "“Fewer, warmer, signed” fits on a mug."),
				es(marisol, "Menos, con más cariño y con nombre. También cabe.", got("❤️", grace, priya, meiling)),
				en(grace, "@marisol-quintana I would drink from both."),
			)},
			{Title: "text-messages", Topic: "Wordings that got an answer, and ones that did not", Messages: chat(5*hour,
				en(priya, "This week's loser: “Remember to check your levels today!” Zero replies out of 38."),
				en(priya, "This week's winner: “How did Sunday lunch go? – Ana from the Tuesday group.” 21 of 38."),
				es(yolanda, "La segunda suena a persona."),
				en(tasha, "The first sounds like my dentist."),
				after(23*hour, es(marisol, "La mía: «¿Cómo amaneció?» Nada más. Contestan casi todas.", got("💡", priya, meiling))),
				en(priya, "Two words! Testing the English twin tomorrow. “How's your morning?”"),
				after(18*hour, en(priya, "Result: 17 of 40. Half of what Marisol gets, twice of what we had.")),
				es(marisol, "Es que a mí me conocen. No es la frase.", got("👍", priya, meiling, tasha), got("💡", grace)),
				en(meiling, "And there is the finding, in one line."),
			)},
		},
		Discussions: ongoingTalks(),
	}
}
