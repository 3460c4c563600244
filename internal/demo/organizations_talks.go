package demo

func organizationsTalks() []Discussion {
	return []Discussion{
		talk("Who supervises a peer supporter in a clinic of nine people?", "en", 36*day, 3*day,
			en(samuel, "We are nine, two of them part time. I'm the only one with time set aside for supervision, and I am the wrong person: I'm also the one who signs the prescriptions. What do small places do?"),
			en(hannah, "We are nine too. I do the *what happened* half, and a peer from another organization does the *how are you* half, on the phone, every two weeks.", re(samuel), got("💡", samuel, kathleen, carmen)),
			en(samuel, "Who pays for the other organization's half?", re(hannah)),
			en(hannah, "Nobody: we swap. I take theirs for the first half. It sounds complicated and it's two calendar entries.", re(samuel), got("👍", samuel, rosa, tasha)),
			es(rosa, "Nosotros lo vemos así: la clínica supervisa el trabajo y la organización comunitaria cuida el oficio. Si las dos cosas las hace el mismo jefe, gana siempre el trabajo.", first, got("💡", samuel, hannah, victor, ruth), got("❤️", carmen, ernesto)),
			en(samuel, "“Looking after the work” and “looking after the craft”. I've been looking for that distinction for a year.", re(rosa), got("👍", rosa)),
			en(tasha, "Whoever it is, not the person who writes the annual review. Nobody tells that person about the bad Tuesday.", first, got("👍", hannah, ruth, grace, kathleen)),
			en(kathleen, "Agreed in principle. In practice that's three people for one peer, in a clinic of nine. How many hours is it altogether?", re(tasha)),
			en(hannah, "I counted: an hour and a half a week, all of it together. Less than we spend on the printer.", re(kathleen), got("🎉", kathleen, samuel, peter), got("❤️", tasha)),
		),
		talk("Should peers write in the medical record?", "en", 54*day, 32*day,
			en(kathleen, "Our compliance person says every contact is to be written down. Our peers say that people will stop talking to them. Both have a point. What do you do?"),
			en(grace, "They write three things: that they met, what the person chose to work on, and when they'll meet again. No stories.", re(kathleen), got("👍", kathleen, hannah, meiling), got("💡", samuel)),
			es(carmen, "Y la persona ve lo que se escribe. La promotora lo escribe con ella, en voz alta, en su idioma.", re(grace), got("❤️", grace, rosa, ruth, ernesto)),
			en(kathleen, "In front of her, in real time? Doesn't that slow things down?", re(carmen)),
			es(carmen, "Tres líneas son un minuto. Y muchas veces ella corrige: «no dije caminar, dije bailar».", re(kathleen), got("❤️", kathleen, grace, meiling, ernesto), got("💡", samuel)),
			en(ruth, "Safety is the exception: if somebody may be in danger, the nurse knows and writes that part. People hear this from us on the first day, before they tell us anything.", re(grace), got("👍", hannah, carmen, kathleen)),
			en(owen, "From the pharmacy: I'd pay for access to the one line “what the person chose to work on”. I'd stop giving the wrong advice.", re(grace), got("💡", grace, samuel)),
			en(samuel, `**Conclusion, for the brief:**

- three lines: met, what the person chose, next time
- written together, readable by the person
- stories stay with the people who told them
- safety is the nurse's, and this is said on the first day

Not legal advice: every place checks its own rules.`, first, conclusion, got("🎉", kathleen, grace, carmen, hannah), got("👍", nora, rosa, paul, victor)),
			en(kathleen, "Compliance signed it. They asked whether the physicians could write like that too.", re(samuel), got("🎉", samuel, hannah, grace, carmen, peter, tasha)),
			en(hannah, "On that note I'm locking this. Thank you, all.", re(kathleen)),
		).locked(),
		talk("¿La promotora en la reunión de la mañana: sí o no?", "es", 22*day, 5*day,
			es(victor, "La clínica nos ofrece un lugar en la reunión de las siete y media. Diez minutos, doce personas de pie, siglas por todos lados. ¿Vale la pena?"),
			es(rosa, "Sí, con una condición: que tenga su punto en el orden del día. Si va solo a escuchar, a la tercera semana deja de ir.", re(victor), got("👍", victor, carmen)),
			en(peter, "From the front desk: a peer in the huddle changed what I say on the phone. She told us that “no-show” is a bus line that stops running at four.", re(victor), got("💡", victor, samuel, anil, grace), got("❤️", rosa)),
			es(carmen, "Pidan que las siglas se digan completas durante un mes. Les va a servir también a las enfermeras nuevas.", re(victor), got("👍", peter, hannah)),
			es(ernesto, "Yo fui y hablé de los turnos de la empacadora. Cambiaron la hora de dos citas esa misma mañana. Valió la madrugada.", re(victor), got("🎉", victor, rosa, carmen), got("👍", peter)),
			es(victor, "Aceptamos: un punto fijo, dos minutos, y las siglas completas. Les cuento en un mes.", first, got("👍", rosa, carmen, ernesto, samuel)),
			en(samuel, "We should do the acronym month in my place as well. I looked at our agenda and could not explain two of them.", re(carmen), got("😢", hannah), got("🎉", peter, carmen)),
		),
		talk("Issue brief: which examples do we still need?", "en", 14*day, 10*hour,
			en(samuel, `The brief has room for six short examples of how peer support and primary care fit together. We have three:

| Example | Setting | Who wrote it |
|---|---|---|
| Warm handoff | small practice | Hannah |
| Shared weekend line | three organizations | Jerome, by way of Ruth |
| Three lines in the record | health center | Kathleen |

Missing: a rural one, a pharmacy, and one that **failed**. Two paragraphs each, please.`, got("👍", nora, hannah)),
			en(owen, "Pharmacy is mine. It begins with a napkin.", re(samuel), got("🎉", anil, samuel)),
			es(ernesto, "La rural la cuento yo y Rosa la escribe. Es la bodega de empaque, la que empezó con dos sillas.", re(samuel), got("❤️", rosa, samuel, victor)),
			en(kathleen, "I can give you the failure. We hired before we had told the nurses. Six weeks of politeness, and then nobody referred anyone.", re(samuel), got("🙏", samuel), got("💡", anil, grace, ruth)),
			en(ruth, "Thank you for saying that in public. Ours failed the same way, only less politely.", re(kathleen), got("❤️", kathleen, hannah)),
			en(samuel, "That fills all six. @kathleen-doyle yours goes first: a brief that opens with a failure gets read.", first, got("👍", kathleen, nora, tasha), got("🎉", owen, ernesto)),
		).pinned(),
		talk("What did you do about a badge that says “volunteer”?", "en", 43*day, 35*day,
			en(tasha, "Paid, trained, on the schedule for two years. The badge still says *volunteer*, since that is the only color the machine had. Petty?"),
			en(hannah, "Not petty. People read the badge before they read the face.", re(tasha), got("👍", tasha, grace)),
			es(carmen, "En mi clínica un médico le pidió café a una promotora por el color del gafete. Al día siguiente cambiamos el gafete.", re(tasha), got("😢", tasha, hannah, rosa), got("👍", samuel)),
			en(peter, "Send me the machine's model number. There's a menu behind the menu.", re(tasha), got("🎉", tasha, kathleen)),
			en(tasha, "Peter fixed it over the phone in six minutes. Blue now, like everybody. Two years!", first, got("🎉", peter, hannah, carmen, grace, ruth, samuel)),
		),
		talk("Clinic or community organization: who holds the phone?", "en", 8*day, 28*hour,
			en(anil, "One number on the card, two organizations behind it. Who answers, and what happens at five o'clock?"),
			en(owen, `The napkin, typed:

1. the person rings the number on the card
2. the community organization answers, always
3. they pass on to the clinic what is the clinic's, while the person is still on the line
4. after five: voicemail in two languages, called back before ten

> “Always” is doing the work in line 2.`, re(anil), got("💡", anil, samuel, victor), got("👍", grace)),
			es(victor, "De acuerdo con el punto 2. Cuando contestaba la clínica, la gente colgaba al oír el menú.", re(owen), got("👍", owen, carmen)),
			en(peter, "As the person behind that menu: I would hang up too.", re(victor), got("😢", anil), got("❤️", victor, hannah, owen)),
			en(anil, "Trying the napkin with one card and ten families, from Monday, for two weeks. I'll bring a chart.", first, got("👍", owen, peter, samuel, grace)),
			en(meiling, "Ask those ten families what they *thought* would happen when they called. It is often the most interesting column.", re(anil), got("💡", anil, grace)),
		),
	}
}
