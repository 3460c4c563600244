package demo

func organizations() Group {
	return Group{
		Slug:       "organizations-systems",
		Name:       "Organizational & System Factors",
		Focus:      "How peer support fits into an organization or a health system, in community organizations and in clinics, without losing what makes it work.",
		Visibility: "everyone",
		Joining:    "request",
		About: `Peer support changes the place that takes it in: the morning meeting, the record, the badge, the phone. We compare how community organizations and clinics make room for it.

**What we worked on.** An issue brief on joining peer support and primary care.

**Who led it.** In the original network this group was led by Maggy Coufal. She has no account here; the leads you can write to are the ones on the members' page.

` + source,
		Products: []Product{{Title: "Issue brief analyzing integration of peer support and primary care", Kind: "Issue brief"}},
		Members: map[string]string{
			samuel: "lead", hannah: "moderator",
			kathleen: "member", ruth: "member", owen: "member", victor: "member", carmen: "member", peter: "member",
			anil: "member", grace: "member", meiling: "member", rosa: "member", nora: "member", ernesto: "member", tasha: "member",
			paul: "observer", miriam: "observer",
		},
		Channels: []Channel{
			{Title: "general", Topic: "Clinics, community organizations and the hallway between them", Messages: chat(45*minute,
				en(samuel, "Our peers got desks today. Real ones, with drawers."),
				en(peter, "And name plates. I printed them myself."),
				en(hannah, "What does it say under the name?"),
				en(peter, "Peer supporter. No “volunteer”, no “assistant”.", got("❤️", hannah, tasha, ruth, carmen)),
				after(18*hour, es(carmen, "¿Alguien ya resolvió cómo agenda una promotora que no tiene correo de la clínica?")),
				en(peter, "We made her a line in the scheduling book, like a room. Room 7 is Elena's line. Nobody asked why."),
				es(carmen, "Jajaja, la sala siete. Se lo propongo a Rosa."),
				es(rosa, "Aprobado. Pero que sea la sala uno.", got("🎉", carmen, peter, samuel)),
				after(21*hour, en(anil, "Who has a one-page workflow for a referral that starts at the pharmacy?")),
				en(owen, "Me. It's a napkin, but it works."),
				en(anil, "Photograph the napkin, please."),
				en(owen, "Done, it's in the thread on who holds the phone."),
				after(16*hour, es(victor, "Mañana visito una clínica que quiere empezar desde cero. ¿Qué pregunta les hago primero?")),
				en(samuel, "“Who here will be glad when the peer calls in sick?” If somebody laughs, ask why."),
				en(tasha, "“Where will they eat lunch?”", got("💡", samuel, hannah, grace)),
				es(ernesto, "Y si hay alguien que hable español en la puerta, no solo en la foto."),
				es(victor, "Tres preguntas mejores que las mías. Gracias.", got("🙏", ernesto)),
				after(7*hour, en(nora, "Reminder that the issue brief needs its examples by the end of next week. Two paragraphs are enough.")),
				en(grace, "Mine goes up tonight."),
				en(samuel, "Bless you, Grace."),
			)},
		},
		Discussions: organizationsTalks(),
	}
}
