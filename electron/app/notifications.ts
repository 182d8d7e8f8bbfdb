import { Notification } from 'electron'
import type { HubNotification } from '../hub/hub.ts'

/** Notifications that can still be clicked; without a reference the click is lost to garbage collection. */
const shown = new Set<Notification>()
const mostShown = 50

/** Shows a notification of the system's; what it may say was decided by the hub. */
export function showNotification(
  { title, body, conversationId }: HubNotification,
  { silent, onClick }: { readonly silent: boolean; readonly onClick: (conversationId: number | null) => void },
): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body, silent })
  const forget = () => shown.delete(notification)
  notification.on('click', () => {
    forget()
    onClick(conversationId)
  })
  notification.on('close', forget)
  notification.on('failed', forget)
  shown.add(notification)
  for (const oldest of shown) {
    if (shown.size <= mostShown) break
    shown.delete(oldest)
  }
  notification.show()
}
