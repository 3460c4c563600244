package demo

// habits are of the people that one may sign in as.
func habits() []Habit {
	return []Habit{
		{Who: nora, Groups: map[string]string{"organizers-table": "everything", "ongoing-support": "nothing"}, Drafts: []Draft{
			{"recruitment-training", "How do you keep people when the grant year ends?", 3 * hour, "The office can keep such a list. Two questions first: who may see it, and"},
		}},
		{Who: tomas, Groups: map[string]string{"behavioral-health": "everything"}, Drafts: []Draft{
			{"behavioral-health", "¿Cómo se habla de tristeza sin decir «depresión»?", 5 * hour, "Con gusto. Propongo dejar las palabras en español y poner al lado"},
		}},
		{Who: ruth, Groups: map[string]string{"organizations-systems": "replies"}, Drafts: []Draft{
			{"behavioral-health", "Brochure for prospective clients: wording, round two", 2 * hour, "Please wait for the other half, Marisol. What is missing is only the line about"},
		}},
		{Who: grace, Groups: map[string]string{"quality-improvement": "nothing", "behavioral-health": "everything"}, Drafts: []Draft{
			{"behavioral-health", "Who makes the first contact when a screening comes back high?", 7 * hour, "First week, in short: nine people, all of them texted first. Seven picked up"},
		}},
		{Who: marisol, Groups: map[string]string{"recruitment-training": "everything"}, Drafts: []Draft{
			{"behavioral-health", "Brochure for prospective clients: wording, round two", hour, "Lo que no hacemos. No recetamos, no regañamos, y no contamos lo que nos"},
		}},
		{Who: paul},
	}
}
