import { callHub } from './bridge.ts'
import { uuidV7 } from './uuid.ts'

/** They asked not to be texted: texts to them that wait here are canceled. */
export async function closeTexts(conversationId: number): Promise<void> {
  await callHub('consent.close', { requestId: uuidV7(), conversationId })
}

/** They may be texted again. */
export async function openTexts(conversationId: number): Promise<void> {
  await callHub('consent.open', { requestId: uuidV7(), conversationId })
}

/** What seemed to ask for no more texts did not. */
export async function leaveTexts(conversationId: number): Promise<void> {
  await callHub('consent.leave', { requestId: uuidV7(), conversationId })
}
