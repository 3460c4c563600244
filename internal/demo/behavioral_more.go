package demo

func moreBehavioralTalks() []Discussion {
	return []Discussion{
		talk("Where does a peer's role end?", "en", 52*day, 13*day,
			en(hannah, "Last month a peer drove somebody to court, filled in a housing form and sat through a hearing. All of it helped. None of it is in the role description. Where do you draw the line, and who draws it?"),
			en(tasha, "We ask one question: *would a good friend who also happens to be trained do this?* Court: yes. The form: together, not instead. Paying the fee: no.", re(hannah), got("💡", hannah, ruth, jerome)),
			en(hannah, "And on the day, alone in the car, the peer decides?", re(tasha)),
			en(tasha, "The peer decides, and tells someone the same day. Telling isn't asking for permission. It is how nobody ends up alone with a promise.", re(hannah), got("👍", jerome, carmen), got("❤️", hannah)),
			es(carmen, "Yo pondría solo dos límites duros: el dinero y los medicamentos. Lo demás se conversa.", first, got("👍", marisol, yolanda, ruth, kathleen)),
			en(meiling, "With diabetes the medication line blurs. “How much did you take?” is a friend's question; “take two” isn't.", re(carmen), got("💡", carmen, grace)),
			en(jerome, "Say it in the first week and it's a rule. Say it after something went wrong and it is a punishment.", first, got("👍", tasha, ruth, hannah, beatriz)),
			en(ruth, "We'll make it a page: two hard limits, one question, one habit (tell someone the same day). @hannah-sorensen, would you draft it? Half a page.", first, got("👍", hannah)),
		),
		talk("Toolkit outline: can every chapter be one page?", "en", 47*day, 28*day,
			en(ruth, `A director will give us ten minutes. So, a rule for the toolkit: **no chapter longer than one page**, and each answers one question.

1. Why here? 2. Who would do it? 3. What would they do? 4. Who stands behind them? 5. What does it cost? 6. How do we start small? 7. How will we know?

What can't be done in a page?`, got("👍", kathleen, desmond)),
			en(kathleen, "Number 4. Backup is where every program I know has cut corners, and a page makes it easy to do it again.", re(ruth), got("👍", carmen, jerome)),
			en(ruth, "Two pages for 4, then, on facing sides. It's the only exception.", re(kathleen), got("👍", kathleen, carmen)),
			en(desmond, "For 7, borrow from [Quality Improvement](/g/quality-improvement): three measures and the tally. Already short.", first, got("👍", ruth)),
			es(tomas, "Si cada capítulo es una página, la traducción también tiene que caber. El español pide una quinta parte más de espacio; conviene diseñar desde ahí.", first, got("💡", ruth, beatriz, marisol)),
			en(ruth, "Noted: the layout starts from the Spanish text. We keep learning this.", re(tomas), got("❤️", tomas, marisol, beatriz)),
		),
		talk("Wording for the organizations' brochure", "en", 60*day, 45*day,
			en(ruth, "Last call for the second brochure, the one for organizations. The sentence in doubt: “Peer supporters extend the reach of your staff.”"),
			en(jerome, "I'm not an extension. I do something that staff can't.", re(ruth), got("👍", tasha, marisol, ruth, hannah)),
			en(hannah, "“Peer supporters reach people your staff cannot, and bring back what your staff should know.”", re(jerome), got("❤️", jerome, ruth, tasha), got("💡", kathleen)),
			en(ruth, "Yes. Final. I'm locking this so that the file at the printer's and this page stay the same text.", first, conclusion, got("🎉", hannah, jerome, kathleen, nora)),
		).locked(),
		talk("¿Qué hace una promotora cuando la que está triste es ella?", "es", 10*day, 100*minute,
			es(marisol, "Lo pregunto por todas. Llevamos historias ajenas y un día una no puede con la propia. ¿Qué tienen en sus lugares para ese día?", got("❤️", yolanda, carmen, beatriz), got("🙏", jerome)),
			es(carmen, "Un día sin visitas, pagado, sin explicar. Se llama «día de oficina» y nadie pregunta.", re(marisol), got("❤️", marisol, yolanda, jerome, ruth)),
			es(beatriz, "Y alguien de fuera con quien hablar. Que no sea su jefa ni su amiga.", re(marisol), got("👍", marisol, carmen, tomas)),
			en(jerome, "We have peers for the peers. Same rules as with anybody: listen, don't fix, show up next week.", re(marisol), got("❤️", marisol, tasha, beatriz), got("💡", ruth)),
			es(yolanda, "En la capacitación nos enseñan a cuidar. A pedir, nadie nos enseña.", re(beatriz), got("😢", marisol), got("👍", beatriz, carmen)),
			es(beatriz, "Desde la próxima sesión, sí. Lo agrego: una hora para practicar cómo se pide.", re(yolanda), got("🎉", yolanda, marisol, carmen), got("❤️", tomas)),
			en(ruth, "I would like to bring this to Thursday's call, as a real item with time. @marisol-quintana, only if you're comfortable with that.", first, got("👍", jerome, carmen)),
			es(marisol, "Sí, Ruth. Si sirve para que otra no se espere tanto, con gusto.", re(ruth), got("❤️", ruth, carmen, yolanda, beatriz, tomas, jerome)),
		),
		talk("How do you explain peer support to a psychiatrist in two minutes?", "en", 5*day, 4*hour,
			en(hannah, "I have an elevator and a skeptical colleague. Go."),
			en(tasha, "“You see her for fifteen minutes every six weeks. Who does she call at three on a Sunday? That's us.”", re(hannah), got("💡", hannah, ruth, grace), got("❤️", jerome)),
			en(grace, "Ask him a question instead: “Which of your patients do you worry about between visits?” Then say that you have somebody for those.", re(hannah), got("👍", hannah, kathleen, ruth)),
			en(meiling, "Bring one page, one story, one number. In that order.", re(hannah), got("👍", desmond)),
			en(hannah, "Used Grace's. He named three people before the third floor. @grace-lindqvist, I owe you a coffee.", first, got("🎉", grace, tasha, ruth, meiling, samuel)),
		),
	}
}
