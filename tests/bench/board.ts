import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { insertFamily, playerIdsOf } from '../../db/people.ts'
import { closeStore, openStore } from '../../db/open.ts'
import { insertRosterRow } from '../../db/roster.ts'
import { bareFolder, openApp, openBare } from './electron-window.ts'
import type { BenchWindow } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore, migrationsDir } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { median, medianRatio, percentile } from './statistics.ts'

const players = 1_000
const checkInsPerRound = 20
/** A hand takes longer than this from the last letter to Enter, in milliseconds. */
const handTime = 150
/** A season's texts matter little to the board. */
const shape = { messages: 2_000, conversations: 50, longest: 200 } as const

/** The board of 1,000 players: how smoothly it scrolls, and how long a check-in takes from Enter to the screen. */
export const boardBench: Bench = {
  name: 'board',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const rounds = quick ? 3 : 9
    const dataDir = join(folder, 'app')
    fillBoard(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const app = await openApp(dataDir, line.env)
    const bare = await openBare(join(folder, 'bare'))
    const scrolled: { figure: number; yardstick: number }[] = []
    const checkedIn: { figure: number; yardstick: number }[] = []
    let next = 0
    try {
      await app.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Check-in' }).click()
      await app.page.getByRole('grid', { name: 'Board' }).waitFor()
      await bare.page.evaluate(readFileSync(join(bareFolder, 'rows.js'), 'utf8'))
      for (let round = 0; round <= rounds; round++) {
        const figure = await scroll(app, '[role=grid]')
        const yardstick = await scroll(bare, '#rows')
        const pressed = percentile(await pressEnter(app, next), 0.95)
        const plain = percentile(await pressEnter(bare, next), 0.95)
        next += checkInsPerRound
        // The first round warms up.
        if (round === 0) continue
        scrolled.push({ figure, yardstick })
        checkedIn.push({ figure: pressed, yardstick: plain })
        say(
          `round ${round}: ${figure.toFixed(1)} frames/s, bare ${yardstick.toFixed(1)}; check-in ${milliseconds(pressed)}, bare ${milliseconds(plain)}`,
        )
      }
    } finally {
      await Promise.all([app.stop(), bare.stop()])
      await line.carrier.stop()
    }
    const middle = (of: 'figure' | 'yardstick', rows: typeof scrolled): number => median(rows.map((row) => row[of]))
    const rate = middle('figure', scrolled)
    const bareRate = middle('yardstick', scrolled)
    const press = middle('figure', checkedIn)
    return [
      {
        name: `Board of ${players.toLocaleString('en-US')} players, scrolling`,
        measured: `${rate.toFixed(1)} frames/s`,
        yardstick: `bare page that scrolls ${players.toLocaleString('en-US')} plain rows: ${bareRate.toFixed(1)} frames/s`,
        ratio: bareRate / rate,
        target: '60 frames/s, or what the bare page reaches here',
        holds: rate >= 59 || rate >= bareRate * 0.97,
      },
      {
        name: `Check-in: Enter → on screen, p95, ${players.toLocaleString('en-US')} players`,
        measured: milliseconds(press),
        yardstick: `bare page that writes one line: ${milliseconds(middle('yardstick', checkedIn))}`,
        ratio: medianRatio(checkedIn),
        target: '≤ 50 ms',
        holds: press <= 50,
      },
    ]
  },
}

/** A store with a camp that runs every day, and this many players in it. */
function fillBoard(file: string): void {
  filledStore(file, shape)
  const now = Date.now()
  const db = openStore({ file, migrationsDir, backupsDir: join(file, '..', 'backups'), now })
  db.transaction(() => {
    const made = insertRosterRow(db, 'camp', {
      name: 'Bench Week',
      name_key: 'bench week',
      created_at: now,
      // Nobody turns missing while it is measured.
      begins_at: 1439,
    })
    for (let index = 0; index < players; index += 1) {
      const family = insertFamily(
        db,
        {
          guardians: [
            {
              firstName: `Ana${index}`,
              lastName: 'Bench',
              role: 'mother',
              language: 'en',
              addresses: [`+1312${String(2_900_000 + index).padStart(7, '0')}`],
            },
          ],
          players: [
            {
              firstName: playerName(index),
              lastName: `Player${index % 97}`,
              group: `U${8 + (index % 8)}`,
              birthYear: 2017,
              note: index % 9 === 0 ? 'Peanut allergy' : null,
            },
          ],
        },
        now,
      )
      for (const player of playerIdsOf(db, family))
        insertRosterRow(db, 'enrolment', {
          player_id: player,
          camp_id: Number(made.after['id']),
          camp_group: null,
          field: `Field ${index % 4}`,
          days: null,
        })
    }
  })()
  closeStore(db)
}

const playerName = (index: number): string => `Kid${String(index).padStart(4, '0')}`

/** Scrolls down and up again for three seconds, 40 px a frame. @returns frames a second */
function scroll({ ask }: BenchWindow, what: string): Promise<number> {
  return ask<number>(`bench.scroll(${JSON.stringify(what)}, 3_000, 40)`)
}

/** Types names and presses Enter after each; milliseconds from each key until the screen says that they are here. */
async function pressEnter({ page, ask }: BenchWindow, from: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = from; index < from + checkInsPerRound; index++) {
    const name = playerName(index)
    await page.keyboard.insertText(name)
    await ask(`bench.expectStatus(${JSON.stringify(name)})`)
    await wait(handTime)
    await page.keyboard.press('Enter')
    times.push(await ask<number>('bench.sincePressed()'))
  }
  return times
}
