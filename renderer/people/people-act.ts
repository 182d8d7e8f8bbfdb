import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { PeopleActDone } from '../../electron/ipc/contract/people-views.ts'
import { callHub } from '../lib/data.ts'
import { peopleEditWords as words } from '../words/people-edit.ts'

/** What was done last, to be told and taken back. */
interface LastAct {
  /** Null: it was taken back, or there was nothing to be changed. */
  readonly actId: number | null
  readonly words: string
}

const store = createStore<{ readonly last: LastAct | null }>(() => ({ last: null }))

/** Tells of an act, with its way back. @returns the act */
export function tellAct<Act extends PeopleActDone>(act: Act): Act {
  if (act.actId !== null) store.setState({ last: { actId: act.actId, words: act.words } })
  return act
}

export function useLastAct(): LastAct | null {
  return useStore(store, (snapshot) => snapshot.last)
}

export async function undoLastAct(): Promise<void> {
  const actId = store.getState().last?.actId
  if (actId === undefined || actId === null) return
  const undone = await callHub('people.undoAct', { actId })
  store.setState({ last: { actId: null, words: words.undone(undone.words, undone.kept) } })
}

export function forgetLastAct(): void {
  store.setState({ last: null })
}
