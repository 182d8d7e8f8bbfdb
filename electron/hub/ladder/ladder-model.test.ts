import fc from 'fast-check'
import { expect, test } from 'vitest'
import { campBegins } from '../../../tests/support/board-camp.ts'
import { ladderCamp } from '../../../tests/support/ladder-camp.ts'
import type { LadderCamp } from '../../../tests/support/ladder-camp.ts'
import { newId } from '../ids.ts'
import { leaveAsked, sendAsked } from './by-hand.ts'
import { mostUnasked } from './look.ts'
import { usualRungs } from './rungs.ts'

const minute = 60_000

type Event =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'here' | 'absent' | 'undo' | 'answer'; readonly who: number }
  | { readonly kind: 'late'; readonly who: number; readonly minutes: number }
  | { readonly kind: 'sleep' | 'jump-back'; readonly minutes: number }
  | { readonly kind: 'restart' | 'offline' | 'online' | 'send' | 'leave' }

const who = fc.nat(11)
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 10, max: 540 }) }),
    weight: 8,
  },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('here' as const, 'absent' as const, 'undo' as const, 'answer' as const),
      who,
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('late' as const), who, minutes: fc.integer({ min: 1, max: 60 }) }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('sleep' as const, 'jump-back' as const),
      minutes: fc.integer({ min: 1, max: 20 }),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'restart' as const,
        'offline' as const,
        'online' as const,
        'send' as const,
        'leave' as const,
      ),
    }),
    weight: 4,
  },
)

interface Kid {
  readonly player: number
  readonly numbers: readonly string[]
  act: string | null
}

/** What the ladder promises, checked against what it did, by nothing but the board, the clock and what happened. */
function judge(camp: LadderCamp, kids: readonly Kid[]) {
  let seen = 0
  /** Nothing that was due before this may leave by itself. */
  let sureSince = camp.clock.now()
  const answeredAt = new Map<number, number>()
  return {
    unsure: () => (sureSince = camp.clock.now()),
    answered(kid: Kid) {
      const texted = camp.caseOf(kid.player)?.steps.some(({ outcome }) => outcome === 'sent') ?? false
      if (texted && camp.caseOf(kid.player)?.state !== 'ended') answeredAt.set(kid.player, camp.texts().length)
    },
    /** Looks at the texts that have come since; `byHand` where a person let them go. */
    look(byHand: boolean) {
      const texts = camp.texts()
      const fresh = texts.slice(seen)
      const steps = camp.store.db
        .prepare('SELECT case_id, rung, message_seq FROM ladder_step WHERE message_seq IS NOT NULL')
        .all() as {
        readonly case_id: number
        readonly rung: number
        readonly message_seq: number
      }[]
      const families = new Map<number, Set<string>>()
      for (const text of fresh) {
        expect(text.use - text.at, 'a text is of use for 15 minutes').toBe(15 * minute)
        const own = steps.filter(({ message_seq }) => message_seq === text.seq)
        // A text that was withdrawn for a sibling's sake is of nobody any more.
        if (text.state === 'queued') expect(own.length, 'a text belongs to a rung').toBeGreaterThan(0)
        for (const { case_id, rung } of own) {
          const one = camp.cases().find(({ id }) => id === case_id)
          const kid = kids.find(({ player }) => player === one?.playerId)
          expect(kid?.numbers, 'a text goes to a guardian of the player').toContain(text.to)
          if (text.state === 'queued')
            expect(camp.board(kid?.player ?? 0), 'who has come or is explained is not asked after').toBe('missing')
          const answered = answeredAt.get(kid?.player ?? 0)
          expect(answered === undefined || answered > texts.indexOf(text), 'nothing follows an answer').toBe(true)
          if (byHand) continue
          const due = (one?.dueSince ?? 0) + (usualRungs[rung]?.after ?? 0) * minute
          expect(text.at, 'nothing is told early').toBeGreaterThanOrEqual(due)
          expect(text.at - due, 'nothing is told late').toBeLessThanOrEqual(2 * minute)
          expect(due, 'what fell due unseen is not made up for').toBeGreaterThanOrEqual(sureSince - 5_000)
          families.set(rung, (families.get(rung) ?? new Set()).add(text.to))
        }
      }
      for (const numbers of families.values())
        expect(numbers.size, 'many are asked about').toBeLessThanOrEqual(mostUnasked)
      seen = texts.length
    },
    end() {
      const live = camp.store.db
        .prepare(
          `SELECT s.case_id, s.rung, count(*) AS n FROM ladder_step s JOIN message m ON m.seq = s.message_seq
           WHERE m.state <> 'canceled' GROUP BY 1, 2 HAVING n > 1`,
        )
        .all()
      expect(live, 'no rung is taken twice').toEqual([])
      // Whoever's ladder stopped has no text left that could still go.
      const left = camp.store.db
        .prepare(
          `SELECT m.seq FROM message m JOIN outbox o ON o.message_seq = m.seq
           WHERE m.origin = 'automation' AND NOT EXISTS (
             SELECT 1 FROM ladder_step s JOIN ladder_case k ON k.id = s.case_id
             WHERE s.message_seq = m.seq AND k.state IN ('climbing', 'asks'))`,
        )
        .all()
      expect(left, 'texts of ladders that stopped are withdrawn').toEqual([])
    },
  }
}

test('never twice, never after check-in or an answer, never late, never many unasked; and nobody’s day is changed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
      const camp = ladderCamp()
      const kids: Kid[] = Array.from({ length: 8 }, (_, index) => {
        const numbers = [`+1201555${3000 + index}`, ...(index % 2 === 0 ? [`+1201555${4000 + index}`] : [])]
        const names = index % 4 === 0 ? [`Kid${index} Lopez`, `Sib${index} Lopez`] : [`Kid${index} Lopez`]
        return camp.family(names, numbers).map((player): Kid => ({ player, numbers, act: null }))
      }).flat()
      camp.turnOn()
      await camp.at(8)
      const court = judge(camp, kids)
      const days = () => camp.store.db.prepare('SELECT * FROM attendance ORDER BY player_id').all()
      for (const one of events) {
        let byHand = false
        const kid = kids[('who' in one ? one.who : 0) % kids.length]
        if (!kid) continue
        switch (one.kind) {
          case 'wait': {
            const before = days()
            await camp.clock.advance(one.seconds * 1_000)
            expect(days(), 'no clock changes a day').toEqual(before)
            court.look(false)
            break
          }
          case 'here':
            if (camp.board(kid.player) === 'here') break
            kid.act = camp.here(kid.player)
            break
          case 'absent':
            if (camp.board(kid.player) === 'here') break
            camp.absent(kid.player)
            kid.act = null
            break
          case 'late': {
            const at = Math.ceil((camp.clock.now() - campBegins) / minute) + one.minutes
            if (camp.board(kid.player) === 'here') break
            camp.late(kid.player, at)
            kid.act = null
            break
          }
          case 'undo':
            if (kid.act === null) break
            camp.undo(kid.act)
            kid.act = null
            break
          case 'answer':
            court.answered(kid)
            camp.says(kid.numbers[0] ?? '', 'On our way')
            break
          case 'sleep':
            camp.clock.jump(one.minutes * minute)
            court.unsure()
            break
          case 'jump-back':
            camp.clock.jump(-one.minutes * minute)
            court.unsure()
            break
          case 'restart':
            await camp.restart()
            court.unsure()
            break
          case 'offline':
            camp.line.online = false
            break
          case 'online':
            if (!camp.line.online) court.unsure()
            camp.line.online = true
            break
          case 'send':
          case 'leave': {
            const caseIds = camp.cases().flatMap(({ id, state }) => (state === 'asks' ? [id] : []))
            if (caseIds.length === 0) break
            const act = { requestId: newId(camp.clock.now()), caseIds, staff: 'Sam' }
            try {
              if (one.kind === 'send') camp.desk.act((write, around) => sendAsked(write, act, around))
              else camp.store.write((write) => leaveAsked(write, act))
            } catch (error) {
              // All of them came, or were explained, since the last look.
              expect(String(error)).toContain('any more')
            }
            byHand = true
            break
          }
        }
        court.look(byHand)
        await camp.clock.advance(200)
        court.look(false)
      }
      await camp.clock.advance(1_000)
      court.look(false)
      court.end()
      await camp.desk.stop()
    }),
    { numRuns: 20 },
  )
}, 300_000)
