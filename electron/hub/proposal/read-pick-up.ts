/** Kin and helpers, as parents call who comes for a child. */
const kin =
  'aunt|auntie|aunty|uncle|grandma|grandmother|grandpa|grandfather|granny|nana|grandparents|nanny|babysitter|sitter|neighbor|neighbour|friend|cousin|brother|sister|mom|mum|dad|mother|father|stepdad|stepmom|husband|wife|au pair|t[ií]a|t[ií]o|abuela|abuelo|abuelita|abuelito|vecina|vecino|niñera|amiga|amigo|prima|primo|hermana|hermano|mamá|papá|esposo|esposa'
/** Words that begin a sentence with a capital, and are nobody's name. */
const notNames =
  'Can|Could|Will|Would|If|When|Please|Hi|Hello|Hey|Hola|Ok|Okay|Thanks|Thank|Gracias|Also|And|But|Just|Today|Hoy|Someone|Somebody|Nobody|This|That|What|The|My|Our|Her|His|Kids|Coach|Camp|Not|No|Yes|Sure|Let|Lets|Pick|We|You|He|She|They|It|Who|May|Have|La|El|Su|Mi|Que|Good|Morning|Afternoon|Buenos|Buenas'
const proper = `(?!(?:${notNames})(?![\\p{L}]))\\p{Lu}[\\p{L}'’-]{1,20}`
/** "uncle joe", as it is typed in a hurry. */
const smallName =
  "(?! (?:will|is|can|could|may|to|going|gonna|would|should|pick|get|collect|fetch|grab|com|and|or|has|who|va|viene|vendrá|puede|podrá|pasa|por|recoge|hoy|today|be)) \\p{Ll}[\\p{L}'’-]{1,20}"
/** "my neighbor Kim Lee", "Grandma Ruth", "Joe Smith", "la abuela". */
const person = `(?:(?:[Mm]y|[Hh]er|[Hh]is|[Tt]heir|[Oo]ur|[Tt]he|[Ll]a|[Ee]l|[Ss]u|[Mm]i) )?(?:(?:${either(kin)})(?:(?: ${proper}){1,2}|${smallName})?|${proper}(?: ${proper}){0,2})`

const willPickUp = new RegExp(
  `(?<![\\p{L}'’])(?<who>${person})(?:['’]s going to|['’]ll| will be| will| is going to| is| to| can| could| may| gonna| going to)? (?:be )?(?:pick(?:s|ing)?[ -]?up|picking|pick|get(?:ting|s)?|collect(?:ing|s)?|fetch(?:ing|es)?|grab(?:bing|s)?|come for|coming for)(?![\\p{L}])(?<rest>.{0,60})`,
  'u',
)
const pickedUpBy = new RegExp(`(?:[Pp]icked up|[Cc]ollected) by (?<who>${person})`, 'u')
const vaARecoger = new RegExp(
  `(?<![\\p{L}])(?<who>${person}) (?:va a |viene a |vendrá a |puede |podrá |pasará a |pasa a )?(?:recoger[aá]?|recoge|pasa por|pasará por|pasar por|venir por|viene por)`,
  'u',
)
const loRecoge = new RegExp(
  `(?:[Ll][oa]s? |[Ll]e )?(?:va a |vendrá a |viene a )?(?:recoge|recogerá|recoger)(?:l[oa]s?)?(?: hoy)?(?: a \\p{Lu}\\p{L}+)? (?<who>${person})`,
  'u',
)

/** Both with a small and a capital first letter. */
function either(words: string): string {
  return words
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|')
}

/**
 * Who is to pick a child up by a text, as it names them; null where it says nothing of it, denies it, or means the writer.
 * @param sentence as it was written: names are known by their capitals
 * @param children first names that the text may be about: "get Maya" is a pick-up, "get a snack" is none
 */
export function readPickUp(sentence: string, children: readonly string[]): string | null {
  if (/\b(?:not|n['’]t|never|cannot|cant|instead of|used to|thank|no puede|no va|no viene)\b|n['’]t\b/i.test(sentence))
    return null
  for (const pattern of [willPickUp, pickedUpBy, vaARecoger, loRecoge]) {
    const found = pattern.exec(sentence)
    const who = found?.groups?.['who']
    if (who === undefined) continue
    const rest = found?.groups?.['rest']
    if (pattern === willPickUp && !/pick(?:s|ing)?[ -]?up/i.test(found?.[0] ?? '') && !namesChild(rest ?? '', children))
      continue
    const name = tidy(who)
    const words = name.split(' ')
    const isChild = children.some((child) => same(child, name) || same(child, words[0] ?? ''))
    if (!isChild) return name
  }
  return null
}

function namesChild(rest: string, children: readonly string[]): boolean {
  if (
    /^ (?:her|him|them|the kids|the boys|the girls|the children|both|my (?:son|daughter|kids?))(?:$|[^\p{L}])/iu.test(
      rest,
    )
  )
    return true
  return children.some((child) => same(/^ (\p{L}+)/u.exec(rest)?.[1] ?? '', child))
}

function same(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0
}

/** "my neighbor Kim" is "Neighbor Kim" on the board. */
function tidy(who: string): string {
  const bare = who.replace(/^(?:my|her|his|their|our|the|la|el|su|mi) /i, '').trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1, 60)
}
