import { join } from 'node:path'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import { everybody } from '../../electron/hub/audience/audience.ts'
import { planBroadcast } from '../../electron/hub/broadcast/plan.ts'
import type { PlanContext } from '../../electron/hub/broadcast/plan.ts'
import type { BroadcastDraft } from '../../electron/ipc/contract/broadcast-views.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { percentile } from './statistics.ts'

const target = 100
/** Families with two players and two guardians, of whom every other family has both at one number. */
const families = 3_334
const migrationsDir = join(import.meta.dirname, '..', '..', 'db', 'migrations')

const draft: BroadcastDraft = {
  audience: everybody,
  templateId: null,
  bodies: {
    en: 'Hi {{guardian.first}}, weather delay: {{player.first}} waits under cover by {{field|the tent}}. We text when play goes on.',
    es: 'Hola {{guardian.first}}, pausa por mal tiempo: {{player.first}} bajo techo. Avisamos cuando sigamos.',
  },
  facts: {},
  asksToConfirm: false,
  useMinutes: 60,
}

function fill(db: Db): void {
  const insert = (sql: string) => {
    const statement = db.prepare<unknown[]>(sql)
    return (...values: readonly unknown[]): number => Number(statement.run(...values).lastInsertRowid)
  }
  const family = insert('INSERT INTO family (created_at) VALUES (1)')
  const guardian = insert(
    'INSERT INTO guardian (family_id, first_name, last_name, language, created_at) VALUES (?, ?, ?, ?, 1)',
  )
  const number = insert('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)')
  const player = insert('INSERT INTO player (family_id, first_name, last_name, created_at) VALUES (?, ?, ?, 1)')
  const enrol = insert('INSERT INTO enrolment (player_id, camp_id, camp_group, field) VALUES (?, 1, ?, ?)')
  const conversation = insert(
    `INSERT INTO conversation (kind, address, created_at, last_at, opted_out_at) VALUES ('phone', ?, 1, 1, ?)`,
  )
  const message = insert(
    `INSERT INTO message (id, conversation_id, direction, channel, body, state, origin, created_at, sort_at, state_at)
     VALUES (?, ?, 'out', 'sms', 'Camp starts at 9', 'delivered', 'person', 1, 1, 1)`,
  )
  db.transaction(() => {
    insert(`INSERT INTO camp (id, name, name_key, created_at) VALUES (1, 'Summer', 'summer', 1)`)()
    for (let index = 0; index < families; index++) {
      const id = family()
      const shares = index % 2 === 0
      for (const who of [0, 1]) {
        const address = `+1312${String(5_000_000 + index * 2 + (shares ? 0 : who))}`
        number(guardian(id, `Ana${who}`, `Lopez${index}`, index % 5 === 0 ? 'es' : 'en'), address)
        if (shares && who === 1) continue
        message(`m${index}-${who}`, conversation(address, index % 50 === 0 ? 1 : null))
      }
      for (const name of ['Maya', 'Leo'])
        enrol(player(id, `${name}${index}`, `Lopez${index}`), 'U10', `Field ${index % 9}`)
    }
    db.exec(
      `INSERT INTO no_information (guardian_id, player_id, reason, since, staff)
       SELECT g.id, p.id, 'Court order', 1, '' FROM guardian g JOIN player p ON p.family_id = g.family_id
       WHERE g.id % 200 = 1 AND p.id % 2 = 1`,
    )
  })()
}

/** The rows alone, as any program would have to read them: who reads where, about whom. */
const plainJoin = `
  SELECT p.id, p.first_name, g.first_name, g.language, n.address, c.id, c.opted_out_at, e.camp_group, e.field
  FROM player p JOIN guardian g ON g.family_id = p.family_id JOIN guardian_number n ON n.guardian_id = g.id
    LEFT JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
    LEFT JOIN enrolment e ON e.player_id = p.id`

/** The preview of a broadcast to 5,000 numbers: who gets which words, merged and counted, and who is left out. */
export const audienceBench: Bench = {
  name: 'audience',
  needsElectron: false,
  run({ quick, folder, say }) {
    const db = openStore({ file: join(folder, 'hub.db'), migrationsDir, backupsDir: join(folder, 'backups'), now: 1 })
    try {
      fill(db)
      const context: PlanContext = {
        now: Date.UTC(2027, 5, 14, 15),
        zone: 'America/Chicago',
        ourNumber: '+13125550100',
        campName: 'Riverside Camp',
      }
      const join5000 = db.prepare(plainJoin)
      const plans: number[] = []
      const joins: number[] = []
      let texts = 0
      let leftOut = 0
      for (let round = 0; round < (quick ? 8 : 30); round++) {
        joins.push(timed(() => join5000.all()))
        plans.push(
          timed(() => {
            const plan = planBroadcast(db, draft, context)
            texts = plan.texts.length
            leftOut = plan.leftOut.length
          }),
        )
      }
      // The first round reads the store from the disk.
      const p95 = percentile(plans.slice(1), 0.95)
      const beside = percentile(joins.slice(1), 0.95)
      say(`${texts} texts, ${leftOut} left out; p50 ${milliseconds(percentile(plans.slice(1), 0.5))}`)
      return Promise.resolve([
        {
          name: `Preview of a broadcast to ${texts.toLocaleString('en-US')} numbers, p95 of ${plans.length - 1}`,
          measured: milliseconds(p95),
          yardstick: `plain SQL join of the same rows ${milliseconds(beside)}`,
          ratio: p95 / beside,
          target: `≤ ${target} ms`,
          holds: p95 <= target,
        },
      ])
    } finally {
      closeStore(db)
    }
  },
}

function timed(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
