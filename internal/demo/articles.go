package demo

func articles() []Article {
	return []Article{
		meetingReport(), webinars(), publications(), primaryCare(), comoUnirse(),
		monthSeven(), nextCall(), chooseTopics(),
	}
}

func meetingReport() Article {
	return Article{
		Slug:    "first-meeting-washington-2013",
		Title:   "Six work groups in one room: the first meeting, Washington, D.C., November 2013",
		Kind:    "report",
		State:   "published",
		Summary: "After months of e-mail and telephone, the work groups met for two days in November 2013. What they talked about, and which questions came home with them.",
		Lang:    "en", By: nora, Ago: 64 * day, Guests: "held",
		Body: `For months the six work groups knew each other as voices on a line and names in an inbox. On 12 and 13 November 2013 many of their members shook hands for the first time. The National Council of La Raza (NCLR) and Peers for Progress were the hosts, in Washington, D.C., and the purpose was practical: find out what the network should put first in 2014.

## Who came

Around the tables sat people who run peer support programs and people who study them, funders, members of the network, organizations affiliated with NCLR, and guests from community groups, health care, insurance and government.

## The first day

The afternoon belonged to the work groups. Each said what it was making and what it had learned so far, and they planned how finished work would reach those who could use it. They were also asked, usefully, how working together at a distance could be made easier in the coming year.

In the evening everybody moved to the Mayflower Hotel. Janet Murguía, then president of NCLR, welcomed the guests. Delia Pompa of NCLR and Craig Doane of the foundation of the American Academy of Family Physicians opened the conversation after dinner. By the account of Patrick Yao Tang, who wrote the meeting up, it never flagged, and the moderator finally had to send people to bed.

## The second day

Ed Fisher, who directed Peers for Progress, began with an overview of the field and of the network. Three open forums followed:

| Forum | Subject |
|---|---|
| First | behavioral health and what peers can do in it |
| Second | the communities one wants to reach |
| Third | organizations and the systems around them |

Some threads ran through all three: how reform and other sources might pay for the work, speaking up for it, certification, keeping people once they are trained, and doing it well. One worry came back again and again. A system that counts results and dollars could squeeze out the very thing that makes peer support human.

## Questions that came home

- How does one reach people *before* they are ill?
- Can evaluation become less a matter of studies and more a habit of improving, so that communities keep the benefit?
- Joining up care is a means. Is the whole person, with the family, still the end?
- And the author's own: will peer support change health care from inside, or will health care teach it to conform?

## Why we retell it here

That moderator had to stop a good conversation, and a single microphone had to do for a full room. A place for discussion between meetings is one answer to both. The work groups' pages on this site begin where those two days left off; what [Quality Improvement](/g/quality-improvement) made of the second question can be read there.

Say below what you would have taken the microphone for.

---

**Source:** Patrick Yao Tang, “First Meeting of the National Peer Support Collaborative Learning Network”, Peers for Progress. Retold in our own words; any mistake is ours.`,
		Comments: spread(63*day, 4*day, []line{
			en(desmond, "The second question is why our group exists. We've since tried rewriting research questions so that a program could act on them within a month; it's harder than it looks, and more fun."),
			es(marisol, "Yo hubiera tomado el micrófono para preguntar cuántas promotoras había en la sala.", got("👍", rosa, tasha, yolanda, jerome), got("💡", nora)),
			en(nora, "A fair question, and the account we used doesn't say. For our own next meeting we'll count, and print the number.", re(marisol), got("👍", marisol, rosa)),
			es(marisol, "Y que alguna abra la discusión, no solo que esté invitada.", re(nora), got("❤️", tasha, jerome, beatriz)),
			en(nora, "Would you?", re(marisol)),
			es(marisol, "Si hay traducción y café, sí.", re(nora), got("🎉", nora, rosa, tomas, grace, jerome)),
			en(samuel, "“Will health care teach it to conform” is on the wall of our break room now. It hangs over the microwave, where everybody has ninety seconds."),
			en(grace, "I like the line about reaching people before they're ill. Hardly any of our work does, and all of our peers say that it should.", got("👍", meiling, kathleen)),
			es(lucia, "Diez años de temas, y los mismos: quién paga, quién certifica, cómo se queda la gente. Al menos ahora discutimos con la puerta abierta.", got("👍", victor, miriam)),
		}),
	}
}

func webinars() Article {
	return Article{
		Slug:    "webinars-2012-2014",
		Title:   "Six webinars, 2012 to 2014: what the network chose to hear about",
		Kind:    "post",
		State:   "published",
		Summary: "From depression and diabetes to the insurance marketplace: a short guide to the webinars of the network's first fourteen months.",
		Lang:    "en", By: nora, Ago: 47 * day, Guests: "confirmed",
		Body: `The network's webinars were hosted by Peers for Progress together with the National Council of La Raza, and those who came had a say in what came next. Read as a list, they are a map of what kept members busy between the end of 2012 and the start of 2014.

| Date | Subject | Who spoke |
|---|---|---|
| 13 December 2012 | Diabetes, depression and having several illnesses at once; the plans for 2013 | Edwin Fisher, UNC-Chapel Hill and Peers for Progress |
| 22 January 2013 | Which work groups, which topics, which products | the participants themselves |
| 28 March 2013 | What the Affordable Care Act opened up for peer supporters | Maggie Morgan and Amy Katzen, Harvard Law School |
| 27 June 2013 | Lessons of advocacy in a state and a city | Carmen Velásquez, Alivio Medical Center, Chicago |
| 11 September 2013 | Helping people to find and enroll in marketplace insurance | Jeanette Contreras, Centers for Medicare & Medicaid Services |
| 30 January 2014 | SafeTalk: could peers deliver a program built on motivational interviewing? | Carol Golin, UNC Chapel Hill, and Marlyn Allicock, University of Texas |

## Three things one notices

**Theory came first and money soon after.** The opening session was about illness and mood together. Within a few months the talk was of law, coverage and budgets. It is the order in which most of our programs learn, too.

**One session belonged to the members.** In January 2013 nobody lectured. Those who came went through the proposed groups and settled topics and products. The six groups on this site go back to that afternoon.

**Local experience had its own hour.** The session about Alivio told how a clinic for uninsured and immigrant families came to open in Chicago in 1989, and how its founder had worked with people in office ever since. Several of today's questions in [Sustainability & Advocacy](/g/sustainability-advocacy) would have been at home there.

## And the last one

SafeTalk had been delivered by trained counselors to people living with HIV. The webinar gave its results, explained the method of conversation it rests on, and then put the practical question to everybody: what would have to change for peers to do it? That is a good shape for a webinar. Show something that works, say how it works, and leave half of the time for the people who'd have to carry it.

If you have ideas for a next one, write them below. Topics are still chosen by the people who come.

---

**Source:** Peers for Progress, page “National Peer Support Network”, section on work groups and webinars.`,
		Comments: spread(46*day, 9*day, []line{
			en(kathleen, "Half of the time for the people who would have to carry it. Could we make that a rule?"),
			en(nora, "For our own, yes. Twenty-five minutes of talk, at most, in fifty.", re(kathleen), got("👍", kathleen, grace, hannah, paul)),
			es(yolanda, "Propongo un tema: cómo escuchar cuando una tiene prisa."),
			es(beatriz, "Yo lo doy contigo, Yolanda. Con práctica, no con láminas.", re(yolanda), got("❤️", yolanda, marisol), got("🎉", nora)),
			en(priya, "Please keep recordings short and cut by question. Nobody on my team has watched ninety minutes of anything.", got("👍", luis, amara)),
		}),
	}
}
