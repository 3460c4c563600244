package demo

func sustainability() Group {
	return Group{
		Slug:       "sustainability-advocacy",
		Name:       "Sustainability & Advocacy",
		Focus:      "Making the case, locally and nationally: what peer support costs and saves, what health care reform makes possible, and how to speak up for it.",
		Visibility: "everyone",
		Joining:    "invite",
		About: `A good program that is not paid for ends. We build the case that budgets understand and the advocacy that people do.

**What we worked on.** The case for peers in managing diabetes, a template for advocacy by state that began with community health workers and immigrant communities in Illinois, examples of how states and localities made room for community health workers, and a toolkit for speaking up.

**Who led it.** In the original network this group was led by Tracy Sbrocco and Juana Ballesteros. They have no accounts here; the leads you can write to are the ones on the members' page.

` + source + `

This group grows by invitation, because members share drafts of what they will say to their own officials. Everyone may read along.`,
		Products: []Product{
			{Title: "The Case for Peer Support in Diabetes Self-Management", Kind: "Paper"},
			{Title: "State Advocacy Template to Reach Immigrant Populations with CHWs in Illinois", Kind: "Template"},
			{Title: "Examples of State and Local Integration of CHWs", Kind: "Examples"},
			{Title: "CHW Advocacy Toolkit", Kind: "Toolkit"},
		},
		Members: map[string]string{
			lucia: "lead", miriam: "lead", tomas: "moderator",
			victor: "member", luis: "member", samuel: "member", ruth: "member", rosa: "member", nora: "member",
			tasha: "member", amara: "member", yolanda: "member", jerome: "member",
			desmond: "observer",
		},
		Channels: []Channel{
			{Title: "general", Topic: "Presupuestos, visitas y buenas noticias · Budgets, visits and good news", Messages: chat(2*hour,
				es(lucia, "Nos recibe la comisión el martes a las diez. Quince minutos, de los cuales cinco son de saludos."),
				es(victor, "Entonces son diez. Yo llevo una hoja y a doña Trini, que habla mejor que la hoja.", got("❤️", lucia, yolanda, tomas)),
				en(miriam, "Does she want numbers in her pocket, or would they get in the way?"),
				es(victor, "Uno solo. Que ella escoja cuál."),
				after(19*hour, en(tasha, "Our county hearing is on video. We start at minute 41, and I talk too fast.")),
				en(jerome, "You do. It was great anyway."),
				en(ruth, "The pause after “and then she called me back” did more than all three slides."),
				en(tasha, "That wasn't a pause. I'd lost my place.", got("🎉", jerome, ruth, miriam, lucia)),
				after(17*hour, es(luis, "El mapa por distrito ya está. Quedó claro que los tres distritos con más promotores no son los que más dinero reciben.")),
				es(lucia, "¿Se puede decir eso sin que suene a queja?"),
				es(luis, "Lo puse como pregunta: «¿Qué haría este distrito con el mismo apoyo?»"),
				es(lucia, "Perfecto. Así va.", got("👍", victor, tomas)),
				after(22*hour, en(amara, "Miriam, is the spreadsheet for the business case meant to be filled in by programs themselves?")),
				en(miriam, "Yes, and if it takes them longer than an hour I've failed."),
				en(amara, "It took me fifty minutes."),
				en(miriam, "Then I have ten minutes left for documentation."),
				after(15*hour, es(tomas, "Resumen en español del hilo sobre certificación, para quien no pudo leerlo todo: está en el último mensaje del hilo.")),
				es(yolanda, "Gracias, Tomás. Yo sí lo leí todo y aun así lo necesitaba.", got("❤️", tomas)),
				es(lucia, "Salimos de la comisión. Escucharon. Y doña Trini no usó ningún número: los hizo reír y luego los hizo callar."),
				es(victor, "Nos invitaron a volver con una propuesta. ¡Con fecha!", got("🎉", lucia, rosa, nora, tasha, ruth, yolanda, luis)),
				es(lucia, "@nora-whitfield, ¿cabe en el boletín del miércoles?"),
				en(nora, "On the first page, if Doña Trini agrees."),
				es(victor, "Dice que sí, pero que le manden una copia en papel.", got("❤️", nora, yolanda)),
			)},
		},
		Discussions: sustainabilityTalks(),
	}
}
