/**
 * One line of a sample conversation: minutes before now, who speaks, the words. `{kid}` and `{parent}` are filled in.
 * A line of ours may have ended otherwise than delivered.
 */
export interface ThreadLine {
  readonly ago: number
  readonly from: 'parent' | 'staff'
  readonly body: string
  readonly state?: 'sent' | 'failed' | 'expired'
  readonly errorCode?: number
}

export interface SampleThread {
  readonly language: 'en' | 'es'
  /** How many of its last lines nobody on staff has read. */
  readonly unread: number
  readonly lines: readonly ThreadLine[]
}

/** The middle of yesterday afternoon, when now is a camp morning. */
const yesterday = 18 * 60

function them(ago: number, body: string): ThreadLine {
  return { ago, from: 'parent', body }
}

function us(ago: number, body: string): ThreadLine {
  return { ago, from: 'staff', body }
}

function thread(unread: number, lines: readonly ThreadLine[], language: SampleThread['language'] = 'en'): SampleThread {
  return { language, unread, lines }
}

/** What every family was told yesterday evening. */
export const reminder: Readonly<Record<SampleThread['language'], string>> = {
  en: 'Hi {parent}, PTP Soccer Camp here. Drop-off tomorrow is 8:30 to 9:00 at the check-in tent by Field 2. Bring water, sunscreen and shin guards.',
  es: 'Hola {parent}, somos PTP Soccer Camp. Mañana la entrada es de 8:30 a 9:00 en la carpa junto al campo 2. Traiga agua, protector solar y espinilleras.',
}

/** Talk of this morning and yesterday. */
export const sampleThreads: readonly SampleThread[] = [
  thread(1, [
    them(
      7,
      'Hi, this is {parent}. We are running about 15 min late, traffic on 290 is not moving. {kid} will be there soon',
    ),
  ]),
  thread(0, [
    them(96, 'Morning! {kid} left the shin guards on the kitchen table. Do you have spares?'),
    us(94, 'Good morning! Yes, spares are in the bin at the check-in tent. {kid} is all set.'),
    them(93, 'You are lifesavers, thank you'),
  ]),
  thread(1, [
    us(
      yesterday + 95,
      'Hi {parent}, quick note: we have {kid} down with a peanut allergy. Is the EpiPen in the backpack tomorrow as well?',
    ),
    them(yesterday + 88, 'Yes, front pocket, with the instructions. It expires in October'),
    us(yesterday + 86, 'Perfect. Our nurse Kelly will check it in each morning.'),
    them(yesterday + 84, 'Great. Also no granola bars please, even the "nut free" ones have been a problem'),
    us(yesterday + 80, 'Noted on the sheet, and the coaches know.'),
    them(yesterday + 79, 'Thank you so much for taking it seriously'),
    us(118, 'Good morning {parent}, {kid} is checked in and the EpiPen is with Kelly.'),
    them(116, 'Perfect'),
    them(41, 'Forgot to say, we packed the safe snacks in the blue box. Are the kids trading snacks at all?'),
    us(38, 'No trading at camp, and the Rockets eat at their own table.'),
    them(36, 'Good to hear'),
    them(12, 'One more thing, could someone text me after lunch that all went fine?'),
  ]),
  thread(1, [
    them(
      22,
      'My sister Renee will pick up {kid} today instead of me. Gray Honda. She will have her ID with her. Is that enough?',
    ),
  ]),
  thread(0, [
    us(yesterday + 210, 'Hi {parent}, the U10 group moves to Field 4 this afternoon because Field 2 is being watered.'),
    them(yesterday + 204, 'Is that the one behind the parking garage?'),
    us(yesterday + 203, 'Right behind it, past the playground. Pick-up stays at the tent.'),
    them(yesterday + 201, 'Got it'),
    them(yesterday + 61, 'We are at the tent but do not see the group yet'),
    us(yesterday + 60, 'They are walking over now, two minutes.'),
    them(yesterday + 57, 'I see them! Thanks'),
    them(yesterday + 12, '{kid} says today was the best day so far'),
    us(yesterday + 10, 'That makes our evening. See you tomorrow!'),
    us(101, 'Good morning {parent}, the U10 group is back on Field 2 today.'),
    them(99, 'Thanks for the heads up'),
  ]),
  thread(1, [
    us(yesterday + 30, '{kid} scored twice in the scrimmage today and could not stop smiling.'),
    them(18, 'Thank you coaches 😊⚽ {kid} slept in the camp shirt 🎉'),
  ]),
  thread(
    1,
    [
      them(yesterday + 140, 'Buenas tardes, soy {parent}. ¿A qué hora termina el campamento el viernes?'),
      us(
        yesterday + 134,
        'Buenas tardes. El viernes terminamos a las 2:00, una hora antes, con los juegos finales a la 1:00.',
      ),
      them(yesterday + 131, '¿Podemos ir a ver los juegos?'),
      us(yesterday + 130, 'Claro que sí, las familias están invitadas. Hay sombra junto al campo 2.'),
      them(yesterday + 128, 'Qué bueno, muchas gracias'),
      them(64, 'Hoy {kid} lleva su medicina para la alergia en la mochila, por si acaso'),
      us(61, 'Gracias por avisar. Se la damos a la enfermera.'),
      them(9, '¿Puede salir {kid} a las 12 hoy? Tenemos cita con el dentista'),
    ],
    'es',
  ),
  thread(1, [
    them(
      48,
      '{kid} woke up with a fever so we are staying home today. Hoping for tomorrow. Do you need a note from the doctor?',
    ),
  ]),
  thread(0, [
    them(131, 'The inhaler is in the side pocket, two puffs before running if it is hot'),
    us(127, 'Thanks {parent}, Kelly has it on her list and Coach Dan knows.'),
    them(125, 'Appreciate it'),
  ]),
  thread(1, [
    them(yesterday + 20, 'Did anyone find a green water bottle with stickers? {kid} is heartbroken'),
    us(yesterday + 15, 'Not yet, we will look under the benches first thing in the morning.'),
    us(88, "Found it! It is waiting at the tent with {kid}'s name on it."),
    them(15, 'Amazing!! Could it go home with {kid} today? Grandpa is picking up and he will not know to ask'),
  ]),
  thread(0, [
    them(yesterday + 175, 'What size are the camp shirts? {kid} is between a youth M and L'),
    us(yesterday + 170, 'They run small, so we set aside an L. It can be swapped at the tent.'),
    them(yesterday + 168, 'L it is, thanks'),
  ]),
  thread(0, [
    {
      ...us(76, 'Hi {parent}, {kid} is not checked in yet. Is {kid} coming today?'),
      state: 'failed',
      errorCode: 30_006,
    },
  ]),
  thread(0, [
    us(yesterday + 150, 'Hi {parent}, {kid} forgot the lunch box at the tent this morning.'),
    {
      ...us(yesterday + 148, 'Lunch is in 10 minutes. Shall we give {kid} a camp lunch?'),
      state: 'expired',
      errorCode: 30_036,
    },
    them(yesterday + 90, 'Oh no, only saw this now. Did {kid} get to eat?'),
    us(yesterday + 87, 'Yes, a turkey sandwich and an apple. No charge.'),
    them(yesterday + 85, 'Phew. Thank you!'),
  ]),
  thread(0, [
    them(110, 'I need to pick {kid} up at 11:30 for the dentist. Where do I go?'),
    us(107, 'Come to the check-in tent, we will have {kid} ready at 11:25.'),
    them(106, 'Perfect see you then'),
  ]),
  thread(1, [them(27, 'Is camp still on with this rain? The radar looks bad around noon')]),
  thread(2, [them(5, 'We are here'), them(4, 'By the blue gate, where do we check in?')]),
  thread(0, [
    them(83, 'Heads up, I am driving Leo as well today, his mom knows'),
    us(80, 'Thank you {parent}, she told us too. Both are on the list.'),
  ]),
  thread(0, [
    us(
      yesterday + 160,
      'Hi {parent}, this is PTP camp. {kid} turned an ankle in the last drill. It is not swollen, we have ice on it.',
    ),
    them(yesterday + 158, 'Oh no. Is {kid} in pain? Should I come?'),
    us(yesterday + 156, 'Walking fine and watching the game with a popsicle. No need to rush.'),
    them(yesterday + 155, 'Ok thank you. I can be there in 20 if anything changes'),
    us(
      yesterday + 140,
      'Update: no swelling after 15 minutes of ice, {kid} wants to be goalkeeper for the rest of the day.',
    ),
    them(yesterday + 138, 'Ha, of course. Fine with me if the nurse says ok'),
    us(yesterday + 136, 'Kelly says yes to standing, no to diving.'),
    them(yesterday + 134, 'Good compromise'),
    us(yesterday + 55, '{kid} was picked up by {parent} at 3:05, ankle looks normal.'),
    them(yesterday + 5, 'All good tonight, a little sore. We will skip the sprints tomorrow?'),
    us(yesterday + 2, 'Of course. Coach Dan will keep {kid} on passing drills.'),
    us(90, 'Good morning {parent}, {kid} is checked in and on easy drills today.'),
    them(86, 'Thank you for looking after {kid}'),
  ]),
  thread(1, [them(15 * 60 - 20, 'Who is this?')]),
  thread(0, [{ ...us(58, 'Hi {parent}, {kid} is checked in. Have a good day.'), state: 'sent' }]),
  thread(1, [
    us(70, 'Hi {parent}, we have {kid} signed up for Thursday only. Is that right?'),
    them(31, 'No, should be Wed and Thu, we paid for both. Can you check?'),
  ]),
  thread(0, [
    them(yesterday + 44, 'Can {kid} be in the same group as Anaya? They are best friends'),
    us(yesterday + 41, 'We can do that from tomorrow, both are in the Falcons then.'),
    them(yesterday + 40, 'You just made someone very happy'),
  ]),
]
