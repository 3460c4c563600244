package demo

// Handles, so that a misspelled one does not compile.
const (
	nora     = "nora-whitfield"
	tomas    = "tomas-arriaga"
	ruth     = "ruth-adeyemi"
	grace    = "grace-lindqvist"
	marisol  = "marisol-quintana"
	paul     = "paul-hartigan"
	rosa     = "rosa-ibarra"
	desmond  = "desmond-avery"
	meiling  = "mei-ling-zhao"
	samuel   = "samuel-brandt"
	lucia    = "lucia-fontana"
	jerome   = "jerome-tillman"
	yolanda  = "yolanda-prieto"
	ernesto  = "ernesto-balbuena"
	amara    = "amara-nwosu"
	kathleen = "kathleen-doyle"
	victor   = "victor-solano"
	priya    = "priya-raman"
	beatriz  = "beatriz-lujan"
	owen     = "owen-pritchard"
	hannah   = "hannah-sorensen"
	luis     = "luis-cordero"
	tasha    = "tasha-greenwood"
	miriam   = "miriam-feld"
	carmen   = "carmen-rosales"
	anil     = "anil-joseph"
	dolores  = "dolores-mejia"
	peter    = "peter-novak"
)

// Organisations, all invented.
const (
	office   = "Network office"
	rioClaro = "Clínica Río Claro"
	casa     = "Casa Saludable del Valle Hondo"
	lasLomas = "Centro Comunitario Las Lomas Altas"
	alianza  = "Alianza del Llano Alto"
	halden   = "Halden County Health Department"
	lantern  = "Lantern Row Wellness Center"
	orrin    = "Orrin Bay Diabetes Center"
	alders   = "Three Alders Family Medicine"
	marrow   = "Marrow Creek Health Center"
	quill    = "Quillfield Family Practice"
	eastmoor = "Eastmoor Peer Collective"
	tallow   = "Tallow Street Institute"
	harrow   = "Harrowgate Fund"
)

const about = `The Peer Support Network is where six work groups carry on between meetings: promotores and other peer supporters, nurses, evaluators and program directors who want peer support to be ordinary, well run and paid for.

This is a demo. The groups' subjects, products and historical leads are facts about the National Peer Support Collaborative Learning Network, which the National Council of La Raza and Peers for Progress founded together. The people who write here, and the places they work at, are invented.

` + source

func people() []Person {
	return []Person{
		{
			Name: "Nora Whitfield", Handle: nora, Email: "nora@example.org",
			Organisation: office, Lang: "en", Role: "organiser", Ago: 120 * day,
			Bio:    "Keeps the network's calendar, its newsletter and the coffee list. Ask me when you don't know whom to ask.",
			SignIn: "Organizer: sees and runs every group, hidden ones too",
		},
		{
			Name: "Tomás Arriaga", Handle: tomas, Email: "tomas@example.net",
			Organisation: office, Lang: "es", Role: "moderator", Ago: 118 * day,
			Bio:    "Modero en los seis grupos. Antes fui promotor ocho años. Escríbanme en español o en inglés.",
			SignIn: "Network moderator: curates in every group (Spanish)",
		},
		{
			Name: "Ruth Adeyemi", Handle: ruth, Email: "ruth@example.org",
			Organisation: lantern, Lang: "en", Ago: 116 * day,
			Bio:    "Social worker turned program lead. Ten peers, four clinics, one very old van.",
			SignIn: "Lead of Behavioral Health",
		},
		{
			Name: "Grace Lindqvist", Handle: grace, Email: "grace@example.org",
			Organisation: marrow, Lang: "en", Ago: 114 * day,
			Bio:    "Nurse care manager. I read more than I write, and I take notes.",
			SignIn: "Member of several groups (English)",
		},
		{
			Name: "Marisol Quintana", Handle: marisol, Email: "marisol@example.net",
			Organisation: rioClaro, Lang: "es", Ago: 112 * day,
			Bio:    "Promotora desde hace doce años. Visito casas, llamo, escucho y hago tamales en diciembre.",
			SignIn: "Member of several groups (Spanish)",
		},
		{
			Name: "Paul Hartigan", Handle: paul, Email: "paul@example.org",
			Organisation: harrow, Lang: "en", Ago: 110 * day,
			Bio:    "Program officer. Here to listen; I read everything and decide nothing in this place.",
			SignIn: "Observer: reads and reacts, cannot post",
		},
		{
			Name: "Rosa Ibarra", Handle: rosa, Email: "rosa@example.net",
			Organisation: rioClaro, Lang: "es", Ago: 108 * day,
			Bio: "Coordino a catorce promotores. Me interesa que se queden, no solo que lleguen.",
		},
		{
			Name: "Desmond Avery", Handle: desmond, Email: "desmond@example.org",
			Organisation: halden, Lang: "en", Ago: 106 * day,
			Bio: "Evaluator who would rather improve one thing than measure twenty.",
		},
		{
			Name: "Mei-Ling Zhao", Handle: meiling, Email: "mei-ling@example.org",
			Organisation: orrin, Lang: "en", Ago: 104 * day,
			Bio: "Diabetes educator. What happens in month seven is my subject.",
		},
		{
			Name: "Samuel Brandt", Handle: samuel, Email: "samuel@example.org",
			Organisation: alders, Lang: "en", Ago: 102 * day,
			Bio: "Family physician and medical director. Learning to get out of the way.",
		},
		{
			Name: "Lucía Fontana", Handle: lucia, Email: "lucia@example.net",
			Organisation: alianza, Lang: "es", Ago: 100 * day,
			Bio: "Políticas públicas y presupuestos. Traduzco lo que hacemos al idioma de quien paga.",
		},
		{
			Name: "Jerome Tillman", Handle: jerome, Email: "jerome@example.org",
			Organisation: lantern, Lang: "en", Ago: 98 * day,
			Bio: "Peer supporter. I have sat on both sides of the table.",
		},
		{
			Name: "Yolanda Prieto", Handle: yolanda, Email: "yolanda@example.net",
			Organisation: casa, Lang: "es", Ago: 96 * day,
			Bio: "Promotora en el valle. Grupos de mujeres los martes y jueves.",
		},
		{
			Name: "Ernesto Balbuena", Handle: ernesto, Email: "ernesto@example.net",
			Organisation: rioClaro, Lang: "es", Ago: 94 * day,
			Bio: "Promotor con los trabajadores del campo. Mejor por teléfono que por correo.",
		},
		{
			Name: "Amara Nwosu", Handle: amara, Email: "amara@example.org",
			Organisation: halden, Lang: "en", Ago: 92 * day,
			Bio: "Data analyst. I make small spreadsheets and smaller charts.",
		},
		{
			Name: "Kathleen Doyle", Handle: kathleen, Email: "kathleen@example.org",
			Organisation: marrow, Lang: "en", Ago: 90 * day,
			Bio: "Clinic manager, former school nurse.",
		},
		{
			Name: "Víctor Solano", Handle: victor, Email: "victor@example.net",
			Organisation: lasLomas, Lang: "es", Ago: 88 * day,
			Bio: "Director de programas. Tres condados, dos idiomas, un equipo pequeño.",
		},
		{
			Name: "Priya Raman", Handle: priya, Email: "priya@example.org",
			Organisation: orrin, Lang: "en", Ago: 86 * day,
			Bio: "I run the text message program and answer when it breaks.",
		},
		{
			Name: "Beatriz Luján", Handle: beatriz, Email: "beatriz@example.net",
			Organisation: casa, Lang: "es", Ago: 84 * day,
			Bio: "Formadora. Creo en aprender haciendo y en las sillas en círculo.",
		},
		{
			Name: "Owen Pritchard", Handle: owen, Email: "owen@example.org",
			Organisation: marrow, Lang: "en", Ago: 82 * day,
			Bio: "Community pharmacist. People tell me things at the counter.",
		},
		{
			Name: "Hannah Sorensen", Handle: hannah, Email: "hannah@example.org",
			Organisation: quill, Lang: "en", Ago: 80 * day,
			Bio: "Social worker in a practice of nine. Warm handoffs are my trade.",
		},
		{
			Name: "Luis Cordero", Handle: luis, Email: "luis@example.net",
			Organisation: alianza, Lang: "es", Ago: 78 * day,
			Bio: "Datos, mapas y mucha paciencia con los formularios.",
		},
		{
			Name: "Tasha Greenwood", Handle: tasha, Email: "tasha@example.org",
			Organisation: eastmoor, Lang: "en", Ago: 76 * day,
			Bio: "Peer supporter and co-founder of a collective that started around a kitchen table.",
		},
		{
			Name: "Miriam Feld", Handle: miriam, Email: "miriam@example.org",
			Organisation: tallow, Lang: "en", Ago: 74 * day,
			Bio: "Health economist. Happy to say what a number does not show.",
		},
		{
			Name: "Carmen Rosales", Handle: carmen, Email: "carmen@example.net",
			Organisation: rioClaro, Lang: "es", Ago: 72 * day,
			Bio: "Enfermera. Doy respaldo a los promotores cuando una visita se complica.",
		},
		{
			Name: "Anil Joseph", Handle: anil, Email: "anil@example.org",
			Organisation: quill, Lang: "en", Ago: 70 * day,
			Bio: "Improvement coach. Small tests, fast, on paper first.",
		},
		{
			Name: "Dolores Mejía", Handle: dolores, Email: "dolores@example.net",
			Organisation: lasLomas, Lang: "es", Ago: 15 * day,
			Bio: "Promotora nueva. Apenas llevo dos meses y ya tengo mil preguntas.",
		},
		{
			Name: "Peter Novak", Handle: peter, Email: "peter@example.org",
			Organisation: alders, Lang: "en", Ago: 66 * day,
			Bio: "Front desk lead. I book the visits everyone else talks about.",
		},
	}
}
