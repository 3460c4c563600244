package demo

func recruitment() Group {
	return Group{
		Slug:       "recruitment-training",
		Name:       "Recruitment, Training, Retention and Backup of Peer Supporters",
		Focus:      "Finding peer supporters, preparing them, keeping them, and standing behind them when a visit turns hard.",
		Visibility: "everyone",
		Joining:    "request",
		About: `We compare how programs find, train and keep peer supporters, and what backup they give them, stressful situations included.

**What we worked on.** A case study on assuring the quality of peer health promoters' work.

**Who led it.** In the original network this group was led by Manuela McDonough. She has no account here; the leads you can write to are the ones on the members' page.

` + source,
		Products: []Product{{Title: "Peer Health Promoter Quality Assurance Case Study", Kind: "Case study"}},
		Members: map[string]string{
			rosa: "lead", beatriz: "moderator", tomas: "moderator",
			marisol: "member", ernesto: "member", yolanda: "member", jerome: "member", tasha: "member",
			grace: "member", carmen: "member", kathleen: "member", victor: "member", dolores: "member", nora: "member",
			paul: "observer", anil: "observer",
		},
		Waiting: []string{peter},
		Channels: []Channel{
			{Title: "general", Topic: "Hellos, quick questions and what is on this week", Messages: chat(25*minute,
				es(rosa, "Buenos días. Hoy empieza la segunda generación: once personas inscritas, tres en lista de espera."),
				es(rosa, "Y dos vienen porque una vecina les contó. Eso no lo consigue ningún cartel."),
				en(kathleen, "Congratulations! Eleven is a good circle. More and people start hiding in the back row."),
				es(beatriz, "Por eso ponemos las sillas en círculo: no hay atrás.", got("❤️", rosa, grace, tasha)),
				en(tasha, "Stealing that sentence."),
				after(19*hour, es(ernesto, "¿Alguien tiene una hoja de una página con números de emergencia por condado? La nuestra es de hace dos años.")),
				es(victor, "Nosotros la revisamos cada enero. Te la mando por correo y la copias."),
				es(ernesto, "Gracias, don Víctor."),
				en(jerome, "Tip from our place: print the date on it in big type. Nobody trusts a sheet without a date."),
				es(ernesto, "Buena idea. Le pongo fecha y color."),
				after(21*hour, en(grace, "Question for Thursday: do we want fifteen minutes on the case study, or a full half hour?")),
				es(rosa, "Media hora. @marisol-quintana, ¿puedes contar tú lo de las visitas acompañadas?"),
				es(marisol, "Sí, con gusto. Pero que alguien me ayude con el inglés.", got("🙏", rosa)),
				en(grace, "I'll sit next to you, virtually. You tell it, I'll put it in English."),
				es(marisol, "Trato hecho."),
				after(16*hour, es(dolores, "Hola, soy nueva. ¿Aquí puedo preguntar cosas sencillas?")),
				es(beatriz, "Aquí sobre todo. Bienvenida, Dolores.", got("❤️", marisol, yolanda, rosa, tomas)),
				es(yolanda, "Las preguntas sencillas son las que nadie contesta en los manuales."),
				es(dolores, "Entonces va la primera: ¿cuántas familias lleva cada quien al principio?"),
				es(marisol, "Yo empecé con cinco. Me parecieron pocas y eran muchas."),
				en(tasha, "Five here too. We go to eight after three months and stop there."),
				es(dolores, "Cinco. Me quedo más tranquila."),
				after(13*hour, en(nora, "Reminder: the trainers' exchange is Friday at noon Eastern. The room link is the same as last month.")),
				en(kathleen, "Is it recorded? Two of mine are on shift."),
				en(nora, "Yes, and the first ten minutes are a summary of the last one, so nobody starts cold.", got("👍", kathleen, grace)),
				es(rosa, "@beatriz-lujan trae el ejercicio de las tres sillas, ¿verdad?"),
				es(beatriz, "Lo traigo. Solo necesito que todos tengan papel y algo para escribir."),
				en(jerome, "Does the back of an envelope count?"),
				es(beatriz, "El sobre es la tradición.", got("🎉", jerome, tasha)),
			)},
			{Title: "trainers", Topic: "Exercises, handouts and what went wrong", Messages: chat(3*hour,
				es(beatriz, "Probé hoy el ejercicio de escuchar sin dar consejos. Tres minutos y ya todos sufren."),
				en(tasha, "Three minutes is heroic. Ours broke at ninety seconds."),
				es(yolanda, "A mí me ayuda dar un objeto: quien tiene la piedra habla, los demás no."),
				en(jerome, "We use a wooden spoon. It started as a joke and now nobody will train without it."),
				after(20*hour, en(kathleen, "Does anybody have a role play for the moment when a family offers you money or food?")),
				es(marisol, "La comida se acepta. El dinero nunca. Así de corto lo enseño yo.", got("👍", beatriz, ernesto, tasha)),
				es(ernesto, "Y se explica por qué, para que no se ofendan."),
				en(kathleen, "That is the whole handout right there. Thank you both."),
				after(5*hour, es(beatriz, "Subo mañana el guion de la tercera sesión en los dos idiomas. Si ven algo raro en el inglés, corrijan sin pena.")),
				en(grace, "Happy to read it over lunch."),
			)},
		},
		Discussions: recruitmentTalks(),
	}
}
