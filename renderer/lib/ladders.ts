import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { LadderCase, LadderSetting, LaddersNow } from '../../electron/ipc/contract/ladder-views.ts'
import { callHub } from './bridge.ts'
import { queryClient } from './query-client.ts'
import { uuidV7 } from './uuid.ts'

const today = ['ladders', 'today'] as const
const now = ['ladders', 'now'] as const
const settings = ['ladders', 'settings'] as const

/** Everybody on a ladder today. */
export function useLadderCases() {
  return useQuery({ queryKey: today, queryFn: () => callHub('ladders.today', {}) })
}

/** The ladder of a player in a camp that says most now; undefined where none runs. */
export function useLadderOf(playerId: number, campId: number): LadderCase | undefined {
  const select = useCallback(
    (cases: readonly LadderCase[]) => cases.filter((one) => one.playerId === playerId && one.campId === campId).at(-1),
    [playerId, campId],
  )
  return useQuery({ queryKey: today, queryFn: () => callHub('ladders.today', {}), select }).data
}

/** What ladders want of a person now, of the live store also while practice is shown. */
export function useLaddersNow(): LaddersNow | undefined {
  return useQuery({ queryKey: now, queryFn: () => callHub('ladders.now', {}) }).data
}

export function useLadderSettings() {
  return useQuery({ queryKey: settings, queryFn: () => callHub('ladders.settings', {}) })
}

/** @param by a director, where one is needed to turn it on */
export async function saveLadder(
  setting: Omit<LadderSetting, 'camp'>,
  by: CallInput<'ladders.save'>['by'],
): Promise<void> {
  const { campId, kind, enabled, rungs, templateId } = setting
  const saved = await callHub('ladders.save', {
    requestId: uuidV7(),
    campId,
    kind,
    enabled,
    rungs: rungs.map((rung) => ({ ...rung })),
    templateId,
    by,
  })
  queryClient.setQueryData(settings, saved)
}

function take(cases: LadderCase[]): void {
  queryClient.setQueryData(today, cases)
}

/** "Send": the families asked about are texted. */
export async function sendAsked(caseIds: readonly number[]): Promise<void> {
  take(await callHub('ladders.send', { requestId: uuidV7(), caseIds: [...caseIds] }))
}

/** "Not now". */
export async function leaveAsked(caseIds: readonly number[]): Promise<void> {
  take(await callHub('ladders.leave', { requestId: uuidV7(), caseIds: [...caseIds] }))
}

/** A person called. */
export async function tickCall(caseId: number, rung: number): Promise<void> {
  take(await callHub('ladders.called', { requestId: uuidV7(), caseId, rung }))
}

/** "We have it". */
export async function settleCases(caseIds: readonly number[]): Promise<void> {
  take(await callHub('ladders.settle', { requestId: uuidV7(), caseIds: [...caseIds] }))
}
