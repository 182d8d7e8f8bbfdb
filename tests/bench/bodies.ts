import { between, pick } from '../../electron/hub/random.ts'
import type { Random } from '../../electron/hub/random.ts'

const firstNames =
  `Ava Liam Emma Noah Mia Ethan Sofia Mason Isla Lucas Chloe Jacob Nora Elena Mateo Diego Lucia Omar Aisha Priya
Arjun Wei Mei Hana Kenji Zoe Finn Leah Caleb Ruby Owen Maya Eli Hazel Theo Ivy Jonah Clara Hugo Alma Victor Rosa Samuel Tessa
Andre Naomi Felix Greta Marcus June Dominic Pearl Rafael Stella Tomas Willa Xavier Yara Quentin Bridget`.split(/\s+/)

const lastNames =
  `Nguyen Garcia Smith Johnson Patel Kim Lopez Brown Davis Miller Wilson Moore Taylor Thomas Martin Lee Perez White Harris
Clark Lewis Young Walker Hall Allen King Wright Scott Torres Hill Green Adams Baker Rivera Mitchell Carter Roberts Gomez Phillips
Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson
Bailey Reed Kelly Howard Ramos Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez
Castillo Sanders Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes`.split(
    /\s+/,
  )

const things =
  `water bottle|shin guards|cleats|sunscreen|lunch box|rain jacket|inhaler|snack|backpack|permission form|goalie gloves|hat|towel|
jersey|house key|phone|glasses|ball|hoodie|bandages`
    .replaceAll('\n', '')
    .split('|')

const places =
  `gate two|the north field|the gym|the parking lot|the tent|field three|the snack bar|the main entrance|the turf|the library`.split(
    '|',
  )
const groups = `U8 Blue|U8 Red|U10 Blue|U10 Red|U12 Blue|U12 Red|U14 Blue|U14 Red`.split('|')
const reasons =
  `traffic on the bridge|a dentist appointment|a flat tire|the storm|a fever|work|soccer practice|swimming lessons|the school bus|a late train`.split(
    '|',
  )

const fromParents = `Running about {n} minutes late because of {reason}|{child} forgot the {thing}, can someone bring it to {place}?|
On my way to {place} now|Is camp still on with the weather today?|Who can I talk to about {child}'s {thing}?|
Please tell {child} that grandma picks up today at {hour}|Thank you so much|Got it, thanks!|Ok|Yes|
{child} has a peanut allergy, the {thing} is in the side pocket|Can {child} move to {group} with {friend}?|We are at {place}|
{child} will miss tomorrow because of {reason}|What time is pickup on Friday?|Did you find a blue {thing} near {place}?|
She is feeling better and will be back on Monday|Could you check whether {child} drank enough? It was {degrees} degrees|
My number changed, this is {child}'s dad|We need a receipt for week {n}|How did {child} do at the game against {group}?|
Sorry, wrong person|{friend}'s mom will drive both of them home|Is lunch included?|Perfect, see you at {hour} then`

const fromTent = `Good morning! {group} meets at {place} today at {hour}|{child} is checked in and playing with {group}|
Camp is moving to {place} because of {reason}|{child} is fine, just a scraped knee. We put a bandage on it|
We found {child}'s {thing}, it is at {place}|Thanks for letting us know. {child} can join when you get here|
Pickup today is at {place} from {hour} on|Please bring a {thing} tomorrow, it will be {degrees} degrees|
No problem, we will keep an eye on {child}|{child} asked to play with {friend}, is that all right with you?|
Reminder: Friday is tournament day. {group} plays at {hour} on {place}. Parents are welcome, bring a chair and a {thing}|
We are still missing the {thing} for {child}|{child} scored {n} goals this morning!|Lightning nearby: everybody is inside {place} and safe|
Yes, lunch is included this week|{friend} and {child} are both in {group}|We will call you right away|You are welcome`

const list = (text: string): readonly string[] => text.replaceAll('\n', '').split('|')
const parentTexts = list(fromParents)
const tentTexts = list(fromTent)

export interface BenchFamily {
  readonly lastName: string
  readonly guardian: string
  readonly child: string
  readonly group: string
}

/** A family out of the common names. */
export function family(random: Random): BenchFamily {
  return {
    lastName: pick(random, lastNames),
    guardian: pick(random, firstNames),
    child: pick(random, firstNames),
    group: pick(random, groups),
  }
}

/** A text as a parent or the tent would write it. */
export function body(random: Random, direction: 'in' | 'out', child: string): string {
  const text = pick(random, direction === 'in' ? parentTexts : tentTexts)
  return text.replaceAll(/\{(\w+)\}/g, (_match, slot: string) => {
    switch (slot) {
      case 'child':
        return child
      case 'friend':
        return pick(random, firstNames)
      case 'thing':
        return pick(random, things)
      case 'place':
        return pick(random, places)
      case 'group':
        return pick(random, groups)
      case 'reason':
        return pick(random, reasons)
      case 'hour':
        return `${between(random, 1, 12)}:${pick(random, ['00', '15', '30', '45'])}`
      case 'degrees':
        return String(between(random, 70, 101))
      default:
        return String(between(random, 2, 45))
    }
  })
}
