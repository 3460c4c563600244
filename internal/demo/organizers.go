package demo

// organizersTable is the small hidden group: only its members find it.
func organizersTable() Group {
	return Group{
		Slug:       "organizers-table",
		Name:       "Organizers' table",
		Focus:      "Where the leads and the network office plan: calls, newsletter, and who needs a hand.",
		Visibility: "members",
		Joining:    "invite",
		About:      "For the leads of the six work groups and the network office. Nobody else sees this group or its name. It belongs to this demo and stands in no source.",
		Members: map[string]string{
			nora: "lead", tomas: "moderator",
			rosa: "member", desmond: "member", meiling: "member", ruth: "member", samuel: "member", lucia: "member",
		},
		Channels: []Channel{
			{Title: "general", Topic: "Before and after the calls", Messages: chat(3*hour,
				en(nora, "Newsletter closes on Wednesday. One paragraph per group, the shorter the better."),
				en(desmond, "Mine is one sentence and a chart."),
				en(nora, "The chart has to work in black and white."),
				en(desmond, "It's a line. It will cope."),
				after(21*hour, es(rosa, "Tenemos una solicitud pendiente: Peter, de recepción en Three Alders. ¿Alguien lo conoce?")),
				en(samuel, "He's ours, and he is the reason our schedule works. Say yes."),
				es(rosa, "Con esa carta de presentación, sí.", got("👍", samuel, tomas)),
				after(18*hour, es(tomas, "Ayer moví dos mensajes fuera de lugar en general. Avisé a quien los escribió; lo tomó bien.")),
				en(nora, "Thank you for writing to the person first, @tomas-arriaga. That is the whole craft.", got("❤️", tomas, ruth)),
				after(20*hour, en(meiling, "Can we keep Thursday's call to forty-five minutes?")),
				en(ruth, "If we start with what people wrote this week and not with a round of updates: yes."),
				es(lucia, "Apoyo eso. Las novedades ya están aquí, se leen en cinco minutos."),
				en(nora, "Decided. No round of updates. I feel lighter already.", got("🎉", meiling, ruth, lucia, samuel, desmond)),
				en(nora, "@ruth-adeyemi could you open with the first-contact conclusion? Three minutes."),
				en(ruth, "Gladly."),
			)},
		},
		Discussions: []Discussion{
			talk("Which group needs a hand this month?", "en", 11*day, 22*hour,
				en(nora, "Our usual question. Say it plainly; nobody gets a grade."),
				en(meiling, "Ongoing Support does. We have the table for the review and nobody with two free evenings.", re(nora), got("🙏", desmond)),
				en(desmond, "Amara reads fast and would like to. She is an observer with you already; make her a member for the month?", re(meiling), got("👍", meiling, nora)),
				es(rosa, "Nosotros bien, pero cansados. Lo digo para que conste, no para que se arregle hoy.", re(nora), got("❤️", nora, ruth, lucia, meiling)),
				en(ruth, "It's noted, Rosa, and I'll take your Thursday slot so that you can leave early.", re(rosa), got("❤️", rosa)),
				es(lucia, "Pongámoslo como costumbre: cada mes un grupo descansa de reportar.", first, got("👍", nora, samuel, rosa, tomas)),
				en(nora, "Adopted. Recruitment rests in the coming month.", re(lucia), got("🎉", rosa, lucia)),
			).pinned(),
			talk("¿Qué temas proponemos para el próximo seminario web?", "es", 21*day, 12*day,
				es(tomas, "Los temas los escogen los miembros, pero necesitamos una lista para empezar. ¿Qué se está repitiendo en sus grupos?"),
				en(ruth, "First contact. Three groups have asked for our page already.", re(tomas), got("👍", nora)),
				es(rosa, "El respaldo después de visitas difíciles. Y que sea en español, con interpretación al inglés, por una vez al revés.", re(tomas), got("🎉", tomas, lucia, ruth), got("❤️", nora)),
				en(nora, "Spanish first, with English interpretation. Why did it take us this long? Booking the interpreter today.", re(rosa), got("❤️", rosa, lucia, tomas)),
			),
		},
	}
}
