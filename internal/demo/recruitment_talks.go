package demo

func recruitmentTalks() []Discussion {
	return []Discussion{
		talk("What do you say in the first five minutes to someone who might become a promotora?", "en", 41*day, 2*day,
			en(grace, `Our clinic is about to invite people for the first time, and the draft letter reads like a job posting: duties, hours, requirements. Nobody I would want has ever answered a letter like that.

What do you actually *say*, in the first five minutes, to someone you think would be good at this?`, got("💡", rosa, kathleen)),
			es(marisol, "Yo no empiezo por el programa. Empiezo por lo que ya hace: «Veo que las vecinas te buscan a ti cuando no entienden una receta. ¿Sabías que eso tiene nombre?» Después de eso, la carta sobra.", re(grace), got("❤️", grace, rosa, tasha, yolanda)),
			en(grace, "“You already do this, and it has a name.” I'm going to put that at the top of the page and delete the rest.", re(marisol), got("👍", marisol)),
			en(jerome, `I was recruited in a waiting room. The nurse said three things and I still remember all of them:

1. You've been through it and you're still here.
2. There are people two years behind you on the same road.
3. We'd train you, and you would never be alone with it.

The third one did it. I would not have said yes to the first two.`, first, got("❤️", grace, ernesto, kathleen), got("🙏", rosa)),
			es(ernesto, "En el campo la pregunta es otra: ¿cuándo? Si les digo «martes a las tres» ya dijeron que no. Les digo «cuando termine la pisca, en tu casa, y traigo el café».", re(jerome)),
			en(kathleen, "What about honesty on the hard parts? We lost two people in the first month who felt we had only told them the nice half.", first),
			en(jerome, "Tell them the hard half before they sign anything, but after they have met another peer. From a peer it sounds like company. From a manager it sounds like a warning.", re(kathleen), got("💡", kathleen, beatriz, grace)),
			es(rosa, `Resumo para el grupo:

- empezar por lo que la persona ya hace
- decir pronto que nunca estará sola
- que lo difícil lo cuente otra promotora, no la jefa
- proponer hora y lugar de ellos, no nuestros

@grace-lindqvist, ¿nos enseñas la carta nueva cuando la tengas?`, first, got("👍", grace, marisol, nora)),
			en(grace, "It is four sentences long now, and the last one is a phone number with a name. Two calls so far.", re(rosa), got("🎉", rosa, marisol, jerome, tasha, paul)),
		).pinned(),
		talk("¿Cómo cuidamos a una promotora después de una visita difícil?", "es", 33*day, 9*hour,
			es(yolanda, `La semana pasada una compañera salió de una casa y se quedó sentada en el carro casi una hora. No pasó nada «grave», pero era mucho para una sola persona, y no supo a quién llamar.

¿Qué hacen ustedes **el mismo día**? No hablo del protocolo, hablo de esa tarde.`, got("🙏", marisol, rosa, ernesto)),
			es(carmen, "Nosotros tenemos una regla: antes de manejar, se llama. A mí o a Rosa, a la hora que sea. No para informar, solo para no volver sola con eso.", re(yolanda), got("❤️", yolanda, marisol, dolores)),
			es(yolanda, "¿Y de verdad llaman? Aquí todos dicen que sí y luego les da pena molestar.", re(carmen)),
			es(carmen, "Al principio no llamaban. Cambió cuando empezamos a llamar nosotras: si la agenda dice visita a las cuatro, a las cinco y media suena su teléfono.", re(yolanda), got("💡", yolanda, beatriz, tomas)),
			es(yolanda, "Eso me gusta más: que no dependa de que la persona cansada dé el paso. ¿Quién hace esas llamadas cuando tú no estás?", re(carmen)),
			es(carmen, "Una promotora con experiencia, por turnos, y ese turno se paga como hora de trabajo. Si no se paga, no existe.", re(yolanda), got("👍", rosa, ernesto, marisol, victor), got("❤️", yolanda)),
			en(jerome, "Reading along with my high school Spanish. We do the same with a text: just a number from 1 to 5, no words needed. Anything under 3 gets a call within the hour.", first, got("💡", rosa, grace, carmen)),
			es(marisol, "Lo del número me parece muy bueno, @jerome-tillman. Hay días en que una no tiene palabras pero sí tiene un dos.", re(jerome), got("❤️", jerome, tasha)),
			en(jerome, "Exactly that. A two is a complete sentence.", re(marisol), got("🙏", marisol)),
			es(ernesto, "Con los hombres es más difícil. Un compañero me contó algo tres semanas después, como si nada, arreglando una llanta.", first, got("😢", carmen, marisol)),
			es(beatriz, "Por eso la supervisión en grupo, cada quince días, con café y sin expediente. Lo que no sale en una llamada sale cuando otro lo cuenta primero.", re(ernesto)),
			es(rosa, `Quisiera que esto quede en el estudio de caso. Propongo un párrafo con tres pasos:

1. Alguien llama, la persona no tiene que pedirlo.
2. Un número del 1 al 5 basta para empezar.
3. Quien contesta cobra esa hora.

¿Falta algo?`, first, got("👍", carmen, yolanda, marisol, beatriz)),
			es(dolores, "Falta decirlo el primer día de la capacitación, no cuando ya pasó. A mí me lo dijeron el primer día y por eso me quedé.", re(rosa), got("❤️", rosa, carmen, beatriz, yolanda)),
			es(rosa, "Tienes toda la razón, Dolores. Es el paso cero.", re(dolores)),
		),
		talk("How do you keep people when the grant year ends?", "en", 58*day, 21*day,
			en(kathleen, "We train well, we like each other, and every June we lose a third of the team because nobody can say in May whether there is a July. How do the rest of you get across that gap?"),
			es(victor, "No tengo la solución completa, pero sí una parte: dejamos de contratar por subvención y contratamos por funciones. Tres fuentes pequeñas pagan un mismo puesto. Es más papeleo, y la gente se queda.", re(kathleen), got("💡", kathleen, rosa, nora)),
			en(tasha, "Money matters, and it is not the only thing. When we asked the people who left us, the second reason was *nobody asked what I wanted to learn next*.", re(kathleen), got("👍", grace, beatriz)),
			en(kathleen, "What did you offer?", re(tasha)),
			en(tasha, `Small steps with a name:

| After | What people may choose |
|---|---|
| 3 months | take a new volunteer along |
| 6 months | run half a training session |
| 12 months | sit on the hiring panel |
| 18 months | represent us at a county meeting |

None of it is expensive. The hiring panel is the one people brag about.`, re(kathleen), got("🎉", kathleen, beatriz, rosa, jerome), got("💡", victor, anil)),
			es(rosa, "Nosotros medimos otra cosa: cuántas personas siguen al año *y* quieren seguir. No es lo mismo.", first),
			en(grace, "How do you find out the second part without people telling you what you want to hear?", re(rosa)),
			es(rosa, "Lo pregunta alguien de otra organización. Intercambiamos con @victor-solano: él entrevista a las mías y yo a los suyos. Media hora por persona.", re(grace), got("💡", grace, kathleen, anil, nora)),
			en(kathleen, "@nora-whitfield, could the office keep a list of who would trade interviews? Put me on it first. Quality Improvement should hear about this as well; they have a thread on [three measures](/g/quality-improvement).", re(rosa), got("👍", grace, victor)),
		),
		talk("Forty hours in one month, or four hours ten times?", "en", 49*day, 30*day,
			es(beatriz, "Tenemos que decidir el formato de la próxima capacitación. Hasta ahora: cuarenta horas en un mes. Se gradúan casi todos y a los tres meses la mitad olvidó la mitad. ¿Qué formato usan ustedes?"),
			en(tasha, "Ten sessions of four hours, every other Saturday. Between sessions everybody goes out once with an experienced peer and comes back with a story.", re(beatriz), got("👍", beatriz)),
			es(ernesto, "Los sábados no existen en temporada. Nosotros hacemos dos horas, dos tardes por semana, en la bodega.", re(tasha)),
			en(kathleen, "From the clinic's side: one month is easier to pay for and easier to cover. But I agree that it doesn't stick.", re(beatriz)),
			en(jerome, `What we ended up with, after trying all of it:

| Part | Hours | Where |
|---|---|---|
| Start together | 12 | classroom, one weekend |
| Go along | 16 | with a peer, real visits |
| Come back | 12 | three evenings, stories first |

Same forty hours. The order did more than the content.`, first, got("💡", beatriz, tasha, kathleen, rosa), got("👍", carmen)),
			es(beatriz, "«Las historias primero». En nuestras sesiones la historia era el premio del final, si quedaba tiempo.", re(jerome), got("❤️", marisol)),
			es(rosa, "**Conclusión del grupo:** cuarenta horas, repartidas: un comienzo juntos, visitas acompañadas y varias tardes de regreso. Los horarios los pone cada sitio según su temporada. Lo llevamos así al estudio de caso.", first, conclusion, got("🎉", beatriz, tasha, jerome, marisol)),
			en(kathleen, "Works for us. I can sell *go along* to our director: she did it herself last week and came back different.", re(rosa), got("❤️", beatriz, grace)),
		),
		talk("¿Qué preguntamos en la entrevista, y qué dejamos de preguntar?", "es", 17*day, 3*day,
			es(rosa, "Revisé nuestras doce preguntas y nueve son sobre estudios y horarios. Ninguna sobre escuchar. Si pudieran hacer **una sola pregunta**, ¿cuál sería?"),
			es(marisol, "«Cuéntame de una vez que ayudaste a alguien y no salió bien.» Quien no tiene ninguna, no ha ayudado mucho.", re(rosa), got("💡", rosa, beatriz, carmen), got("👍", yolanda)),
			es(beatriz, "Yo no pregunto: los pongo a conversar de dos en dos y observo quién deja hablar.", re(rosa), got("👍", rosa, marisol)),
			en(tasha, "We dropped “Do you have reliable transportation?”. It ruled out half of the people our families trust most. Now we ask “How would you get there?” and plan from the answer.", re(rosa), got("💡", rosa, kathleen, victor)),
			es(victor, "También quitamos el diploma de secundaria. Nadie notó la diferencia, salvo que llegaron mejores personas.", re(tasha), got("❤️", rosa, ernesto, marisol)),
			es(ernesto, "A mí me preguntaron mi nivel de estudios y casi me levanto. Qué bueno que la siguiente pregunta fue otra.", re(victor), got("❤️", marisol, carmen, tasha)),
			es(rosa, "Quedan cuatro: la historia que no salió bien, cómo llegarías, a quién le pides ayuda tú, y qué quisieras aprender. Las otras ocho se jubilan.", first, got("🎉", marisol, beatriz, victor, tasha)),
		),
		talk("Who is the backup on a Saturday night?", "en", 12*day, 20*hour,
			en(tasha, "Honest question. Our peers' phones ring when the offices are closed. What is your backup between Friday at five and Monday at eight?"),
			en(kathleen, "On paper: the on-call nurse. In truth: me, in my kitchen.", re(tasha), got("😢", tasha, carmen), got("❤️", grace)),
			es(carmen, "Igual aquí, hasta que lo escribimos. Cuando contamos las llamadas eran seis al mes, no sesenta. Con seis se puede hacer un turno.", re(kathleen), got("💡", kathleen, tasha, rosa)),
			en(kathleen, "Six is about what I would guess for us. I never counted because I was afraid of the number.", re(carmen)),
			en(jerome, "We share a line among three organizations. Each takes one weekend in three, and the person on duty has a short list: listen, decide whether it can wait, know whom to call when it can't.", re(tasha), got("👍", carmen, kathleen, victor),
				edited(3*hour, "We share a line among three organizations. Each takes one weekend in three, is paid for it, and has a short list: listen, decide whether it can wait until Monday, know whom to call when it can't. Correction to what I wrote this morning: paid from the shared pot, not by each organization.")),
			es(yolanda, "¿Y el idioma? Un sábado en la noche nadie quiere explicar lo suyo en su segunda lengua.", re(jerome), got("👍", marisol, rosa, carmen)),
			en(jerome, "One in three of us speaks Spanish, so one weekend in three it works well. Not good enough, and you're right to say so. @rosa-ibarra, would your team want to be the fourth partner?", re(yolanda), got("🙏", yolanda)),
			es(rosa, "Sí queremos hablarlo. Lo llevo a la reunión del jueves con Carmen.", re(jerome), got("🎉", jerome, tasha, yolanda)),
		),
		talk("Sign-up for the spring trainers' exchange", "en", 66*day, 52*day,
			en(nora, "Four places, two days, one visiting and one hosting. Write here which half you want; I match on the Friday."),
			en(tasha, "Hosting. We have a big table and a bad projector.", first, got("👍", nora)),
			es(beatriz, "Visita, con mucho gusto. Y llevo el ejercicio de las tres sillas.", first, got("❤️", tasha)),
			en(nora, "Matched: Beatriz visits the Collective. Thank you both. I'm archiving this one; the next exchange gets its own thread.", first),
		).archived(),
		talk("¿Quién tiene un acuerdo sencillo para la familia de una promotora?", "es", 7*hour, 7*hour,
			es(rosa, "Dos promotoras nuevas me dicen lo mismo: en casa nadie sabe cuántas tardes son. Busco una hoja, de las que se leen en la mesa, que diga horas, camioneta y a quién llamar. ¿Alguien tiene una que me preste?", got("👍", marisol)),
		),
	}
}
