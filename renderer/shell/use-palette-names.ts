import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ConversationView, PersonHit } from '../../electron/ipc/contract/views.ts'
import { callHub, reportError } from '../lib/data.ts'
import { shellWords } from '../words/shell.ts'
import { useUi } from './ui-state.ts'

const words = shellWords.palette
const mostNames = 8

/** One choice of the palette. */
export interface PaletteEntry {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly note: string
  readonly unread: number
  /** The command's keys in tinykeys' words; empty for none. */
  readonly keys: string
  run(): void
}

/** Conversations and people for the typed text; the most recent conversations where nothing is typed. */
export function usePaletteNames(typed: string): {
  readonly entries: readonly PaletteEntry[]
  /** False while the names still are those for what was typed before. */
  readonly ready: boolean
  readonly failed: boolean
} {
  const text = typed.trim()
  const { data, isError, isPending, isPlaceholderData } = useQuery({
    queryKey: ['palette', text],
    queryFn: () => (text === '' ? recent() : found(text)),
    placeholderData: keepPreviousData,
    // The palette is opened for what is true now.
    staleTime: 0,
    gcTime: 0,
  })
  const entries = useMemo(() => data ?? [], [data])
  return { entries, ready: !isPending && !isPlaceholderData, failed: isError }
}

async function recent(): Promise<readonly PaletteEntry[]> {
  const { items } = await callHub('conversations.list', { show: 'all', before: null, limit: mostNames })
  return items.map((conversation) => conversationEntry(conversation, words.recent))
}

async function found(text: string): Promise<readonly PaletteEntry[]> {
  const [{ conversations }, people] = await Promise.all([
    callHub('search.query', { text, limit: mostNames }),
    callHub('people.find', { text: text.slice(0, 100), limit: mostNames }),
  ])
  const listed = conversations.slice(0, mostNames)
  const known = new Set(listed.map((conversation) => conversation.address))
  return [
    ...listed.map((conversation) => conversationEntry(conversation, words.conversations)),
    ...people.filter((person) => !known.has(person.address)).map(personEntry),
  ]
}

function conversationEntry(conversation: ConversationView, group: string): PaletteEntry {
  const players = conversation.players.map((player) => player.name).join(', ')
  return {
    key: `conversation-${conversation.id}`,
    group,
    label: conversation.name ?? conversation.displayAddress,
    note:
      conversation.name === null
        ? players
        : [players, conversation.displayAddress].filter((part) => part !== '').join(' · '),
    unread: conversation.unreadCount,
    keys: '',
    run: () => useUi.getState().openConversation(conversation.id),
  }
}

function personEntry(person: PersonHit): PaletteEntry {
  return {
    key: `person-${person.address}-${person.name}`,
    group: words.people,
    label: person.name,
    note: [person.players.join(', '), person.displayAddress].filter((part) => part !== '').join(' · '),
    unread: 0,
    keys: '',
    run: () => {
      callHub('conversations.open', { address: person.address })
        .then((conversation) => useUi.getState().openConversation(conversation.id))
        .catch((error: unknown) => reportError('palette', error))
    },
  }
}
