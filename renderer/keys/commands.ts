import { commandWords } from '../words/commands.ts'

/** Where a command's keys work. `outside-text`: not while a text field has the focus. `field`: the field itself acts on them. */
export type CommandWhere = 'anywhere' | 'outside-text' | 'field'
export type CommandGroup = 'texts' | 'conversations' | 'screens' | 'app'

interface Definition {
  readonly group: CommandGroup
  /** Keys in tinykeys' words; the first is shown in hints, and is the one a user can change. */
  readonly keys: readonly string[]
  readonly where: CommandWhere
  /** Works while a dialog is open, too. */
  readonly overDialogs?: true
  /** Keeps its keys: it belongs to the field it works in. */
  readonly fixed?: true
  /** Not offered by the palette (it would act on the palette itself or on a field). */
  readonly hidden?: true
  /** Goes on while the key is held. */
  readonly repeats?: true
  /** Its keys are kept free; nothing answers yet, so neither help nor settings promise it. */
  readonly comesLater?: true
}

/**
 * Every command of the screen: keys, palette and help are made from this list alone.
 * None of the keys is an Alt+letter (menus and accents); Ctrl+N, T, W and Ctrl+digit stay the browser's.
 */
const definitions = {
  'message.send': { group: 'texts', keys: ['Enter'], where: 'field', fixed: true, hidden: true },
  'message.newLine': { group: 'texts', keys: ['Shift+Enter'], where: 'field', fixed: true, hidden: true },
  'message.schedule': { group: 'texts', keys: ['$mod+Shift+Enter'], where: 'anywhere' },
  'message.template': { group: 'texts', keys: ['$mod+Shift+T'], where: 'anywhere' },
  'message.useUntil': { group: 'texts', keys: [], where: 'anywhere' },
  'message.new': { group: 'texts', keys: ['$mod+Shift+M'], where: 'anywhere' },
  'message.textBack': { group: 'texts', keys: ['$mod+Shift+Y'], where: 'anywhere' },
  'composer.focus': { group: 'texts', keys: ['Escape'], where: 'anywhere', fixed: true, hidden: true },
  'thread.latest': { group: 'texts', keys: ['Alt+End'], where: 'anywhere' },
  'conversation.next': { group: 'conversations', keys: ['Alt+ArrowDown'], where: 'anywhere', repeats: true },
  'conversation.previous': { group: 'conversations', keys: ['Alt+ArrowUp'], where: 'anywhere', repeats: true },
  'conversation.nextUnread': { group: 'conversations', keys: ['Alt+Shift+ArrowDown'], where: 'anywhere' },
  'conversation.previousUnread': { group: 'conversations', keys: ['Alt+Shift+ArrowUp'], where: 'anywhere' },
  'conversation.markUnread': { group: 'conversations', keys: ['$mod+Shift+U'], where: 'anywhere' },
  'search.focus': { group: 'conversations', keys: ['$mod+F'], where: 'anywhere' },
  'family.toggle': { group: 'conversations', keys: ['$mod+.'], where: 'anywhere' },
  'proposal.accept': { group: 'texts', keys: ['$mod+Enter'], where: 'anywhere' },
  'proposal.dismiss': { group: 'texts', keys: [], where: 'anywhere' },
  'roster.paper': { group: 'screens', keys: [], where: 'anywhere' },
  'roster.print': { group: 'screens', keys: ['$mod+P'], where: 'anywhere' },
  'people.walkUp': { group: 'screens', keys: ['$mod+Shift+A'], where: 'anywhere' },
  'board.late': { group: 'screens', keys: ['$mod+Shift+E'], where: 'anywhere' },
  'board.absent': { group: 'screens', keys: ['$mod+Shift+X'], where: 'anywhere' },
  'board.pickedUp': { group: 'screens', keys: ['$mod+Shift+H'], where: 'anywhere' },
  'board.text': { group: 'screens', keys: ['$mod+Shift+F'], where: 'anywhere' },
  'weather.open': { group: 'screens', keys: ['$mod+Shift+B'], where: 'anywhere' },
  'broadcast.new': { group: 'screens', keys: [], where: 'anywhere' },
  'templates.open': { group: 'screens', keys: [], where: 'anywhere' },
  'ladders.open': { group: 'screens', keys: [], where: 'anywhere' },
  'activity.open': { group: 'screens', keys: [], where: 'anywhere' },
  'go.inbox': { group: 'screens', keys: ['g i'], where: 'outside-text' },
  'go.checkin': { group: 'screens', keys: ['g c'], where: 'outside-text' },
  'go.broadcasts': { group: 'screens', keys: ['g b'], where: 'outside-text' },
  'go.scheduled': { group: 'screens', keys: ['g s'], where: 'outside-text' },
  'go.people': { group: 'screens', keys: ['g p'], where: 'outside-text' },
  'go.settings': { group: 'screens', keys: ['g ,'], where: 'outside-text' },
  'palette.open': { group: 'app', keys: ['$mod+K'], where: 'anywhere', overDialogs: true, hidden: true },
  'away.open': { group: 'app', keys: [], where: 'anywhere' },
  'held.open': { group: 'app', keys: [], where: 'anywhere' },
  'help.open': { group: 'app', keys: ['$mod+[Shift]+/', '[Shift]+?'], where: 'anywhere', overDialogs: true },
  'theme.next': { group: 'app', keys: ['$mod+Shift+L'], where: 'anywhere', overDialogs: true },
  'lock.now': { group: 'app', keys: ['$mod+L'], where: 'anywhere', overDialogs: true },
  'duty.change': { group: 'app', keys: [], where: 'anywhere' },
  'practice.start': { group: 'app', keys: [], where: 'anywhere' },
  'handover.open': { group: 'app', keys: [], where: 'anywhere' },
} as const satisfies Record<string, Definition>

export type CommandId = keyof typeof definitions

export interface Command extends Definition {
  readonly id: CommandId
  readonly label: string
}

const ids = Object.keys(definitions) as CommandId[]

/** In the order the help sheet shows them. */
export const commands: readonly Command[] = ids.map((id) => ({
  ...definitions[id],
  id,
  label: commandWords.labels[id],
}))

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]))

export function commandOf(id: CommandId): Command {
  const command = byId.get(id)
  if (command === undefined) throw new Error(`No command ${id}`)
  return command
}

export const commandGroups: readonly CommandGroup[] = ['texts', 'conversations', 'screens', 'app']
