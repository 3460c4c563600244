package demo

func qualityTalks() []Discussion {
	return []Discussion{
		talk("Which three measures would you keep if you could only keep three?", "en", 46*day, 5*hour,
			en(desmond, `We all report too much. Suppose a flood takes your database and you may rebuild exactly **three** numbers, for yourselves and not for a funder.

Which three, and what would you do differently on the day one of them moves?`, got("💡", anil, kathleen, paul)),
			en(amara, `Mine:

1. days from referral to first conversation
2. share of people still in touch after six months
3. conversations per peer per week

The second is the one that wakes me up at night.`, re(desmond), got("👍", desmond, grace)),
			en(grace, "I would swap the third for *how many people asked for something we could not give*. Ours keeps a tally on the fridge. Three marks for “a ride on Fridays” and we changed the route.", re(amara), got("💡", amara, desmond, anil, marisol)),
			en(amara, "That is a better third measure than mine. Who writes the tally?", re(grace)),
			en(grace, "The peer who heard it, before they take off their coat. Five seconds. No login.", re(amara), got("❤️", amara, anil)),
			es(marisol, "Yo pondría una que no es número: ¿a quién no hemos visto este mes? Una lista de nombres, corta. Con un promedio no se puede ir a tocar una puerta.", re(desmond), got("❤️", grace, rosa, carmen, amara), got("💡", desmond)),
			en(desmond, "A list of names instead of a rate. @marisol-quintana, how long does yours get before it stops being useful?", re(marisol)),
			es(marisol, "Diez. Si pasa de diez, el problema ya no es de las familias, es nuestro.", re(desmond), got("💡", desmond, anil, rosa, kathleen), got("👍", amara)),
			en(anil, "If it passes ten, the problem is ours. Translating that here because everybody should read it twice.", re(marisol), got("👍", grace, hannah, priya, paul)),
			en(miriam, "An economist's plea: keep one number on hours. Not for cost, for fairness. Without it nobody notices that two people carry half of the work.", first, got("👍", rosa, victor, kathleen)),
			es(victor, "En mi equipo eran tres personas con el sesenta por ciento de las visitas. Las tres decían que estaban bien. No estaban bien.", re(miriam), got("😢", miriam, rosa)),
			en(hannah, "Do you show hours to the team, or only to the supervisor?", re(victor)),
			es(victor, "Al equipo, sin nombres, en una hoja. Cada quien sabe cuál es su barra. La conversación empezó sola.", re(hannah), got("💡", hannah, anil)),
			en(kathleen, "We tried four measures for one quarter, argued, and kept three. The one we dropped was satisfaction: it was 4.8 out of 5 every single week and nobody could act on it.", first, got("👍", amara, desmond)),
			en(desmond, `**What this group recommends** to a program that starts from nothing:

1. *Time to the first real conversation*: the median and the slowest five.
2. *Still in touch at six months*, with the list of names behind it.
3. *What people asked for and we could not give*: a tally, read aloud once a month.

Beside them, hours per peer, seen by the team. Anything else has to say which decision it serves.`, first, conclusion, got("🎉", amara, grace, anil, marisol, kathleen, victor), got("👍", nora, miriam, hannah, paul, rosa)),
			es(luis, "Lo traduje para nuestro tablero y cabe en media página. Lo comparto con quien lo quiera.", re(desmond), got("🙏", marisol, victor, desmond)),
		),
		talk("How do you count the conversation at the laundromat?", "en", 29*day, 4*day,
			en(grace, "One of our peers has her best conversations between the washer and the dryer. There is no appointment, no form, often no name. On paper she had a quiet month. What do you do with work that can't be scheduled?"),
			en(amara, "We have one line on the weekly sheet: *unplanned conversations longer than ten minutes*, and a number. No names, no topics.", re(grace), got("👍", grace, desmond)),
			es(marisol, "En la lavandería, en la fila de la tortillería, en el recreo de la escuela. Si solo se cuenta lo que tiene cita, parece que las promotoras con más confianza trabajan menos.", re(grace), got("❤️", grace, rosa), got("💡", amara, hannah)),
			en(kathleen, "Devil's advocate: the moment you count it, people will start producing it.", re(amara)),
			en(amara, "They might. Ten minutes is long, though, and nobody is paid by the piece. After half a year the numbers are boring, which I take as a sign that they're honest.", re(kathleen), got("👍", kathleen, anil)),
			en(anil, "Try it for four weeks before you decide. What would make you stop?", re(kathleen)),
			en(kathleen, "If anyone asks a person in a laundromat for their date of birth, I stop.", re(anil), got("👍", grace, marisol, hannah), got("❤️", amara)),
			es(rosa, "Me parece la regla más clara que he leído aquí. ¿La ponemos en la lista de recursos?", re(kathleen), got("👍", desmond, kathleen)),
			en(desmond, "Added, in quotation marks, with @kathleen-doyle's permission I hope.", re(rosa), got("🎉", kathleen)),
		),
		talk("¿Cómo devolvemos los datos a las promotoras para que les sirvan?", "es", 24*day, 30*hour,
			es(luis, "Cada mes mando un informe de nueve páginas a un equipo de siete personas. Ayer pregunté quién lo abre. Silencio, y luego una risa amable. ¿Cómo lo hacen ustedes?", got("😢", amara, anil)),
			es(marisol, "Con cariño te lo digo: nueve páginas no. Una hoja, letra grande, y que empiece por algo que salió bien.", re(luis), got("👍", rosa, carmen, victor), got("❤️", luis)),
			es(rosa, "Nosotras lo leemos en voz alta, diez minutos, al empezar la reunión. Quien lleva la zona explica su número. Luis, así salen cosas que tu hoja no sabe.", re(luis), got("💡", luis, desmond)),
			es(luis, "¿Por ejemplo?", re(rosa)),
			es(rosa, "Por ejemplo que en marzo bajaron las visitas porque cerró el puente. En el informe decía «disminución del 22 %».", re(luis), got("💡", luis, amara, victor, anil)),
			en(amara, "Reading this with a dictionary, and stealing it. A column called “What happened?” next to every number, filled in by the people who were there.", re(rosa), got("👍", rosa, luis, marisol, hannah)),
			es(luis, `Probé esta semana:

- una hoja
- tres números
- una columna «¿Qué pasó?» vacía, con lápiz al lado

Volvió escrita por los dos lados.`, first, got("🎉", marisol, rosa, amara, desmond, carmen), got("❤️", victor)),
			es(carmen, "Por los dos lados. Guarda esa hoja, @luis-cordero, es la mejor que has hecho.", re(luis), got("❤️", luis)),
		),
		talk("Is a run chart enough for a board?", "en", 37*day, 26*day,
			en(kathleen, "My board has twenty minutes and eleven items. I'd like to show them one line that goes up and down over a year, with a note where we changed something. Our finance person says boards want totals."),
			en(anil, "One line, twelve dots, two arrows: *here we began calling on day one*, *here we trained the front desk*. If somebody wants the totals, put them on the back.", re(kathleen), got("👍", kathleen, desmond)),
			en(miriam, "Add the number of people behind each dot in small print. The first board member who does sums will ask, and then you look careful instead of lucky.", re(anil), got("💡", kathleen, anil)),
			en(priya, "And read the title as a sentence. Not “Time to contact, by month” but “People now hear from us within two days”.", re(anil), got("💡", kathleen, hannah, grace)),
			en(kathleen, "Done last night. They talked about the second arrow for a quarter of an hour and asked who had trained the front desk. Nobody asked for a total.", first, got("🎉", anil, miriam, priya, desmond, peter), got("❤️", grace)),
			en(anil, "Then I'll close this while it is still a happy story. New questions in a new discussion, please.", re(kathleen)),
		).locked(),
		talk("Overview of QI processes: what is missing from the outline?", "en", 20*day, 11*hour,
			en(desmond, `This is the outline for our overview. Please say what is missing or in the wrong place.

1. Why improve and not only evaluate
2. Choose one thing that bothers people
3. Say what “better” would look like
4. Try it small, for a short time
5. Look together at what happened
6. Keep it, change it or drop it
7. Tell others

Comments by the end of the month, in either language.`, got("👍", anil, amara, grace, victor)),
			es(marisol, "Falta la gente. En el paso 2, ¿a quién le molesta? Si solo nos molesta a nosotros, no es todavía un problema de las familias.", re(desmond), got("💡", desmond, anil, grace, rosa), got("❤️", hannah)),
			en(desmond, "You're right and I am embarrassed. Step 2 becomes *Ask people what bothers them, then choose one*.", re(marisol), got("👍", marisol, grace)),
			en(hannah, "Between 4 and 5: who looks after the people whose routine we disturb while we try? In our practice that was always the front desk, and nobody had told them.", first, got("💡", peter, kathleen)),
			en(grace, "Step 6 needs a sentence on stopping. We keep small tests running for years because nobody said they were over.", first, got("👍", anil, amara)),
			en(anil, "A page of examples beats all seven steps. I can bring two, one of which failed.", first, got("🎉", desmond)),
			en(desmond, "Second version goes out tonight with all of this in it. @grace-lindqvist, would you write the sentence on stopping? You already have it.", first, got("🙏", grace)),
		).pinned(),
		talk("¿Encuesta en papel, por mensaje o de voz?", "es", 9*day, 14*hour,
			es(victor, "Queremos preguntar cuatro cosas a unas doscientas familias. La mitad usa mensajes, muchas personas mayores no leen con comodidad. ¿Qué les ha funcionado?"),
			es(luis, "Mensaje con una sola pregunta cada vez, un día sí y otro no. Con las cuatro juntas contestó una de cada cinco; de una en una, más de la mitad.", re(victor), got("💡", victor, amara)),
			es(marisol, "De voz. Les mando un audio mío y me contestan con otro. Dicen más de lo que una pregunta.", re(victor), got("❤️", victor, rosa)),
			en(priya, "Voice works, but plan who will listen. We got ninety minutes of audio in one weekend, most of it wonderful and none of it in a table.", re(marisol), got("😢", luis), got("👍", amara)),
			es(victor, "Entonces: audio para las personas mayores, una pregunta por mensaje para los demás, y dos personas con tiempo reservado para escuchar.", re(priya), got("👍", luis, marisol, priya)),
			es(luis, "Y una casilla de «no sé qué contestar». Es la respuesta que más nos ha enseñado.", re(victor), got("💡", victor, desmond)),
		),
		talk("From a research question to an improvement question: how do you rewrite one?", "en", 63*day, 55*day,
			en(desmond, `At the network's first meeting people asked for exactly this shift, from studying programs to improving them (it is in [our report](/news/first-meeting-washington-2013)). So, an exercise. Here is a research question; rewrite it so that a program could act on the answer within a month:

> Does peer support improve self-management among adults with diabetes?`, got("💡", anil, amara)),
			en(anil, "“Which of our forty people have not managed to do the one thing they chose, and what stood in the way?”", re(desmond), got("👍", desmond, grace, hannah)),
			es(rosa, "«¿Qué hizo distinto la promotora cuyas familias siguen viniendo, y se puede enseñar?»", re(desmond), got("💡", desmond, marisol, carmen)),
			en(miriam, "Both are better, and both need a date on them. Add “by the thirtieth” and they become plans.", first, got("👍", anil)),
			en(desmond, "These two go into the overview as examples, with the date. Thank you.", re(miriam), got("🎉", rosa, anil)),
		),
	}
}
