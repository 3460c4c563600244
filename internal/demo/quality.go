package demo

func quality() Group {
	return Group{
		Slug:       "quality-improvement",
		Name:       "Quality Improvement & Evaluation",
		Focus:      "Tools that let practitioners use evaluation and quality improvement in a peer support program without a research department.",
		Visibility: "everyone",
		Joining:    "request",
		About: `We make evaluation something a busy program can do, and turn what it shows into one change at a time.

**What we worked on.** An overview of how to design a quality improvement process, and a compilation of resources to go with it.

**Who led it.** In the original network this group was led by Dane Emmerling. He has no account here; the leads you can write to are the ones on the members' page.

` + source,
		Products: []Product{
			{Title: "Overview of designing QI processes", Kind: "Overview"},
			{Title: "Compilation of quality improvement resources", Kind: "Resource list"},
		},
		Members: map[string]string{
			desmond: "lead", anil: "moderator",
			amara: "member", grace: "member", marisol: "member", luis: "member", kathleen: "member", miriam: "member",
			rosa: "member", victor: "member", priya: "member", hannah: "member", nora: "member", carmen: "member",
			paul: "observer", peter: "observer",
		},
		Channels: []Channel{
			{Title: "general", Topic: "Small tests, small questions", Messages: chat(70*minute,
				en(anil, "Monday question: what is the smallest thing you changed last week?"),
				en(kathleen, "We moved the call list from the back office to the front desk. That's it. That's the change."),
				en(kathleen, "Calls made on day one went from 3 to 9."),
				en(anil, "On paper first?"),
				en(kathleen, "On a sticky note first."),
				en(anil, "I have taught you everything I know.", got("🎉", kathleen, grace, hannah)),
				after(17*hour, es(luis, "¿Alguien sabe cómo quitar los duplicados cuando la misma persona aparece con dos apellidos y con uno?")),
				en(amara, "Match on birth date plus first name plus the last four of the phone. Then look at the leftovers by hand. There will be fewer than you fear."),
				es(luis, "Quedaron catorce. Los vi a mano en veinte minutos."),
				es(luis, "Gracias, Amara. Llevaba dos días peleando con una fórmula.", got("🙏", amara), got("❤️", marisol)),
				after(22*hour, en(desmond, "The outline of the overview is in the pinned discussion. Please comment there and not here, or I will lose it.")),
				en(priya, "You say this every month."),
				en(desmond, "And every month I lose something."),
				es(marisol, "Yo ya comenté, en español. ¿Está bien?"),
				en(desmond, "More than fine. It was the most useful comment so far, @marisol-quintana.", got("❤️", marisol, rosa)),
				after(15*hour, en(hannah, "Does anyone track how long it takes from referral to the first real conversation? Not the first attempt.")),
				en(amara, "We do, as of this spring. Median and the slowest five, no average."),
				en(hannah, "Why the slowest five?"),
				en(amara, "Because each of them is a story you can fix. An average is nobody's story.", got("💡", hannah, grace, anil, desmond)),
				en(grace, "Writing that on the whiteboard."),
				after(6*hour, en(anil, "Friday: thirty minutes, bring one chart, however ugly. Spanish and English both welcome.")),
				es(victor, "Tengo una muy fea. Perfecto."),
				en(amara, "Ugly charts first, then."),
			)},
		},
		Discussions: qualityTalks(),
	}
}
