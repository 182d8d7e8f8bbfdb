import { describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { seededRandom } from '../random.ts'
import { keywordOf } from './opt-out.ts'
import { asksSomething, topicOf } from './parent-phrases.ts'
import { campParents } from './parents.ts'
import { answerIn } from '../broadcast/answers.ts'
import { sampleCamp } from './sample-camp.ts'

const camp = sampleCamp(seededRandom(3), campMorning)
const addresses = [
  ...new Set(camp.families.flatMap((family) => family.guardians).flatMap((guardian) => guardian.addresses)),
]

function heard(address: string, body: string, bulk = false) {
  return { address, body, bulk, now: campMorning }
}

describe('what a text is about', () => {
  test.each([
    ['Hi Ana, Lucia is not here yet. Is she coming today?', 'late'],
    ['Where are you? Check-in closes at 9', 'late'],
    ['Lucia has arrived and is checked in', 'arrived'],
    ['Who will pick up Lucia today?', 'pickup'],
    ['Lucia hurt her ankle, we have ice on it', 'injury'],
    ['Is the inhaler in the backpack?', 'medical'],
    ['Lucia forgot her shin guards', 'gear'],
    ['Lightning nearby: all groups are inside', 'weather'],
    ['Thanks, see you', 'thanks'],
    ['Can you send the form?', 'question'],
    ['Camp photos are up', 'notice'],
    ['Mateo todavía no ha llegado', 'late'],
  ])('%s → %s', (body, topic) => {
    expect(topicOf(body)).toBe(topic)
  })

  test('what asks for an answer', () => {
    expect(asksSomething('Are you coming?')).toBe(true)
    expect(asksSomething('Let us know by 10')).toBe(true)
    expect(asksSomething('Camp starts at 9')).toBe(false)
  })
})

describe('campParents', () => {
  test('most answer a question within a minute, some never do', () => {
    const parents = campParents(camp)
    const answers = addresses.map((address) => parents.answer(heard(address, 'Hi, is your player coming today?')))
    const answering = answers.filter((replies) => replies.length > 0)
    expect(answering.length / addresses.length).toBeGreaterThan(0.6)
    expect(answering.length).toBeLessThan(addresses.length)
    for (const [reply] of answering) {
      expect(reply?.after).toBeGreaterThanOrEqual(3000)
      expect(reply?.after).toBeLessThanOrEqual(60_000)
      expect(reply?.body).not.toMatch(/[{}]/)
    }
    expect(new Set(answering.map(([reply]) => reply?.body)).size).toBeGreaterThan(4)
  })

  test('the same seed answers alike', () => {
    const first = campParents(camp)
    const second = campParents(camp)
    for (const address of addresses) {
      expect(first.answer(heard(address, 'Pick-up is at 3 today'))).toEqual(
        second.answer(heard(address, 'Pick-up is at 3 today')),
      )
    }
  })

  test('nobody answers more than twice in a row what was not asked', () => {
    const parents = campParents(camp)
    for (const address of addresses) {
      let said = 0
      for (let round = 0; round < 50; round += 1) {
        said += parents.answer(heard(address, 'Camp photos are up')).length
      }
      expect(said).toBeLessThanOrEqual(2)
    }
  })

  test('a question opens the conversation again', () => {
    const parents = campParents(camp)
    const address = addresses.find((candidate) => {
      const talk = Array.from({ length: 30 }, () => parents.answer(heard(candidate, 'Camp photos are up')))
      return talk.flat().length === 2
    })
    if (address === undefined) throw new Error('Nobody in this camp talks')
    expect(parents.answer(heard(address, 'Camp photos are up'))).toEqual([])
    const replies = Array.from({ length: 5 }, () => parents.answer(heard(address, 'Did you see them?'))).flat()
    expect(replies.length).toBeGreaterThan(0)
  })

  test('only families who speak Spanish answer in Spanish', () => {
    const parents = campParents(camp)
    const spanish = new Set(
      camp.families
        .flatMap((family) => family.guardians)
        .filter((guardian) => guardian.language === 'es')
        .flatMap((guardian) => guardian.addresses),
    )
    for (const address of addresses) {
      for (const reply of parents.answer(heard(address, 'Who will pick up today?'))) {
        expect(/[áéíóúñ¿¡]|abuela|paso por|recoge|Saludos|gracias por todo|feliz con/.test(reply.body)).toBe(
          spanish.has(address),
        )
      }
    }
  })

  test('what everybody is asked to confirm is answered in every way: yes, no, a question, late, or not at all', () => {
    const parents = campParents(camp)
    const replies = addresses.map((address) =>
      parents.answer(heard(address, 'Camp ends at 4 on Friday. Can you stay? Reply Y or N.', true)),
    )
    const first = replies.flatMap(([reply]) => (reply === undefined ? [] : [reply]))
    const answers = new Set(first.map((reply) => answerIn(reply.body)))
    for (const answer of ['yes', 'no', 'question'] as const) expect(answers).toContain(answer)
    expect(first.some(({ after }) => after > 4 * 60_000)).toBe(true)
    expect(replies.some((said) => said.length === 0)).toBe(true)
    const again = campParents(camp)
    expect(
      addresses.map((address) =>
        again.answer(heard(address, 'Camp ends at 4 on Friday. Can you stay? Reply Y or N.', true)),
      ),
    ).toEqual(replies)
  })

  test('STOP comes rarely, only to bulk texts, and is the last word', () => {
    let stops = 0
    let asked = 0
    for (let seed = 1; seed <= 60; seed += 1) {
      const some = sampleCamp(seededRandom(seed), campMorning)
      const parents = campParents(some)
      for (const family of some.families) {
        const address = family.guardians[0]?.addresses[0]
        if (address === undefined) continue
        expect(
          parents.answer(heard(address, 'Camp photos are up')).some((reply) => keywordOf(reply.body) === 'stop'),
        ).toBe(false)
        asked += 1
        const replies = parents.answer(heard(address, 'Camp photos are up', true))
        if (!replies.some((reply) => keywordOf(reply.body) === 'stop')) continue
        stops += 1
        expect(parents.answer(heard(address, 'Are you there?'))).toEqual([])
      }
    }
    expect(stops).toBeGreaterThan(5)
    expect(stops / asked).toBeLessThan(0.05)
  })

  test('no answer is a keyword by accident', () => {
    const parents = campParents(camp)
    for (const address of addresses) {
      for (const body of ['Are you coming?', 'Can you sign the form?', 'Thanks, see you', 'Rain delay']) {
        for (const reply of parents.answer(heard(address, body))) expect(keywordOf(reply.body)).toBeNull()
      }
    }
  })
})
