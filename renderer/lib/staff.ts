import { useQuery } from '@tanstack/react-query'
import type { LockScreenView, LockView, StaffMember, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { callHub } from './bridge.ts'
import { queryClient } from './query-client.ts'

const listKey = ['staff', 'list'] as const

/** The team, kept fresh while it is shown. */
export function useStaff() {
  return useQuery({ queryKey: listKey, queryFn: () => callHub('staff.list', {}) })
}

/** What a call made of the team is shown at once. */
export function takeStaff(view: StaffView): StaffView {
  queryClient.setQueryData(listKey, view)
  return view
}

/** Who is on duty; null where nobody of the team is. */
export function onDutyOf(view: Pick<StaffView, 'people' | 'onDutyId'> | undefined): StaffMember | null {
  return view?.people.find((one) => one.id === view.onDutyId) ?? null
}

/** @param pin null for somebody without one */
export async function takeDuty(staffId: number, pin: string | null): Promise<StaffView> {
  return takeStaff(await callHub('staff.takeDuty', { staffId, pin }))
}

export async function leaveDuty(): Promise<void> {
  takeStaff(await callHub('staff.leaveDuty', {}))
}

export function lockWindow(): Promise<LockView> {
  return callHub('staff.lock', {})
}

/**
 * What the cover shows.
 * @param counted what is known of the texts: another count makes it be read again
 */
export function useLockScreen(counted: string) {
  return useQuery<LockScreenView>({
    // It changes with the board as well, whose room is told of by itself.
    queryKey: ['board', 'lock-screen', counted],
    queryFn: () => callHub('staff.lockScreen', {}),
    placeholderData: (before) => before,
    staleTime: 0,
  })
}

/** Whether what was typed may be a PIN. */
export function looksLikePin(pin: string): boolean {
  return /^\d{4,8}$/.test(pin)
}
