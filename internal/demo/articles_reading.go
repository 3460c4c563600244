package demo

func publications() Article {
	return Article{
		Slug:    "three-papers-to-argue-with",
		Title:   "Three papers worth an argument",
		Kind:    "post",
		State:   "published",
		Summary: "One asks when peer support works, one what it feels like from the inside, one how it might bring about change. A reading list for the next call.",
		Lang:    "en", By: nora, Ago: 33 * day, Guests: "held",
		Body: `Nobody in the work groups has time to read everything. Here are three papers that repay an hour each, and a question to bring to the table for every one of them. We describe what they set out to do; for what they found, please read them.

## 1. When does it work, and when does it not?

Fisher and ten co-authors, writing in *Health Affairs* in 2015, draw on the experience of Peers for Progress. What makes the paper unusual is that it spends time on the cases in which peer support **does not** work, and uses them to say what a program has to get right when it spreads. Going to people rather than waiting for them is one of the points. Technology that adds to a peer's reach is another.

*Bring to the call:* one thing your program stopped doing because it did not work. Who noticed first?

## 2. What is it like for the person?

Gidugu and colleagues (*Community Mental Health Journal*, December 2014) talked at length with people who had been supported one to one by a peer, recorded what was said, and looked for what the accounts had in common. Support turned out to be several things at once: help with practical matters, help with feelings, and company. To have somebody one can count on is not a small finding.

*Bring to the call:* if a person in your program described the help in one sentence, which of these three would it name?

## 3. How is it supposed to bring about change?

Gillard, Gibson, Holley and Lucock (*Epidemiology and Psychiatric Sciences*, July 2014) observe that trials disagree, and suggest one reason why: we seldom say *how* peers are supposed to make a difference. So they compared ten initiatives, in public services and in the voluntary sector, and built a model of change from what they saw.

*Bring to the call:* draw the arrows for your own program on one sheet. Where do you have to guess?

## A note on reading together

Two of the three are qualitative. If you think that makes them soft, read the second one before the first. If you think numbers are cold, do it the other way round.

Comments are open, in Spanish too, and disagreement is welcome.

---

**Sources**

- Fisher EB, Ballesteros J, Bhushan N, et al. “Key Features of Peer Support in Chronic Disease Prevention and Management”. *Health Affairs*, 2015.
- Gidugu V, Rogers ES, Harrington S, et al. “Individual Peer Support: A Qualitative Study of Mechanisms of Its Effectiveness”. *Community Mental Health Journal*, 2014.
- Gillard S, Gibson SL, Holley J, Lucock M. “Developing a change model for peer worker interventions in mental health services: a qualitative research study”. *Epidemiology and Psychiatric Sciences*, 2014.
- The selection follows the publications page of Peers for Progress.`,
		Comments: spread(32*day, 31*hour, []line{
			en(tasha, "What we stopped: the welcome folder. Forty pages, beautiful, unread. A peer noticed when she saw one holding up a window.", got("😢", desmond), got("🎉", jerome, kathleen)),
			en(desmond, "This is exactly the genre. What took its place?", re(tasha)),
			en(tasha, "A card with a name and a number. The window has a proper hook now.", re(desmond), got("❤️", desmond, grace, hannah)),
			es(luis, "Dibujamos las flechas en el equipo. En tres lugares tuvimos que adivinar, y los tres eran el mismo: qué pasa entre una visita y la siguiente.", got("💡", desmond, amara, meiling)),
			en(amara, "That is a finding, Luis. Would you show the sheet on Friday?", re(luis)),
			es(luis, "Sí, tal como quedó, con las manchas de café.", re(amara), got("👍", amara, anil)),
			en(jerome, "On number two. “Company” sounds small to people who have always had it."),
			en(ruth, "That sentence should be on the first slide of everything we do.", re(jerome), got("❤️", jerome, marisol, hannah, tasha)),
		}),
	}
}

func primaryCare() Article {
	return Article{
		Slug:    "peer-support-in-primary-care-2015",
		Title:   "A door in the doctor's office: the 2015 report on peer support in primary care",
		Kind:    "post",
		State:   "published",
		Summary: "In April 2015 three organizations brought ten programs together to talk about community health workers in primary care. Their joint report came out in May.",
		Lang:    "en", By: nora, Ago: 20 * day, Guests: "closed",
		Body: `I am a family physician, so take this as the view from one side of the door.

In April 2015 the National Council of La Raza, Peers for Progress and the PCPCC held a conference about one question: what can peer support, and community health workers above all, do in primary care and in the patient-centered medical home? Ten programs that already did it were invited as examples to think with. Around them sat practitioners, researchers, payers, and people from government and civic life. The three organizations wrote down the discussions and described all ten programs in a joint report, published in May 2015.

## What it argues

Three claims stood out for me.

1. **Peer support can be afforded.** The evidence shown at the conference pointed to lower costs and easier access to care.
2. **It fits in more places than one would think.** The ten programs were not alike, and neither were the settings they worked in.
3. **The two ideas want the same thing.** A medical home sets out to look after the whole person, prevent illness and answer to families and communities. So does a good promotora.

The report came after a set of practical resources for starting and improving programs, which is the right order. Being convinced is of little use without instructions.

## What I would underline

A note that NYAPRS passed on with the report makes a point my own profession should hear: partnerships are welcome **where the peer's role is not made smaller by them**. We have all seen how that goes wrong. A peer arrives, is given a phone and a list, and six months later is doing reminders.

In [Organizational & System Factors](/g/organizations-systems) we have been collecting the small things that decide it:

- who supervises, and whether it is the person who signs the review
- what is written down, and whether the person can read it
- whose name is on the badge, and what stands under it
- a fixed two minutes in the morning meeting

None of these costs much. Each of them tells a peer, more clearly than a policy does, whether she is a guest or a colleague.

## What I would still like to know

Which of the ten are still running, and who pays for them today. If you are in touch with one of them, ask whether they'd talk to our group for half an hour. I'll bring the questions, and somebody better than me will ask them.

---

**Sources:** “Peer Support in the Patient-Centered Medical Home and Primary Care”, conference report, May 2015, by the National Council of La Raza, Peers for Progress and the PCPCC; announced in a note by NYAPRS.`,
		Comments: spread(19*day, 13*hour, []line{
			es(carmen, "«Una invitada o una colega.» En mi clínica la diferencia fue la llave del baño del personal. No es broma.", got("💡", samuel, hannah, peter, tasha), got("❤️", rosa)),
			en(samuel, "I checked ours this morning. Fixed by lunch.", re(carmen), got("🎉", carmen, peter, tasha, kathleen)),
			en(paul, "A reader from the funding side: more of this kind of list, please. I can ask about keys. I can't ask about culture.", got("👍", samuel, nora, ruth)),
			en(tasha, "Ask about lunch, Paul. Where do they eat, and with whom?", re(paul), got("💡", paul, hannah)),
			en(paul, "It goes on my site visit form.", re(tasha), got("❤️", tasha, samuel)),
			es(victor, "De los diez programas, ¿alguno era rural? Me gustaría aprender de ellos antes de inventar lo mío."),
			en(samuel, "The report describes each one; I'll look and answer in the group, with page numbers.", re(victor), got("🙏", victor)),
		}),
	}
}
